import { Licensed } from 'symbolon/react';
import { currentLicense } from '../license/current.js';
import { forgetLicense, keepLicense } from './actions.js';
import { Status } from './license.js';

export default async function Page() {
  const { decision } = await currentLicense();
  const download = (
    <a className="button" href="/downloads/sales.csv" download>
      Export sales
    </a>
  );
  const upgrade = <p>Export comes with a license that has it.</p>;
  return (
    <main>
      <h1>Reports</h1>
      <Status judged={decision.toPublic()} />
      {decision.granted && (
        <p>
          Plan {decision.plan}, {decision.limit('seats') ?? 'any number of'} seats
        </p>
      )}
      {/* Until the page has its own decision it shows that of the server, so that nothing flashes. */}
      <Licensed feature="export" fallback={upgrade} pending={decision.has('export') ? download : upgrade}>
        {download}
      </Licensed>
      <form action={keepLicense}>
        <label htmlFor="license">License</label>
        <textarea id="license" name="license" rows={4} required spellCheck={false} />
        <button type="submit">Use this license</button>
      </form>
      <form action={forgetLicense}>
        <button type="submit">Forget the license</button>
      </form>
    </main>
  );
}

import type { ChangeEvent } from 'react';
import { forgetToken, keepToken, useToken } from './token';

/** Takes a license as text or as a file. Whatever it is, it is kept: what it is worth says the rest of the page. */
export function LicenseForm() {
  const token = useToken();
  const load = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file) keepToken(await file.text());
  };
  return (
    <form action={(form) => keepToken(String(form.get('license')))}>
      <label htmlFor="license">License</label>
      <textarea
        id="license"
        name="license"
        key={token}
        defaultValue={token ?? ''}
        rows={5}
        required
        spellCheck={false}
        autoComplete="off"
      />
      <div className="buttons">
        <button type="submit">Use this license</button>
        <button type="button" onClick={forgetToken} disabled={token === null}>
          Forget it
        </button>
      </div>
      <label htmlFor="file">Or a file</label>
      <input id="file" type="file" accept=".jwt,.txt,text/plain" onChange={load} />
    </form>
  );
}

import { Licensed, LicenseProvider, useLicense } from 'symbolon/react';
import { Export } from './Export';
import { LicenseForm } from './LicenseForm';
import { Standing } from './Standing';
import { useToken } from './token';
import { verifier } from './verifier';

export function App() {
  const token = useToken();
  return (
    <LicenseProvider verifier={verifier} token={token}>
      <Notice />
      <main>
        <h1>Reports</h1>
        <Standing />
        <Licensed
          feature="export"
          pending={<Export disabled />}
          fallback={<p>To export reports you need a license that has it.</p>}
        >
          <Export />
        </Licensed>
        <LicenseForm />
      </main>
    </LicenseProvider>
  );
}

/** For the days around expiry; it says nothing at other times. */
function Notice() {
  const { decision } = useLicense();
  return <symbolon-notice days={14} decision={decision} />;
}

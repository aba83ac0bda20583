import { currentLicense } from '../license/current.js';
import { License } from './license.js';
import './style.css';

export const metadata = { title: 'Reports', icons: 'data:,' };

export default async function Layout({ children }) {
  const { token } = await currentLicense();
  return (
    <html lang="en">
      <body>
        <License token={token}>{children}</License>
      </body>
    </html>
  );
}

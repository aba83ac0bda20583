/** What is shown, by servers and by pages: where the license stands, and what is licensed. */
import { createElement as h, StrictMode, Suspense } from 'react';
import { Licensed, LicenseProvider, useLicense } from 'symbolon/react';

/** Every status that was rendered, in order. */
export const rendered = [];

/** That of the last rendering, for who wants to refresh. */
export const last = {};

function Shown() {
  const license = useLicense();
  rendered.push(license.status);
  last.license = license;
  return h('p', { id: 'status' }, license.status);
}

/** @param {{ provider: object, licensed?: object, strict?: boolean, around?: (tree: any) => any, inner?: any }} given */
export function App({ provider, licensed, strict = false, suspense = false, inner = null }) {
  const page = h(
    LicenseProvider,
    provider,
    h('h1', null, 'The page'),
    h(Shown),
    h(
      Licensed,
      { feature: 'export', fallback: h('p', { id: 'fallback' }, 'Upgrade'), ...licensed },
      h('button', { type: 'button' }, 'Export'),
    ),
    inner,
  );
  const within = suspense ? h(Suspense, { fallback: h('p', null, 'Loading') }, page) : page;
  return strict ? h(StrictMode, null, within) : within;
}

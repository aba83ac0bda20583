/** What pages show by a license, in Chromium: `node tests/react/run.mjs`, with a word for the cases whose name contains it. */
import { fileURLToPath } from 'node:url';
import { main } from '../../scripts/main.mjs';
import { notice } from './cases/notice.mjs';
import { react } from './cases/react.mjs';
import { report, suite } from './suite.mjs';

export const run = suite({
  name: 'React and the notice',
  home: fileURLToPath(new URL('.', import.meta.url)),
  packages: ['react', 'react-dom', 'scheduler'],
  parts: ['react', 'notice'],
  // The notice knows nothing of React, and is tried once.
  versions: [
    { version: 'react18', cases: react },
    { version: 'react19', cases: [...react, ...notice] },
  ],
});

await main(import.meta.url, () => report(run));

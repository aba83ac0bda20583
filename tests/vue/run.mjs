/** What pages show by a license, in Chromium: `node tests/vue/run.mjs`, with a word for the cases whose name contains it. */
import { fileURLToPath } from 'node:url';
import { main } from '../../scripts/main.mjs';
import { strictPolicy } from '../page/serve.mjs';
import { report, suite } from '../react/suite.mjs';
import { vue } from './cases/vue.mjs';

export const run = suite({
  name: 'Vue',
  home: fileURLToPath(new URL('.', import.meta.url)),
  packages: ['vue', '@vue/server-renderer'],
  parts: ['vue'],
  versions: [
    { version: 'vue33', cases: vue },
    { version: 'vue35', cases: vue },
  ],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  // Vue 3.3 empties the element that it is mounted in by a text.
  policy: strictPolicy.replace(/; require-trusted-types-for.*/, ''),
});

await main(import.meta.url, () => report(run));

/** Ways to a module that lead nowhere: what is said then, and that the next call tries again. */
import { join } from 'node:path';
import { run } from '../../../scripts/run.mjs';

export const cases = ['handed.js', 'files.js'].map((program) => ({
  name: `loading: ${program}`,
  async run({ bench }) {
    await run(process.execPath, [join(await bench.project('loading'), program)], { env: { NODE_OPTIONS: '' } });
  },
}));

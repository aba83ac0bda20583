/** The types of those whose bindings and storages the caches take. */
import assert from 'node:assert/strict';
import { at } from '../../../scripts/paths.mjs';
import { run } from '../../../scripts/run.mjs';

export const types = {
  name: 'types',
  open: async () => ({ slot: () => ({}), close: async () => {} }),
  cases: [
    {
      name: 'KV namespaces and all kinds of storages fit',
      async run({ bench }) {
        const { output } = await run(at('node_modules/.bin/tsc'), ['--pretty', 'false', '-p', bench.app], {
          allowFailure: true,
        });
        assert.equal(output, '');
      },
    },
  ],
};

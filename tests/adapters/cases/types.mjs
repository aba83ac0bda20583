/** What the adapters declare, beside the types of the frameworks themselves. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { at } from '../../../scripts/paths.mjs';
import { run } from '../../../scripts/run.mjs';

export const types = [
  {
    name: "types: the decision is where each framework's users look for it",
    // A compiler reads some thousands of declarations.
    patience: 300_000,
    async run() {
      const project = fileURLToPath(new URL('../types', import.meta.url));
      const args = ['--pretty', 'false', '-p', project];
      const { output } = await run(at('node_modules/.bin/tsc'), args, { allowFailure: true });
      // What frameworks' types say of one another is not ours.
      const ours = output.split('\n').filter((line) => line && !/node_modules\/(?!symbolon\/)/.test(line));
      assert.deepEqual(ours, []);
    },
  },
];

/** What the READMEs of the examples have people type, and the status that they promise. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { at } from '../../scripts/paths.mjs';
import { run } from '../../scripts/run.mjs';

/**
 * A case for each line of a README that begins with `curl -i` and ends with a status as a comment.
 *
 * @param {string} name of an example
 */
export function commandsOf(name) {
  const readme = readFileSync(at('examples', name, 'README.md'), 'utf8');
  const functions = readme.match(/^\w+\(\) \{.*\}$/gm) ?? [];
  return [...readme.matchAll(/^(curl -i .*?) +# (\d{3})$/gm)].map(([, command, status]) => ({
    name: `${command} says ${status}`,
    async run({ port, vendorPort }) {
      const script = [...functions, command.replace('curl -i', 'curl -si')]
        .join('\n')
        .replaceAll('localhost:3000', `localhost:${port}`)
        .replaceAll('localhost:4000', `localhost:${vendorPort}`);
      const { stdout } = await run('bash', ['-c', script]);
      assert.equal(stdout.match(/^HTTP\/\S+ (\d+)/)?.[1], status, stdout);
    },
  }));
}

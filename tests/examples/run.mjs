/**
 * The examples, each started by its one command and used as its README says: `node tests/examples/run.mjs`, with a word
 * for the cases whose name contains it.
 */
import { examples } from '../../scripts/example.mjs';
import { main } from '../../scripts/main.mjs';
import { commandsOf } from './commands.mjs';
import { open } from './stage.mjs';

/**
 * @param {{ log?: (line: string) => void, only?: string }} options
 * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>}
 */
export async function run({ log = console.log, only = '' } = {}) {
  const result = { passed: 0, failed: 0, skipped: [] };
  for (const name of examples) {
    const { cases, missing } = await import(`./cases/${name}.mjs`);
    const chosen = [...commandsOf(name), ...cases]
      .map((each) => ({ ...each, title: `${name}: ${each.name}` }))
      .filter(({ title }) => title.includes(only));
    if (chosen.length === 0) continue;
    const lacks = await missing?.();
    if (lacks) {
      result.skipped.push(`${name}: ${lacks}`);
      continue;
    }
    const stage = await open(name).catch((error) => {
      result.failed += chosen.length;
      log(`✗ ${name} does not start\n${indented(error.stack)}`);
    });
    if (!stage) continue;
    for (const { title, run } of chosen) {
      const problem = await Promise.resolve(run(stage)).then(
        () => '',
        (error) => error.stack || String(error),
      );
      result[problem ? 'failed' : 'passed'] += 1;
      if (problem) log(`✗ ${title}\n${indented(problem)}`);
    }
    await stage.close();
  }
  log(`${result.passed} of ${result.passed + result.failed} cases hold`);
  return result;
}

const indented = (text) => text.replaceAll(/^/gm, '    ');

await main(import.meta.url, async () => {
  const { passed, failed, skipped } = await run({ only: process.argv[2] });
  console.log([`${passed} passed, ${failed} failed`, ...skipped.map((what) => `skipped: ${what}`)].join('\n'));
  process.exitCode = failed ? 1 : 0;
});

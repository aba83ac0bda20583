/**
 * Runs the suite in every runtime: `node tests/conformance/run.mjs [name]` for
 * the runtimes whose name contains the word.
 */
import { fileURLToPath } from 'node:url';
import { install } from '../../scripts/install.mjs';
import { main } from '../../scripts/main.mjs';
import { makeBench, readData } from './bench.mjs';
import { keyServer } from './key-server/server.mjs';

/**
 * @param {{ tarball: string, log: (line: string) => void, only?: string }} options
 * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>}
 */
export async function run({ tarball, log, only = '' }) {
  await install(fileURLToPath(new URL('.', import.meta.url)));
  const { runtimes } = await import('./runtimes.mjs');
  const chosen = runtimes.filter(({ name }) => name.toLowerCase().includes(only.toLowerCase()));
  if (chosen.length === 0) throw new Error(`No runtime is called ${only}.`);
  const data = await readData();
  const bench = await makeBench({ tarball, data });
  const server = await keyServer();
  const result = { passed: 0, failed: 0, skipped: [] };
  try {
    for (const runtime of chosen) {
      const missing = await runtime.missing?.();
      if (missing) {
        result.skipped.push(missing);
        continue;
      }
      const { passed, failures, passedOver } = await tried(runtime, { ...bench, data, origin: server.origin });
      log(`${runtime.name}: ${passed} passed, ${failures.length} failed`);
      for (const [why, scenarios] of passedOver) log(`  ${scenarios} passed over: ${why}`);
      for (const { name, message } of failures) log(`  ${name}\n    ${message}`);
      result.passed += passed;
      result.failed += failures.length;
    }
  } finally {
    server.close();
    await bench.remove();
  }
  return result;
}

/** A runtime that breaks down, or that takes other files of the package than it is meant to, is a failure as well. */
async function tried({ run, entry: meant, module }, bench) {
  try {
    const { entry, outcomes } = await run(bench);
    const failures = outcomes.flatMap((outcome) => outcome.failures);
    const passedOver = outcomes.flatMap((outcome) => Object.entries(outcome.passedOver ?? {}));
    const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
    if (!entry?.endsWith(`/${meant}`)) failures.push({ name: 'entry', message: `${entry} was imported, not ${meant}` });
    const { module: loaded } = outcomes.find((outcome) => 'module' in outcome) ?? {};
    if (loaded !== module) failures.push({ name: 'module', message: `${loaded} was loaded, not ${module}` });
    return { passed: passed + 1, failures, passedOver };
  } catch (error) {
    return { passed: 0, failures: [{ name: 'the run', message: error.stack }], passedOver: [] };
  }
}

await main(import.meta.url, async () => {
  const { pack } = await import('../../scripts/pack.mjs');
  const { passed, failed } = await run({ tarball: await pack(), log: console.log, only: process.argv[2] });
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
});

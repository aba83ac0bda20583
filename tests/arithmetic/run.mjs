/**
 * Whether the kernels are right: in a real engine against OpenSSL, on operands that make arithmetic
 * err if it can, and on Wycheproof's signatures and our own forgeries; and on paper, by an SMT
 * solver. For long: `node tests/arithmetic/run.mjs 1000000`,
 * with a seed of your own if you like.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { operationBy } from '../../benches/artifacts.mjs';
import { install } from '../../scripts/install.mjs';
import { main } from '../../scripts/main.mjs';
import { at } from '../../scripts/paths.mjs';
import { run as program } from '../../scripts/run.mjs';
import { howToGetZ3, prove, pythonWithZ3 } from './bounds.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** It knows relaxed SIMD, which the one that runs this may not. */
const node = here('../conformance/node_modules/node24/bin/node');

/** Each engine, and whether it multiplies by fused multiply-add there; the last does not show its powers. */
const engines = [
  { name: 'relaxed_simd', fused: true },
  { name: 'portable', fused: false },
  { name: 'rsa crate in wasm' },
];

/** How many signatures of each source there are at least. */
const sources = { Wycheproof: 900, forgeries: 1200, 'cube roots': 20, 'the RFCs': 6 };

/** @returns {Promise<string>} the signatures that the Rust tests judge natively, as a file */
async function writeSignatures() {
  const path = at('build/signatures.json');
  mkdirSync(at('build'), { recursive: true });
  rmSync(path, { force: true });
  const env = { SYMBOLON_SIGNATURES: path };
  await program('cargo', ['test', '--locked', '--test', 'rs256', 'signatures_for_other_engines'], { env });
  return path;
}

/**
 * @param {{ log?: (line: string) => void, only?: string, powers?: number, seed?: string }} options
 * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>}
 */
export async function run({ log = console.log, only = '', powers = 20_000, seed = 'symbolon' }) {
  await install(here('../conformance'));
  const result = { passed: 0, failed: 0, skipped: [] };
  const attempt = async (title, check) => {
    const started = performance.now();
    const problem = await check().then(
      () => '',
      (error) => error.message,
    );
    result[problem ? 'failed' : 'passed'] += 1;
    log(`${problem ? '✗' : '✓'} ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    if (problem) log(problem.replaceAll(/^/gm, '    '));
  };
  const chosen = engines.filter((engine) => engine.name.includes(only));
  const signatures = chosen.length > 0 && (await writeSignatures());
  for (const { name, fused } of chosen) {
    const made = await operationBy(name);
    await attempt(`${name}: signatures hold, and forgeries do not`, async () => {
      const { stdout } = await program(node, [here('signatures.mjs'), signatures, made.glue, made.wasm]);
      const { judged, wrong } = JSON.parse(stdout);
      if (wrong.length > 0) throw new Error(wrong.join('\n'));
      for (const [source, least] of Object.entries(sources)) {
        if (!(judged[source] >= least)) throw new Error(`Only ${judged[source]} signatures of ${source} were judged.`);
      }
    });
    if (fused === undefined) continue;
    await attempt(`${name}: ${powers.toLocaleString('en-US')} powers are OpenSSL's`, async () => {
      const { stdout } = await program(node, [here('powers.mjs'), String(powers), seed, made.glue, made.wasm]);
      const outcome = JSON.parse(stdout);
      if (outcome.differs) throw new Error(`Another power than OpenSSL's: ${JSON.stringify(outcome.differs)}`);
      if (outcome.fused !== fused) throw new Error(`Another engine was at work: fused is ${outcome.fused}.`);
    });
  }
  if ('bounds'.includes(only)) {
    const python = await pythonWithZ3();
    if (python) await attempt('bounds: z3 proves them, and refutes what is wrong', () => prove(python));
    else result.skipped.push(`the proof of the kernels' bounds (${howToGetZ3})`);
  }
  return result;
}

await main(import.meta.url, async () => {
  const [powers, seed] = process.argv.slice(2);
  const { failed, skipped } = await run({ powers: powers && Number(powers), seed });
  for (const what of skipped) console.log(`SKIPPED: ${what}`);
  process.exitCode = failed > 0 ? 1 : 0;
});

/** What is compiled for the comparison alone: the package on the `rsa` crate, and the public operation by each engine. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { transform } from 'esbuild';
import { compile, forSize, portable, simd, smaller } from '../scripts/build-wasm.mjs';
import { unlessDone } from '../scripts/fingerprint.mjs';
import { at } from '../scripts/paths.mjs';
import { run } from '../scripts/run.mjs';
import { step } from '../scripts/step.mjs';
import { toolsEnv } from '../scripts/tools.mjs';

/** One each: a module for wasm is written under the same name whatever its features, and cargo does not notice. */
const targetDir = (name) => at('target/bench', name);

const sources = ['src', 'Cargo.toml', 'Cargo.lock', 'rust-toolchain.toml']
  .concat(['benches/artifacts.mjs', 'scripts/build-wasm.mjs'])
  .map((path) => at(path));

const rsaOut = at('build/bench/rsa-crate');

/** @returns {Promise<string>} the package's module, with the arithmetic of the `rsa` crate */
export async function rsaCrate() {
  await unlessDone({ name: 'bench/rsa-crate', inputs: sources, output: rsaOut }, () =>
    step('Compiling the package with the rsa crate', () =>
      compile(rsaOut, 'wasm,rsa', { CARGO_TARGET_DIR: targetDir('package'), CARGO_PROFILE_RELEASE_OPT_LEVEL: '3' }),
    ),
  );
  const [ours, theirs] = await Promise.all(
    [portable.glue, join(rsaOut, fileIn(rsaOut, /_bg\.js$/))].map(withoutComments),
  );
  // It is started by the glue of the package as it is.
  if (ours !== theirs) throw new Error('With the rsa crate the module needs another glue than the package has.');
  return join(rsaOut, fileIn(rsaOut, /\.wasm$/));
}

const fileIn = (folder, pattern) => readdirSync(folder).find((name) => pattern.test(name));

async function withoutComments(path) {
  const { code } = await transform(readFileSync(path, 'utf8'), { minifyWhitespace: true, legalComments: 'none' });
  return code;
}

/** Ways to compile the operation, as scripts/build-wasm.mjs does the modules of the package. */
const engines = [
  { name: 'portable', flags: { ...forSize, RUSTFLAGS: portable.env.RUSTFLAGS } },
  { name: 'relaxed_simd', flags: { ...forSize, RUSTFLAGS: simd.env.RUSTFLAGS } },
  { name: 'rsa crate in wasm', arguments: ['--features', 'rsa'] },
];

/**
 * @param {(title: string, work: () => Promise<true>) => Promise<true | undefined>} attempt notes down what failed
 * @returns {Promise<{ name: string, glue: string, wasm: string }[]>} the operation by every engine there is, paths
 */
export async function operations(attempt) {
  const made = [];
  for (const engine of engines) {
    const title = `Compiling the public operation, ${engine.name}`;
    await attempt(title, async () => {
      made.push(await operationBy(engine.name));
      return true;
    });
  }
  return made;
}

/** @returns {Promise<{ name: string, glue: string, wasm: string }>} the operation by one engine, paths */
export async function operationBy(name) {
  const engine = engines.find((own) => own.name === name);
  const folder = at('build/bench/operation', name.replaceAll(' ', '-'));
  const inputs = [...sources, at('benches/operation')];
  await unlessDone({ name: `bench/operation-${basename(folder)}`, inputs, output: folder }, () =>
    step(`Compiling the public operation, ${name}`, () => operation(engine, folder)),
  );
  return { name, glue: join(folder, 'operation.js'), wasm: join(folder, 'operation_bg.wasm') };
}

async function operation({ flags, arguments: more = [] }, folder) {
  // As deep in the repository as the original, which names the crate by a relative path.
  const crate = at('build/operation');
  cpSync(at('benches/operation'), crate, { recursive: true });
  const manifest = readFileSync(at('Cargo.toml'), 'utf8');
  const [profile] = manifest.match(/^\[profile\.release\]\n(?:(?!\[).*\n)*/m);
  writeFileSync(join(crate, 'Cargo.toml'), `${readFileSync(at('benches/operation/Cargo.toml'), 'utf8')}\n${profile}`);
  cpSync(at('Cargo.lock'), join(crate, 'Cargo.lock'));
  const target = targetDir(basename(folder));
  const env = { ...toolsEnv(), CARGO_TARGET_DIR: target, ...flags };
  const goal = ['--target', 'wasm32-unknown-unknown', '--release'];
  await run('cargo', ['build', ...goal, ...more], { cwd: crate, env });
  mkdirSync(folder, { recursive: true });
  const raw = join(target, 'wasm32-unknown-unknown/release/operation.wasm');
  await run('wasm-glue', ['web', raw, folder], { env });
  const wasm = join(folder, 'operation_bg.wasm');
  await run('wasm-opt', [...smaller, wasm, '-o', wasm], { env });
}

// What makes a module's glue, built from tools/ and kept outside the clone.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { files, fingerprint } from './fingerprint.mjs';
import { at, cache } from './paths.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';

/** Builds the tools if this user has none of these versions yet. */
export const installTools = () =>
  installOnce('Building wasm-bindgen, once for this user', toolsHome(), ['--path', 'tools', '--locked', '--debug']);

/**
 * What `cargo install` makes of arguments, in a folder of its own.
 *
 * @param {string} title
 * @param {string} home absolute; if it is there, all is done
 * @param {string[]} args
 */
export async function installOnce(title, home, args) {
  if (existsSync(home)) return;
  const unfinished = `${home}.${process.pid}`;
  await step(title, async () => {
    try {
      await run('cargo', ['install', ...args, '--root', unfinished], {
        env: { CARGO_TARGET_DIR: join(unfinished, 'target') },
      });
      rmSync(join(unfinished, 'target'), { recursive: true });
      renameSync(unfinished, home);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  });
}

/**
 * The environment in which the tools are found. `wasm-opt` is the one of the npm
 * package binaryen: some distributions' own breaks the module without a word.
 */
export const toolsEnv = () => ({
  PATH: [join(toolsHome(), 'bin'), at('node_modules/.bin'), process.env.PATH].join(delimiter),
});

const toolsHome = () =>
  join(
    cache,
    `tools-${fingerprint(files(at('tools/Cargo.toml'), at('tools/Cargo.lock'), at('tools/src'))).slice(0, 16)}`,
  );

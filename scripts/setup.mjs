// Brings what the build needs. Says nothing where nothing is missing.
import { install } from './install.mjs';
import { main } from './main.mjs';
import { root } from './paths.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';
import { installTools } from './tools.mjs';

export async function setup() {
  await requireRust();
  await install(root);
  await installWasmTarget();
  await installTools();
}

async function requireRust() {
  try {
    await run('rustup', ['--version']);
  } catch {
    throw new Error('Rust is missing: install it with rustup, https://rustup.rs, then start again.');
  }
}

// rust-toolchain.toml names the toolchain and the target, but rustup fetches
// neither by itself where RUSTUP_AUTO_INSTALL is 0.
async function installWasmTarget() {
  const target = 'wasm32-unknown-unknown';
  const { status, output } = await run('rustup', ['target', 'list', '--installed'], { allowFailure: true });
  if (status === 0 && output.split('\n').includes(target)) return;
  await step(`Installing the Rust target ${target}`, () => run('rustup', ['target', 'add', target]));
}

await main(import.meta.url, setup);

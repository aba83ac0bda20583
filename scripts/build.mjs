// Makes the publishable npm package in pkg/: `npm run build`.

import { main } from './main.mjs';
import { setup } from './setup.mjs';

export async function build() {
  await setup();
  // Imported late: these need what setup installs.
  const { buildWasm } = await import('./build-wasm.mjs');
  const { buildPackage } = await import('./build-package.mjs');
  await buildWasm();
  await buildPackage();
}

await main(import.meta.url, build);

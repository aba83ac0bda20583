/** The same questions to the engine's own WebCrypto and URL: where the contract follows them the answers agree. */

import type { Test } from './check.js';
import { hosts } from './differential/hosts.js';
import { signatures } from './differential/signatures.js';
import type { Forge } from './forge.js';
import type { Symbolon, VerifierOptions } from './package.js';

export async function differential(
  symbolon: Symbolon,
  options: VerifierOptions,
  forge: Forge,
  test: Test,
): Promise<void> {
  await signatures(symbolon, options, test);
  await hosts(symbolon, options, forge, test);
}

/**
 * Abuse from JavaScript: what a page, a plug-in or a hole in a server can do with the objects it hands in and with what
 * is global, after the first verifier was made. The decision stays right, or a clear error is thrown; never is granted
 * what is to be refused.
 *
 * What cannot be defended against: patches from before that, from which nobody can tell the engine's own; one of
 * `WebAssembly.instantiate` or of the `fetch` that brings the module, until the first verifier is made; one of `fetch`
 * where keys are fetched, against which there are `pins`; one of `Date` and `performance`, since the time is the
 * page's; a `URL` or another object of the caller's own that says something else than it was made with; and a page
 * that does not ask at all, or does not heed what it is told.
 */
import { builtins } from './abuse/builtins.js';
import { given } from './abuse/given.js';
import { pollution } from './abuse/pollution.js';
import { reentrancy } from './abuse/reentrancy.js';
import { trap } from './abuse/trap.js';
import type { Test } from './check.js';
import type { Forge } from './forge.js';
import type { Watched } from './module.js';
import type { Key, Symbolon, VerifierOptions } from './package.js';

export async function abuse(
  symbolon: Symbolon,
  options: VerifierOptions,
  key: Key,
  forge: Forge,
  watched: Watched,
  test: Test,
): Promise<void> {
  await builtins(symbolon, options, forge, test);
  await pollution(symbolon, options, key, forge, test);
  await given(symbolon, options, key, forge, test);
  await reentrancy(symbolon, options, key, forge, test);
  await trap(symbolon, options, forge, watched, test);
}

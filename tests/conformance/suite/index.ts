/**
 * One suite for every runtime: compiled once, run unchanged wherever the
 * package can be imported. It knows nothing of files, processes or servers.
 */
import { abuse } from './abuse.js';
import { type Outcome, recorder } from './check.js';
import { contexts } from './context.js';
import { decisions } from './decision.js';
import { differential } from './differential.js';
import { errors } from './errors.js';
import { forgeWith } from './forge.js';
import { lifecycle } from './lifecycle.js';
import { Watched } from './module.js';
import type { Key, Runtime, Symbolon, Vectors, VerifierOptions } from './package.js';
import { reading } from './reading.js';
import { tokens } from './tokens.js';
import { vectors } from './vectors.js';

export { remote } from './remote.js';

/** @returns also which module was loaded: none if that had been done before */
export async function run(
  symbolon: Symbolon,
  data: Vectors,
  runtime: Runtime,
): Promise<Outcome & { module: string | undefined }> {
  const { outcome, test } = recorder();
  const key = data.keys.alpha as Key;
  const forge = await forgeWith(key);
  const options = { keys: { jwk: key.jwk }, issuer: null, audience: null, domain: 'off' } as VerifierOptions;

  const watched = new Watched();
  await symbolon.createVerifier(options);
  const { module } = watched;
  await vectors(symbolon, data, runtime, test);
  await decisions(symbolon, options, forge, test);
  await errors(symbolon, options, key, forge, test);
  await contexts(symbolon, options, forge, runtime, test);
  await reading(symbolon, options, forge, test);
  await tokens(symbolon, options, forge, test);
  await lifecycle(symbolon, options, key, forge, test);
  await differential(symbolon, options, forge, test);
  await abuse(symbolon, options, key, forge, watched, test);
  return { ...outcome, module };
}

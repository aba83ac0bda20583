// What every entry exports; each has its own createVerifier, which knows where the module is.

import type { VerifierOptions } from './options.js';
import type { Verifier } from './verifier.js';

export type { Code, Status } from './codes.js';
export type { Context, Requirements } from './context.js';
export type { Decision, PublicDecision } from './decision.js';
export { type ErrorCode, SymbolonError } from './error.js';
export type {
  Jwk,
  JwkKeys,
  JwksKeys,
  KeyCache,
  Keys,
  PemKeys,
  RemoteKeys,
  StoredKeys,
  VerifierEvent,
  VerifierOptions,
} from './options.js';
export { type Preset, presets } from './presets.js';
export type { DenyEntries, KeysState, Step, Verifier } from './verifier.js';

/**
 * Makes a verifier. Uses no clock, randomness or timer and asks no key server,
 * so that it may run at a worker's module scope. Verifiers share the WebAssembly
 * module and nothing else.
 *
 * @example
 * const verifier = await createVerifier({
 *   ...presets.domainLicense,
 *   keys: { pem: '-----BEGIN PUBLIC KEY-----…' },
 *   issuer: 'https://api.example.com',
 *   audience: null,
 * });
 * const decision = await verifier.verify(token, { host: 'app.example.com' });
 *
 * @throws {SymbolonError} `options_invalid`, `keys_invalid`, `wasm_unavailable`
 */
export declare function createVerifier(options: VerifierOptions): Promise<Verifier>;

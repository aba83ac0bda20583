// What every entry exports, but for its own createVerifier.
export type { Code, Status } from './codes.js';
export type { Context, Requirements } from './context.js';
export type { CreateVerifier } from './create.js';
export type { Decision, PublicDecision } from './decision.js';
export { type ErrorCode, SymbolonError } from './error.js';
export type { Jwk, JwkKeys, JwksKeys, Keys, PemKeys, RemoteKeys, VerifierEvent, VerifierOptions } from './options.js';
export { type Preset, presets } from './presets.js';
export type { DenyEntries, KeysState, Step, Verifier } from './verifier.js';

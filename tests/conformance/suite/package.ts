/** The package under test, and the data it is tested with: both are handed in by the runner. */
import type * as Package from 'symbolon';

export type Symbolon = typeof Package;
export type { Context, Decision, Step, Verifier, VerifierOptions } from 'symbolon';

export interface Vectors {
  /** By name of the file: tests/vectors/<name>.json. */
  rooms: Record<string, Room>;
  /** By name of the key: tests/vectors/keys/<name>.json. */
  keys: Record<string, Key>;
}

/** See tests/vectors/README.md. */
export interface Room {
  defaults: Pick<Case, 'options' | 'context' | 'token'>;
  cases: Case[];
}

export interface Case {
  name: string;
  preset?: keyof Symbolon['presets'];
  options?: Record<string, unknown>;
  without?: string[];
  context?: Record<string, unknown>;
  token?: unknown;
  expect?: { status: string; code: string } & Record<string, unknown>;
  throws?: string;
  mapper?: boolean;
  ambientHost?: boolean;
}

export interface Key {
  jwk: JsonWebKey;
  spki: string;
  pkcs1: string;
  private: string;
}

/** What differs from runtime to runtime, and is meant to. */
export interface Runtime {
  /** The host that a verifier judges by where the context names none: `location.host` in pages. */
  ambientHost?: string;
  /** Whether this entry of the package looks for such a host at all. */
  looksForHost: boolean;
}

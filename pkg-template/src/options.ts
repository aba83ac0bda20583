/** The options of `createVerifier`. An option that does not exist is an error: a typing mistake must not loosen a check. */
export interface VerifierOptions {
  /** Where the keys come from: exactly one of the forms. */
  readonly keys: Keys;
  /** The claim `iss` that is expected; a list means any of them; `null` says that it is not checked. */
  readonly issuer: string | readonly string[] | null;
  /** The claim `aud` that is expected; likewise. With `ifPresent` a token without `aud` passes. */
  readonly audience: string | readonly string[] | null | { readonly ifPresent: string | readonly string[] };
  /** The claim `token_use` that is expected. Default: not checked. */
  readonly tokenUse?: string | null | undefined;
  /** The header `typ` that is expected, a media type (RFC 7515 4.1.9). Default: not checked. */
  readonly type?: string | null | undefined;
  /** Whether a token must be bound to a domain. Default: `'required'`. */
  readonly domain?: 'required' | 'optional' | 'off' | undefined;
  /**
   * How patterns match. `'compatible'` lets `*.x` stand for several labels, and
   * `x` and `www.x` for each other. Default: `'strict'`.
   */
  readonly domainMatching?: 'strict' | 'compatible' | undefined;
  /**
   * Lets `localhost`, names under it, 127.0.0.0/8 and `[::1]` satisfy any binding,
   * for development. Must not be on where the host comes from a request, which
   * anybody can forge. Default: `false`.
   */
  readonly allowLoopback?: boolean | undefined;
  /** What the claim `exp` ends: the license, or a short-lived assertion about it. Default: `'license'`. */
  readonly exp?: 'license' | 'assertion' | undefined;
  /** Whether a token must have an `exp`. Default: `true`. */
  readonly requireExpiry?: boolean | undefined;
  /** Seconds after the license's expiry in which it is still granted, with status `GRACE`. Default: 0. */
  readonly gracePeriod?: number | undefined;
  /** Seconds by which clocks may differ. Default: 60. */
  readonly clockTolerance?: number | undefined;
  /** Names of claims that must be present. Default: none. */
  readonly requiredClaims?: readonly string[] | undefined;
  /** Mass revocation: tokens issued before this Unix time in seconds are revoked, and so are those without `iat`. */
  readonly notIssuedBefore?: number | undefined;
  /** Tokens that are revoked, by their `jti` or `sub`. `Verifier.deny` adds to it. */
  readonly denylist?:
    | { readonly jti?: readonly string[] | undefined; readonly sub?: readonly string[] | undefined }
    | undefined;
  /** Longest token to look at, in characters. Default: 16384. */
  readonly maxTokenLength?: number | undefined;
  /** How many signatures to remember at most, each once it was verified twice; 0: none. Tokens of more than 4096 characters are not remembered; all else is judged afresh each time. Default: 1000. */
  readonly rememberedVerdicts?: number | undefined;
  /** Called with what is worth knowing and shows in no decision. */
  readonly onEvent?: ((event: VerifierEvent) => void) | undefined;
}

/** Where keys come from: exactly one of the forms. */
export type Keys = OneOf<PemKeys | JwkKeys | JwksKeys | RemoteKeys>;

/** Public keys as PEM text: blocks `PUBLIC KEY` or `RSA PUBLIC KEY`, one or more in each text. */
export interface PemKeys {
  readonly pem: string | readonly string[];
}
/** One public key as a JSON Web Key (RFC 7517). */
export interface JwkKeys {
  readonly jwk: Jwk;
}
/** A JSON Web Key Set (RFC 7517 5); members that are not usable are passed over. */
export interface JwksKeys {
  readonly jwks: { readonly keys: readonly Jwk[] };
}

/** A JSON Web Key Set fetched from a server. `createVerifier` makes no request; the first `verify` does. */
export interface RemoteKeys {
  /** Address of the set: https, or http on loopback. */
  readonly jwksUri: string;
  /** Seconds that a whole exchange may take. Default: 5. */
  readonly timeout?: number | undefined;
  /** Longest answer to read, in bytes. Default: 262144. */
  readonly maxBytes?: number | undefined;
  /** Seconds for which keys are fresh whose answer names no `max-age`. Default: 600. */
  readonly freshness?: number | undefined;
  /** Least seconds for which keys are fresh, whatever their answer names. Default: 60. */
  readonly minFreshness?: number | undefined;
  /** Most seconds, likewise. Default: 86400. */
  readonly maxFreshness?: number | undefined;
  /** Seconds past freshness in which keys are used at once while they are refreshed. Default: 600. */
  readonly staleWhileRevalidate?: number | undefined;
  /** Seconds past freshness in which keys are used while they cannot be refreshed. Default: 86400. */
  readonly staleIfError?: number | undefined;
  /** Seconds without another refresh after one for an unknown `kid`. Default: 30. */
  readonly cooldown?: number | undefined;
  /** SHA-256 thumbprints (RFC 7638) in base64url, at least one: no other keys are used. Default: no pins. */
  readonly pins?: readonly string[] | undefined;
  /** Used in place of the global `fetch`: for proxies and service bindings. */
  // biome-ignore lint/suspicious/noExplicitAny: the types of fetch are not there in every environment
  readonly fetch?: ((input: string, init?: any) => Promise<any>) | undefined;
  /** Keeps the last good set over restarts. Ready-made ones: `symbolon/cache/…`. */
  readonly cache?: KeyCache | undefined;
  /** Uses the cache alone, never the network. Needs `cache`. Default: `false`. */
  readonly offline?: boolean | undefined;
}

/**
 * A place for one small JSON value that outlives the process, one for each
 * `jwksUri`. Whoever can write there decides which keys are trusted, unless there
 * are `pins`. What it throws or rejects with never throws out of `verify`: it is
 * an event, `cache_failed`.
 */
export interface KeyCache {
  /** What `set` was last given, as an object or as JSON text; `undefined` or `null` if there is nothing. */
  get(): Promise<unknown> | unknown;
  /** Keeps the value. The `verify` that fetched it waits for this, a second at most. */
  set(value: StoredKeys): Promise<unknown> | unknown;
}

/** A set of public keys as a {@link KeyCache} keeps it: a plain JSON object whose members may change. No secret. */
export type StoredKeys = { readonly [member: string]: unknown };

/** The members of a public JSON Web Key (RFC 7517 4, RFC 7518 6.3.1) that a set may hold. Only RSA keys are usable. */
export interface Jwk {
  readonly kty?: string | undefined;
  readonly kid?: string | undefined;
  readonly use?: string | undefined;
  readonly alg?: string | undefined;
  readonly key_ops?: readonly string[] | undefined;
  /** Modulus, base64url of its octets in network order. */
  readonly n?: string | undefined;
  /** Public exponent, likewise. */
  readonly e?: string | undefined;
  readonly ext?: boolean | undefined;
  readonly crv?: string | undefined;
  readonly x?: string | undefined;
  readonly y?: string | undefined;
  readonly x5u?: string | undefined;
  readonly x5c?: readonly string[] | undefined;
  readonly x5t?: string | undefined;
  readonly 'x5t#S256'?: string | undefined;
}

/** Something worth knowing that shows in no decision. New types may come. */
export type VerifierEvent =
  /** A set of keys was fetched (`modified`), or the key server said that the one at hand still holds. */
  | { readonly type: 'keys_refreshed'; readonly keyIds: string[]; readonly modified: boolean }
  /** A set of keys was read back from the cache; `age` in seconds since it was fetched. */
  | { readonly type: 'keys_restored'; readonly keyIds: string[]; readonly age: number }
  /** Tokens are judged by a set past its freshness. Once for each set. */
  | { readonly type: 'keys_stale'; readonly age: number; readonly usableUntil: number }
  /** A set of keys could not be fetched; `status` if there was an answer, `retryAt` the Unix time of the next attempt at the earliest. */
  | { readonly type: 'keys_failed'; readonly reason: string; readonly status?: number; readonly retryAt: number }
  /** A call of `verify` or `verifySync` ended in `key_unknown`. */
  | { readonly type: 'key_unknown'; readonly keyId?: string; readonly retryAt?: number }
  /** The key server published this many private keys; they were passed over. Tell its owner. */
  | { readonly type: 'private_key_published'; readonly count: number }
  /** The cache threw, rejected, took too long, or held something else. */
  | { readonly type: 'cache_failed'; readonly operation: 'get' | 'set'; readonly reason: string };

type Members<T> = T extends unknown ? keyof T : never;
/** Each form of a union, without the members of the others. */
type OneOf<T, Form = T> = Form extends unknown
  ? Form & { readonly [Name in Exclude<Members<T>, keyof Form>]?: never }
  : never;

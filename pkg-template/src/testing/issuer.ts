import type { Jwk } from '../options.js';
import { createClock, type TestClock } from './clock.js';
import { memoryServer, type TestKeyServer } from './key-server.js';
import { createKey, type SigningKey } from './signing.js';
import { type TestClaims, type TestTokens, tokensOf } from './tokens.js';

/** What a test issuer can be told. */
export interface TestIssuerOptions {
  /** The claim `iss` of its licenses. Default: `'https://licenses.example.com'`. */
  readonly name?: string | undefined;
  /** The site to which its licenses are bound. Default: `'app.example.com'`. */
  readonly host?: string | undefined;
  /** The Unix time in seconds at which its clock stands. Default: the system's, in whole seconds. */
  readonly now?: number | undefined;
}

/** An issuer of licenses, for tests. */
export interface TestIssuer {
  /** The claim `iss` of its licenses. */
  readonly name: string;
  /** The site to which its licenses are bound. */
  readonly host: string;
  /** The public keys as they are now, for the option `keys`. */
  readonly keys: { readonly jwks: { readonly keys: readonly Jwk[] } };
  /** What `createVerifier` must be told, to be spread into its options. */
  readonly options: { readonly keys: TestIssuer['keys']; readonly issuer: string; readonly audience: null };
  /** Says what time it is: the `now` of contexts and guards. Keys that are fetched age by the real one. */
  readonly clock: TestClock;
  /** A token for each branch of a program. */
  readonly tokens: TestTokens;
  /** A signed license: for `host`, issued now, for 30 days, with `claims` laid over it. */
  license(claims?: TestClaims): Promise<string>;
  /**
   * Signs with a new key from now on.
   *
   * @param options keepOld: whether the old keys stay published, so that their licenses go on working. Default: `true`
   */
  rotate(options?: { readonly keepOld?: boolean | undefined }): Promise<void>;
  /** A key server on a port of this machine, in Node, Deno and Bun. Rejects elsewhere. */
  server(): Promise<TestKeyServer>;
  /** The same without a socket, by a `fetch` of its own, everywhere. */
  memoryServer(): TestKeyServer;
}

/** What an entry knows of its runtime. */
export interface Runtime {
  readonly subtle: () => SubtleCrypto | undefined;
  readonly serve: (published: () => readonly Jwk[]) => Promise<TestKeyServer>;
}

const LIFETIME = 30 * 86_400;

/** The `createTestIssuer` of every entry. */
export async function create(
  { name = 'https://licenses.example.com', host = 'app.example.com', now }: TestIssuerOptions,
  { subtle: find, serve }: Runtime,
): Promise<TestIssuer> {
  const subtle = find();
  if (!subtle) throw new Error('There is no WebCrypto here: in browsers it needs https, or localhost.');
  const clock = createClock(now ?? Math.floor(Date.now() / 1000));
  let count = 0;
  const nextKey = () => createKey(subtle, `test-key-${++count}`);
  let keys: readonly SigningKey[] = [await nextKey()];
  let licenses = 0;
  let stranger: Promise<SigningKey> | undefined;

  async function license(claims?: TestClaims, key = keys.at(-1)!): Promise<string> {
    const issued = Math.floor(clock.now());
    const payload = {
      iss: name,
      sub: 'customer-1042',
      jti: `license-${++licenses}`,
      domain: host,
      iat: issued,
      exp: issued + LIFETIME,
      ...claims,
    };
    return key.sign({ alg: 'RS256', kid: key.keyId }, payload);
  }

  const published = () => keys.map(({ jwk }) => jwk);
  const current = () => ({ jwks: { keys: published() } });
  return {
    name,
    host,
    clock,
    get keys() {
      return current();
    },
    get options() {
      return { keys: current(), issuer: name, audience: null };
    },
    license: (claims) => license(claims),
    tokens: tokensOf({
      now: clock.now,
      license,
      stranger: () => {
        stranger ??= createKey(subtle, 'unpublished-key');
        return stranger;
      },
    }),
    async rotate({ keepOld = true } = {}) {
      const key = await nextKey();
      keys = keepOld ? [...keys, key] : [key];
    },
    server: () => serve(published),
    memoryServer: () => memoryServer(published, 'https://licenses.example.com/jwks.json'),
  };
}

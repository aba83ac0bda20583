/** Runtimes that lack something, or have it not everywhere: at a worker's module scope there are no timers and no randomness. */
import { equal, expect } from '../check.js';
import { set } from './answer.js';
import { judged } from './judging.js';
import type { Scenario } from './scene.js';

interface Lack {
  what: string;
  owner: object;
  name: string;
  /** What a token comes to there, by keys that can be had. */
  code: string;
}

const lacks: Lack[] = [
  { what: 'randomness', owner: Math, name: 'random', code: 'ok' },
  { what: 'timers', owner: globalThis, name: 'setTimeout', code: 'ok' },
  { what: 'a monotonic clock', owner: performance, name: 'now', code: 'ok' },
  // Without it nothing would end a request.
  { what: 'AbortController', owner: globalThis, name: 'AbortController', code: 'keys_unavailable' },
];

/** Whoever asks for it meanwhile finds that it throws. */
async function without<T>({ owner, name, what }: Lack, work: () => Promise<T>): Promise<T> {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  const value = () => {
    throw new Error(`This runtime lacks ${what}.`);
  };
  // Gone first: WebKit goes on to use a constructor of its own that was only put another in the place of.
  Reflect.deleteProperty(owner, name);
  Object.defineProperty(owner, name, { configurable: true, writable: true, value });
  try {
    return await work();
  } finally {
    if (own) Object.defineProperty(owner, name, own);
    else Reflect.deleteProperty(owner, name);
  }
}

export async function lacking(scenario: Scenario): Promise<void> {
  for (const lack of lacks) {
    await scenario(`without ${lack.what} a token gets a decision`, async ({ behind, jwk, token }) => {
      const { verifier } = await behind(set(), { fetch: async () => new Response(set(jwk.a).body) });
      await without(lack, () => judged(verifier, token.a, lack.code));
    });
    await scenario(`without ${lack.what} so does one that keys cannot be had for`, async ({ behind, token, clock }) => {
      const cache = {
        get: () => Promise.reject(new Error('no')),
        set: () => {},
      };
      const { verifier } = await behind(set(), { cache, fetch: () => Promise.reject(new Error('no')) });
      const { retryAt = 0 } = await without(lack, () => judged(verifier, token.a, 'keys_unavailable'));
      expect(retryAt > clock.now(), `retryAt is ${retryAt} at ${clock.now()}`);
      equal(verifier.keys.freshness, 'unavailable', 'the freshness');
    });
  }
}

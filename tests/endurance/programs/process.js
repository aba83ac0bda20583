// Takes some steps, says what each came to, and ends when it can.
import { createRequire } from 'node:module';
import { createVerifier } from 'symbolon';

const { steps, staying, fetching, caching, keys, license } = JSON.parse(process.argv[2]);

const silent = () => new Promise(() => {});

/** In place of the global `fetch`, and of an empty cache. */
const fetches = {
  silent,
  'silent after the first': once(fetch),
  'by one connection'(...request) {
    const { Agent, fetch, setGlobalDispatcher } = createRequire(import.meta.url)(process.env.UNDICI);
    setGlobalDispatcher(new Agent({ connections: 1 }));
    fetches[fetching] = fetch;
    return fetch(...request);
  },
};
const caches = { silent: { get: silent, set: silent } };

function once(fetch) {
  const ways = [fetch];
  return (...request) => (ways.pop() ?? silent)(...request);
}

let refreshed = () => {};
const verifier = await createVerifier({
  keys: { ...keys, fetch: fetching && ((...request) => fetches[fetching](...request)), cache: caches[caching] },
  issuer: license.issuer,
  audience: null,
  onEvent: ({ type }) => type === 'keys_refreshed' && refreshed(),
});
const context = { host: license.host, now: Date.now() / 1000 };
const [, ...parts] = license.token.split('.');
const unknown = [Buffer.from('{"alg":"RS256","kid":"unknown"}').toString('base64url'), ...parts].join('.');
const codeOf = async (token) => (await verifier.verify(token, context)).code;

const deeds = {
  verify: () => codeOf(license.token),
  'verify twice at once': async () => String(await Promise.all([codeOf(license.token), codeOf(license.token)])),
  'verify an unknown key': () => codeOf(unknown),
  refreshKeys: async () => (await verifier.refreshKeys()).freshness,
  /** The keys are past their freshness, and are refreshed in the background by the next verify. */
  age() {
    const now = Date.now;
    Date.now = () => now() + 1000 * 700;
    return verifier.keys.freshness;
  },
  'ask for another path': async () => (await fetch(new URL('/else', keys.jwksUri))).status,
  'ask for another query': async () => (await fetch(`${keys.jwksUri}&else`)).status,
  /** What is asked for while a refresh has the only connection comes by that, too. */
  async 'ask for something else'() {
    const answer = fetches[fetching](keys.jwksUri);
    // The refresh itself holds nobody.
    const hold = setInterval(() => {}, 1000);
    await new Promise((resolve) => {
      refreshed = resolve;
    });
    clearInterval(hold);
    return (await answer).status;
  },
  dispose: () => verifier.dispose() ?? 'gone',
};

const outcomes = [];
for (const step of steps) outcomes.push(await deeds[step]());
process.send(outcomes);
// Until the parent has seen enough.
if (staying) process.once('disconnect', () => {});

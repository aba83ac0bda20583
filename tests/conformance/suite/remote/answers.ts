/** What is an answer, and what is none. */
import { equal, expect } from '../check.js';
import { type Answer, failing, headed, set } from './answer.js';
import { judged, judgedAtOnce } from './judging.js';
import type { Behind, Scenario, Scene } from './scene.js';

/** Whoever follows a redirect is answered there. */
const REDIRECTS = [301, 302, 303, 307, 308];
const NO_ANSWERS = [201, 203, 204, 206, 226, 300, 400, 401, 403, 404, 410, 418, 429, 500, 502, 503, 504, 599];

const base64 = (octets: number[] | Uint8Array) => btoa(String.fromCharCode(...octets));
const utf8 = (text: string) => new TextEncoder().encode(text);

/** Bodies that are no JWK Set, each next to one that is. */
const bodies: Record<string, (set: string) => Answer> = {
  'an empty body': () => ({ body: '' }),
  'white space': () => ({ body: ' \n' }),
  HTML: () => ({ body: '<!doctype html><title>Sign in</title>', head: { 'content-type': 'text/html' } }),
  'text after the set': (set) => ({ body: `${set}x` }),
  'two sets': (set) => ({ body: set + set }),
  'truncated JSON': (set) => ({ body: set.slice(0, -1) }),
  'a comma too many': (set) => ({ body: set.replace(/\]\}$/, ',]}') }),
  'an array': (set) => ({ body: JSON.stringify(JSON.parse(set).keys) }),
  'an empty array': () => ({ body: '[]' }),
  'an empty object': () => ({ body: '{}' }),
  null: () => ({ body: 'null' }),
  'keys that are an object': () => ({ body: '{"keys":{}}' }),
  'keys that are null': () => ({ body: '{"keys":null}' }),
  'keys that are text': (set) => ({ body: JSON.stringify({ keys: set }) }),
  'Keys in another case': (set) => ({ body: set.replace('"keys"', '"Keys"') }),
  'a duplicate member': (set) => ({ body: set.replace('{', '{"keys":[],') }),
  'a duplicate member inside': (set) => ({ body: set.replace(/\]\}$/, ',{"x":1,"\\u0078":2}]}') }),
  'a lone surrogate': (set) => ({ body: set.replace('{', '{"x":"\\ud800",') }),
  'a number beyond doubles': (set) => ({ body: set.replace('{', '{"x":1e400,') }),
  'a nesting too deep': (set) => ({ body: set.replace('{', `{"x":${'['.repeat(32)}${']'.repeat(32)},`) }),
  'a byte order mark': (set) => ({ octets: base64([0xef, 0xbb, 0xbf, ...utf8(set)]) }),
  'not UTF-8': (set) => ({ octets: base64([...utf8(set.slice(0, -1)), ...utf8(',"x":"'), 0xff, ...utf8('"}')]) }),
  'UTF-16': (set) => ({ octets: base64(utf8(set).reduce<number[]>((all, octet) => all.concat(octet, 0), [])) }),
  'gzip that is none': (set) => ({ body: set, head: { 'content-encoding': 'gzip' } }),
};

export async function answers(scenario: Scenario): Promise<void> {
  await scenario('an empty set is a set', async ({ behind, token }) => {
    const { verifier, asked } = await behind(set());
    equal((await judged(verifier, token.a, 'key_unknown')).status, 'INVALID', 'the status');
    equal([verifier.keys.freshness, verifier.keys.keyIds], ['fresh', []], 'the state');
    equal(await asked(), 1, 'requests');
  });
  await scenario('members that are not usable are passed over', async ({ behind, jwk, token }) => {
    const strange = [
      5,
      null,
      [],
      {},
      { kty: 'EC', kid: 'a' },
      { ...jwk.b, use: 'enc' },
      { ...jwk.b, alg: 'RS512' },
      { ...jwk.b, key_ops: ['sign'] },
      { ...jwk.b, n: `${jwk.b.n}=` },
      { ...jwk.b, e: 65537 },
      { ...jwk.b, kid: 5 },
    ];
    const answer = { ...set(...strange, jwk.a), body: JSON.stringify({ more: 1, keys: [...strange, jwk.a] }) };
    const { verifier } = await behind(answer);
    await judged(verifier, token.a, 'ok');
    await judged(verifier, token.b, 'key_unknown');
    equal(verifier.keys.keyIds, ['a'], 'the keys');
  });
  await scenario('the content type is not looked at', async ({ behind, jwk, token }) => {
    for (const type of ['text/html', 'application/jwk-set+json', 'application/json; charset=utf-16', 'nonsense']) {
      const { verifier } = await behind(headed(set(jwk.a), { 'content-type': type }));
      await judged(verifier, token.a, 'ok');
    }
  });
  await scenario('an answer may nest as deeply as strict JSON does, and hold any text', async (scene) => {
    const { behind, jwk, token } = scene;
    const { body = '' } = set(jwk.a);
    const deep = `${'['.repeat(31)}${']'.repeat(31)}`;
    const { verifier } = await behind({
      body: ` \r\n\t${body.replace('{', `{"é🔑":"\\ud83d\\udd11","deep":${deep},`)}\n`,
    });
    await judged(verifier, token.a, 'ok');
  });

  for (const [name, bodyOf] of Object.entries(bodies)) {
    await scenario(`${name} is no answer`, async (scene) => {
      const behind = await scene.behind(bodyOf(set(scene.jwk.a).body ?? ''));
      await unanswered(scene, behind);
      equal(failures(behind), [200], 'the status in the event');
    });
  }
  for (const status of NO_ANSWERS) {
    await scenario(`${status} is no answer`, async (scene) => {
      const behind = await scene.behind(failing(status, set(scene.jwk.a)));
      await unanswered(scene, behind);
      equal(failures(behind), [status], 'the status in the event');
    });
  }
  for (const status of REDIRECTS) {
    await scenario(`${status} is no answer, and not followed`, async (scene) => {
      const target = await scene.behind(set(scene.jwk.a));
      await unanswered(scene, await scene.behind({ ...set(scene.jwk.a), status, head: { location: target.uri } }));
      equal(await target.asked(), 0, 'requests to the target');
    });
  }
  await scenario('304 is no answer without keys at hand', async (scene) => {
    const behind = await scene.behind({ status: 304 });
    await unanswered(scene, behind);
    equal(failures(behind), [304], 'the status in the event');
  });
  await scenario('what pages of other origins may not have is no answer to them', async (scene) => {
    await unanswered(scene, await scene.behind({ ...set(scene.jwk.a), shares: false }));
  });
}

const failures = ({ events }: Behind) => events.flatMap((event) => (event.type === 'keys_failed' ? event.status : []));

/** Without keys and with a fetch that failed, nobody could be asked; nor is anybody for a while. */
export async function unanswered(
  { token, clock }: Scene,
  { verifier, asked, events }: Behind,
  requests = 1,
): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    const { status, retryAt = 0 } = await judged(verifier, token.a, 'keys_unavailable');
    equal(status, 'DEGRADED', 'the status');
    expect(retryAt > clock.now(), `retryAt is ${retryAt} at ${clock.now()}`);
  }
  judgedAtOnce(verifier, token.a, 'keys_unavailable');
  const { freshness, keyIds, thumbprints, lastError, retryAt } = verifier.keys;
  equal([freshness, keyIds, thumbprints], ['unavailable', [], []], 'the state');
  equal([typeof lastError, typeof retryAt], ['string', 'number'], 'the types of lastError and retryAt');
  equal(await asked(), requests, 'requests: the back-off is not kept');
  equal(
    events.map(({ type }) => type),
    ['keys_failed'],
    'the events',
  );
}

// One verifier for all requests.

import setting from 'setting';
import { createVerifier } from 'symbolon';

const { keys, cacheUri, license } = setting;
const events = [];
let begun = 0;
let handed = 0;

const now = Date.now;
let ahead = 0;
Date.now = () => now() + ahead;

/** A cache that is far away, and that takes what it is given. */
const cache = { get: async () => (await fetch(cacheUri)).json(), set: () => {} };

const verifier = await createVerifier({
  keys: { ...keys, cache },
  issuer: license.issuer,
  audience: null,
  onEvent: ({ type }) => events.push(type),
});

const ways = {
  /** What the context brings to keep the background going, if it brings anything. */
  own: (context) => (promise) => {
    handed += 1;
    context.waitUntil(promise);
  },
  none: () => () => {},
};

const answers = {
  state: () => ({ begun, handed, events, age: verifier.keys.age }),
  /** `age`: how old the set is; `lingering`: goes on after its decision. */
  async verify({ age, waitUntil, lingering }, context) {
    if (age) ahead += 1000 * (Number(age) - verifier.keys.age);
    const decision = verifier.verify(license.token, {
      host: license.host,
      now: now() / 1000,
      waitUntil: ways[waitUntil]?.(context),
    });
    begun += 1;
    const { status, code } = await decision;
    if (lingering) await new Promise((resolve) => setTimeout(resolve, 60_000));
    return `${status} ${code}`;
  },
};

export default {
  async fetch(request, _, context) {
    const { pathname, searchParams } = new URL(request.url);
    return Response.json(await answers[pathname.slice(1)](Object.fromEntries(searchParams), context));
  },
};

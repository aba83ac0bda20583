// What the fuzzers begin with: the vectors, cut up for each target. What is worth keeping of what
// they found lies in corpus/.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const vectors = here('../tests/vectors');
const read = (path) => JSON.parse(readFileSync(join(vectors, path), 'utf8'));
const rooms = readdirSync(vectors)
  .filter((name) => name.endsWith('.json'))
  .map(read);
const cases = rooms.flatMap(({ defaults, cases: own }) =>
  own.map((one) => ({
    token: one.token ?? defaults.token,
    host: (one.context ?? defaults.context)?.host,
    options: one.options,
  })),
);
const keys = readdirSync(join(vectors, 'keys')).map((name) => [name.replace('.json', ''), read(join('keys', name))]);
const keyOf = Object.fromEntries(keys);

const texts = (values) => [...new Set(values.filter((value) => typeof value === 'string' && value !== ''))];
const payloadOf = (token) => Buffer.from(String(token).split('.')[1] ?? '', 'base64url');
const claimsOf = (token) => {
  try {
    return JSON.parse(payloadOf(token)) ?? {};
  } catch {
    return {};
  }
};
/** So many of them, evenly, each once: those that take long would else use up a look's whole time. */
function few(all, most) {
  const own = [...new Map(all.map((seed) => [seed.toString('latin1'), seed])).values()];
  return own.filter((_, n) => n % Math.ceil(own.length / most) === 0);
}

/** Options with the keys that they name put in. */
const drawn = (value) =>
  JSON.stringify(value, (_, member) => {
    const { $key, ...more } = member?.$key ? member : {};
    return $key ? { ...keyOf[$key].jwk, ...more } : member;
  });

/** @type {Record<string, (string | Buffer)[]>} by target */
export const seeds = {
  token: [readFileSync(here('genuine.jwt')), ...texts(cases.map(({ token }) => token)).slice(0, 400)],
  claims: few(
    cases.map(({ token, host }) =>
      Buffer.concat([Buffer.from(`1800000000 ${typeof host === 'string' ? host : ''}\n`), payloadOf(token)]),
    ),
    300,
  ),
  json: cases.map(({ token }) => payloadOf(token)),
  host: texts(cases.map(({ host }) => host)),
  pattern: cases.flatMap(({ token, host }) =>
    texts([claimsOf(token).domain, claimsOf(token).domains].flat()).map((pattern) => `${pattern}\n${host ?? ''}`),
  ),
  pictures: texts(cases.map(({ options }) => drawn(options))),
  key_set: texts(cases.map(({ options }) => drawn(options?.keys?.jwks))),
  key_file: keys.flatMap(([, { spki, pkcs1 }]) =>
    [spki, pkcs1].filter(Boolean).flatMap((pem) => [pem, Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64')]),
  ),
  power: [Buffer.of(0, 2), Buffer.alloc(514, 0xff)],
};

/** Addresses and other options of remote keys: which are mistakes, and which are not. */
import { equal, expect, shown } from '../check.js';
import { Memory } from './memory.js';
import type { Scenario, Scene } from './scene.js';

const jwksUri = 'https://example.com/jwks';

const addresses = {
  wrong: [
    '',
    'jwks',
    '/jwks',
    '//example.com/jwks',
    'http://example.com/jwks',
    'ftp://example.com/jwks',
    'file:///jwks',
    'data:application/json,{"keys":[]}',
    'blob:https://example.com/jwks',
    'javascript:1',
    'https://user@example.com/jwks',
    'https://:secret@example.com/jwks',
    'https://user:secret@example.com/jwks',
    'http://user:secret@localhost/jwks',
    'https://',
    'https://[::1/jwks',
    'https://exa mple.com/jwks',
    'https://example.com:99999/',
    'http://localhost.example.com/',
    'http://notlocalhost/',
    'http://10.0.0.1/',
    'http://128.0.0.1/',
    'http://0.0.0.0/',
    'http://[::2]/',
    'ws://localhost/',
    'https://example.com/\ud800',
    5,
    null,
    [jwksUri],
    {},
  ],
  right: [
    jwksUri,
    'https://example.com:8443/',
    'https://münchen.example/jwks',
    'https://192.0.2.7/',
    'http://localhost/jwks',
    'http://LOCALHOST:8080/',
    'http://app.localhost/jwks',
    'http://127.0.0.1:3000/',
    'http://127.9.9.9/jwks',
    'http://[::1]:3000/jwks',
    'HTTPS://EXAMPLE.com/jwks?x=y',
  ],
};

const seconds = [
  'timeout',
  'freshness',
  'minFreshness',
  'maxFreshness',
  'staleWhileRevalidate',
  'staleIfError',
  'cooldown',
];
const notSeconds = [
  -1,
  -0.001,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  '5',
  null,
  true,
  [5],
  {},
  5n,
];

const PIN = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';
const cache = new Memory();
const get = () => undefined;
const set = () => {};

const mistakes: Record<string, object[]> = {
  'a span that is none': [...seconds, 'maxBytes'].flatMap((name) => notSeconds.map((value) => ({ [name]: value }))),
  'minFreshness above maxFreshness': [
    { minFreshness: 100, maxFreshness: 99 },
    { minFreshness: 1, maxFreshness: 0 },
  ],
  'an option that does not exist': [{ timeOut: 5 }, { maxfreshness: 5 }, { pin: [PIN] }, { etag: '"1"' }, { 0: 1 }],
  'another source of keys beside it': [{ jwk: { kty: 'RSA' } }, { jwks: { keys: [] } }, { pem: '' }],
  'a fetch that is none': ['x', null, {}, 5].map((fetch) => ({ fetch })),
  'a cache without get or set': [
    ...[{}, { get }, { set }, { get, set: 5 }, { get: null, set }, null, 'x', 5, true, [], () => {}, new Set()].map(
      (cache) => ({ cache }),
    ),
    { cache: { get, set: undefined }, offline: true },
  ],
  'offline without cache': [{ offline: true }, { offline: true, cache: undefined }],
  'offline that is no flag': ['true', 1, 0, null, 'no', {}].map((offline) => ({ offline, cache })),
  'pins that are none': [
    [],
    [''],
    ['', PIN],
    [PIN, ''],
    [PIN, 'x'],
    [PIN.slice(1)],
    [`${PIN}A`],
    [`${PIN}=`],
    [` ${PIN}`],
    [PIN.replace('-', '+')],
    [PIN.replace('_', '/')],
    [PIN.replace(/.$/, 't')],
    [PIN.replace(/./, 'é')],
    [5],
    [null],
    [[PIN]],
    [undefined],
    // biome-ignore lint/suspicious/noSparseArray: that is the point
    [PIN, , PIN],
    PIN,
    '',
    null,
    {},
    new Set([PIN]),
  ].map((pins) => ({ pins })),
};

const fine: object[] = [
  ...seconds.map((name) => ({ [name]: 0 })),
  ...seconds.map((name) => ({ [name]: undefined })),
  { timeout: 0.5, freshness: 1.5, cooldown: 1e6, staleIfError: 1e9 },
  { minFreshness: 60, maxFreshness: 60 },
  { minFreshness: 0, maxFreshness: 0 },
  { minFreshness: 86_401 },
  { maxFreshness: 59 },
  { freshness: 1 },
  { maxBytes: 1 },
  { cache },
  { cache: { get, set } },
  { cache: Object.assign(() => {}, { get, set }) },
  { cache, offline: true },
  { offline: false },
  { pins: [PIN] },
  { pins: [PIN, PIN] },
  { pins: Object.freeze([PIN]) },
  { cache: undefined, offline: undefined, pins: undefined, fetch: undefined, maxBytes: undefined },
];

const isMistake = async ({ symbolon, verifierOf }: Scene, keys: object, what: string) => {
  const error = await verifierOf(keys).then(
    () => 'it was accepted',
    (error) => error,
  );
  expect(error instanceof symbolon.SymbolonError, `${what}: ${error}`);
  equal(error.code, 'options_invalid', `${what}: the code`);
  return error;
};

const described = (options: object) =>
  Object.entries(options)
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? shown(value) : String(value)}`)
    .join(', ');

export async function options(scenario: Scenario): Promise<void> {
  await scenario('an address that keys may not be fetched from is a mistake', async (scene) => {
    for (const jwksUri of addresses.wrong) {
      const { message } = await isMistake(scene, { jwksUri }, shown(jwksUri));
      expect(!message.includes('secret'), 'the password is repeated');
    }
  });
  await scenario('https is right everywhere, and http on loopback', async ({ verifierOf }) => {
    for (const jwksUri of addresses.right) {
      const { source, freshness, keyIds, thumbprints } = (await verifierOf({ jwksUri })).keys;
      equal([source, freshness, keyIds, thumbprints], ['remote', 'unavailable', [], []], jwksUri);
    }
  });
  for (const [name, all] of Object.entries(mistakes)) {
    await scenario(`${name} is a mistake`, async (scene) => {
      for (const more of all) await isMistake(scene, { jwksUri, ...more }, described(more));
    });
  }
  await scenario('what goes with an address does not go with other sources', async (scene) => {
    const others = [
      { timeout: 5 },
      { pins: [PIN] },
      { cache },
      { offline: false },
      { minFreshness: 1 },
      { fetch: get },
    ];
    for (const more of others) await isMistake(scene, { jwk: scene.jwk.a, ...more }, described(more));
  });
  await scenario('what is right is right', async ({ verifierOf }) => {
    for (const more of fine) {
      const { freshness } = (await verifierOf({ jwksUri, ...more })).keys;
      equal(freshness, 'unavailable', described(more));
    }
  });
  await scenario('createVerifier asks nobody and reads nothing', async ({ behind }) => {
    const cache = new Memory();
    const { asked } = await behind([], { cache });
    equal([await asked(), cache.gets], [0, 0], 'requests and readings');
  });
}

// Does one deed very often, and measures what memory it takes once it is warm and in the end.
import { generateKeyPairSync, sign } from 'node:crypto';
import { getEventListeners } from 'node:events';

const { deed, times, keys, license, jwks } = JSON.parse(process.argv[2]);

/** The memories and tables of every module that is instantiated from here on. */
const seen = { memories: [], tables: [] };
const { instantiate } = WebAssembly;
WebAssembly.instantiate = async (...given) => {
  const made = await instantiate(...given);
  for (const member of Object.values((made.instance ?? made).exports)) {
    if (member instanceof WebAssembly.Memory) seen.memories.push(member);
    if (member instanceof WebAssembly.Table) seen.tables.push(member);
  }
  return made;
};

const { createVerifier } = await import('symbolon');

const PAGE = 65_536;
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** After a macrotask and a collection, twice: what is finalized in one is gone after the next. */
async function measured() {
  for (let round = 0; round < 2; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    globalThis.gc();
  }
  return {
    pages: sum(seen.memories.map(({ buffer }) => buffer.byteLength / PAGE)),
    slots: sum(seen.tables.map(({ length }) => length)),
    heap: process.memoryUsage().heapUsed,
  };
}

const options = { issuer: license.issuer, audience: null };
const context = { host: license.host, now: Date.now() / 1000 };
const [head, payload, signature] = license.token.split('.');
const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Bad tokens, none like another. `share`: so many of ten. */
const kinds = [
  { code: 'signature_invalid', share: 1, token: (n) => `${head}.${base64url({ sub: n })}.${signature}` },
  {
    code: 'key_unknown',
    share: 3,
    token: (n) => `${base64url({ alg: 'RS256', kid: `k${n}` })}.${payload}.${signature}`,
  },
  { code: 'header_malformed', share: 2, token: (n) => `${base64url(n)}.${payload}.${signature}` },
  { code: 'token_malformed', share: 3, token: (n) => `${head}.${payload}.${signature}.${n}` },
  { code: 'token_too_long', share: 1, token: (n) => `${head}.${payload}.${'x'.repeat(20_000)}${n}` },
].flatMap(({ share, ...kind }) => Array(share).fill(kind));

async function tokens(source) {
  const verifier = await createVerifier({ ...options, keys: source, onEvent: () => {} });
  const { granted, code } = await verifier.verify(license.token, context);
  if (!granted) throw new Error(`The good token is refused: ${code}.`);
  return async (n) => {
    const { code, token } = kinds[n % kinds.length];
    const decision = await verifier.verify(token(n), context);
    if (decision.code !== code) throw new Error(`Token ${n} is refused by ${decision.code}, not ${code}.`);
  };
}

/** Good tokens, signed here, more of them than are remembered: each comes now and again, and some very often. */
async function goodTokens() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const verifier = await createVerifier({
    ...options,
    keys: { jwk: publicKey.export({ format: 'jwk' }) },
    issuer: null,
    rememberedVerdicts: 50,
  });
  const claims = JSON.parse(Buffer.from(payload, 'base64url'));
  const signed = Array.from({ length: 200 }, (_, jti) => {
    const input = `${base64url({ alg: 'RS256' })}.${base64url({ ...claims, jti: `${jti}` })}`;
    return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
  });
  // Every third call asks for what none of them has.
  const lacking = { ...context, require: { features: ['none has it'] } };
  return async (n) => {
    const token = signed[n % 4 === 0 ? n % 200 : n % 5];
    const refused = n % 3 === 0;
    const { code, granted } = await verifier.verify(token, refused ? lacking : context);
    if (granted === refused) throw new Error(`Token ${n} comes to ${code}.`);
  };
}

const deeds = {
  'good tokens': goodTokens,
  'tokens, keys of a server': () => tokens(keys),
  'tokens, embedded keys': () => tokens({ jwks }),
  async verifiers() {
    const sources = [{ jwks }, { ...keys, fetch: () => new Promise(() => {}) }];
    return async (n) => {
      const verifier = await createVerifier({ ...options, keys: sources[n % sources.length] });
      verifier.verifySync(license.token, context);
      verifier.dispose();
    };
  },
  async 'verifiers under way'() {
    const value = new Uint8Array(await (await fetch(keys.jwksUri)).arrayBuffer());
    // The least that is like a response: those of Node breathe more than what is measured here.
    const answer = () => {
      const parts = [{ done: true }, { done: false, value }];
      return { status: 200, headers: new Map(), body: { getReader: () => ({ read: async () => parts.pop() }) } };
    };
    const source = { ...keys, fetch: async () => answer() };
    return async () => {
      const verifier = await createVerifier({ ...options, keys: source });
      const pending = verifier.verify(license.token, context);
      verifier.dispose();
      const { code } = await pending;
      if (code !== 'ok') throw new Error(`The good token comes to ${code}.`);
    };
  },
  async refreshes() {
    const { signal } = new AbortController();
    const set = await (await fetch(keys.jwksUri)).text();
    const verifier = await createVerifier({ ...options, keys: { ...keys, fetch: async () => new Response(set) } });
    return async () => {
      const { freshness } = await verifier.refreshKeys({ signal });
      if (freshness !== 'fresh') throw new Error(`The keys are ${freshness}.`);
      const listeners = getEventListeners(signal, 'abort').length;
      if (listeners > 0) throw new Error(`The signal has ${listeners} listeners left.`);
    };
  },
};

const once = await deeds[deed]();
const warm = Math.ceil(times / 5);
let before;
for (let n = 1; n <= times; n += 1) {
  await once(n);
  if (n === warm) before = await measured();
}
process.send({ before, after: await measured(), since: times - warm });

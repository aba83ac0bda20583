/** Tokens of every strange kind: each gets a decision, and none but the right one is granted. */
import { equal, expect, same, shown, type Test } from './check.js';
import { wellFormed } from './contract.js';
import { DAY, type Forge, NOW } from './forge.js';
import type { Symbolon, VerifierOptions } from './package.js';
import { randomFrom } from './random.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \n\u0000é🔑\ud800';

/** One random change of a text. */
function mutated(text: string, other: string, random: (below: number) => number): string {
  const at = random(text.length);
  const sign = alphabet.charAt(random(alphabet.length));
  const end = at + 1 + random(40);
  switch (random(8)) {
    case 0:
      return text.slice(0, at) + sign + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + sign + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(end);
    case 3:
      return text.slice(0, at) + text.slice(at, end) + text.slice(at);
    case 4:
      return text.slice(0, at);
    case 5:
      return text.slice(0, at) + other.slice(at, end) + text.slice(end);
    case 6:
      return text
        .split('.')
        .map((part, index) => (random(3) === index ? other.split('.')[index] : part))
        .join('.');
    default:
      return text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2);
  }
}

/** As UTF-8 carries it: lone surrogates become U+FFFD. */
const wellFormedText = (text: string) => new TextDecoder().decode(new TextEncoder().encode(text));

export async function tokens(symbolon: Symbolon, options: VerifierOptions, forge: Forge, test: Test): Promise<void> {
  const verifier = await symbolon.createVerifier(options);
  const context = { now: NOW };
  const good = await forge({ exp: NOW + DAY, features: ['a'] });
  const other = await forge({ exp: NOW + DAY, features: ['b'], nbf: NOW }, { typ: 'JWT', alg: 'RS256', x: 1 });

  const judged = async (name: string, token: unknown, code: string) =>
    test(`token: ${name}`, async () => {
      const decision = await verifier.verify(token, context);
      equal(decision.code, code, 'the code');
      wellFormed(decision, token);
      equal(verifier.verifySync(token, context), decision, 'verifySync');
      expect(verifier.explain(token, context)[0]?.outcome === 'failed', 'explain: the form did not fail');
    });

  const trap = { toString: () => good, valueOf: () => good, [Symbol.toPrimitive]: () => good };
  const strange: [string, unknown][] = [
    ['undefined', undefined],
    ['NaN', Number.NaN],
    ['a BigInt', 5n],
    ['a symbol', Symbol(good)],
    ['a function', () => good],
    ['a String object', new String(good)],
    ['an object that turns into a token', trap],
    ['an array of a token', [good]],
    ['a Date', new Date()],
    ['bytes', new TextEncoder().encode(good)],
    ['an ArrayBuffer', new ArrayBuffer(8)],
    ['a promise', Promise.resolve(good)],
    ['a map', new Map()],
    ['no prototype', Object.create(null)],
  ];
  for (const [name, value] of strange) await judged(name, value, 'token_missing');
  for (const [name, value] of [
    ['a lone surrogate', '\ud800'],
    ['a token and a lone surrogate', `${good}\ud800`],
    ['a replacement character', '\ufffd'],
  ] as const) {
    await judged(name, value, 'token_malformed');
  }

  const large = 10_000_000;
  await judged('10 MB of one letter', 'A'.repeat(large), 'token_too_long');
  await judged('10 MB of dots', '.'.repeat(large), 'token_too_long');
  await judged('10 MB beyond ASCII', '🔑'.repeat(large / 4), 'token_too_long');
  await test('token: 10 MB, and long ones allowed', async () => {
    const patient = await symbolon.createVerifier({ ...options, maxTokenLength: 2 * large });
    const [header, payload, signature] = good.split('.');
    const long = 'A'.repeat(large);
    for (const [token, code] of [
      [long, 'token_malformed'],
      ['.'.repeat(large), 'token_malformed'],
      [`${long}.${payload}.${signature}`, 'header_malformed'],
      [`${header}.${long}.${signature}`, 'signature_invalid'],
      [`${header}.${payload}.${long}`, 'signature_invalid'],
    ] as const) {
      const decision = await patient.verify(token, context);
      equal(decision.code, code, shown(token.slice(0, 20)));
      wellFormed(decision, token);
    }
    equal((await patient.verify(good, context)).code, 'ok', 'a good one afterwards');
    patient.dispose();
  });
  await test('token: deep nesting, and long ones allowed', async () => {
    const patient = await symbolon.createVerifier({ ...options, maxTokenLength: large });
    const deep = '['.repeat(1_000_000);
    for (const payload of [deep, deep + ']'.repeat(1_000_000), '{"a":'.repeat(500_000)]) {
      equal((await patient.verify(await forge(payload), context)).code, 'claims_malformed', 'the code');
    }
    patient.dispose();
  });

  await test('token: random text', () => {
    const random = randomFrom(1);
    for (let round = 0; round < 1000; round += 1) {
      const text = Array.from({ length: 1 + random(300) }, () =>
        String.fromCharCode(random(round % 2 ? 128 : 65_536)),
      ).join('');
      const decision = verifier.verifySync(text, context);
      equal(decision.granted, false, `granted: ${shown(text)}`);
      wellFormed(decision, text);
    }
  });
  await test('token: mutations', () => {
    const random = randomFrom(2);
    for (let round = 0; round < 4000; round += 1) {
      let text = good;
      for (let changes = random(3); changes >= 0; changes -= 1) text = mutated(text, other, random) || 'x';
      const decision = verifier.verifySync(text, context);
      if (text !== good && text !== other) equal(decision.granted, false, `granted: ${text}`);
      wellFormed(decision, text);
    }
  });
  await test('token: mutations of a signed payload agree with JSON.parse', async () => {
    const random = randomFrom(3);
    const payload = `{"exp":${NOW + DAY},"x":[1.5e3,-0.25,"\\u00e9\\n",null,true,{"y":"\\ud83d\\udd11"}],"sub":"é"}`;
    for (let round = 0; round < 400; round += 1) {
      const text = wellFormedText(mutated(payload, `{"x":${payload}}`, random));
      const token = await forge(text);
      const decision = verifier.verifySync(token, context);
      wellFormed(decision, token);
      if (decision.granted) expect(same(decision.claims, JSON.parse(text)), `other claims than JSON's: ${text}`);
      try {
        JSON.parse(text);
      } catch {
        equal(decision.code, 'claims_malformed', `no JSON: ${text}`);
      }
    }
  });

  await test('token: many at once', async () => {
    const all = Array.from(
      { length: 300 },
      (_, index) => [good, other, `${good}x`, '', good.replace('.', '')][index % 5],
    );
    const fresh = await symbolon.createVerifier(options);
    const codes = await Promise.all(all.map(async (token) => (await fresh.verify(token, context)).code));
    equal(
      codes,
      all.map((token) => verifier.verifySync(token, context).code),
      'the codes',
    );
    equal(codes.slice(0, 5), ['ok', 'ok', 'token_malformed', 'token_missing', 'token_malformed'], 'the first five');
  });
  await test('token: many verifiers at once', async () => {
    const all = await Promise.all(Array.from({ length: 50 }, () => symbolon.createVerifier(options)));
    const decisions = await Promise.all(all.map((one) => one.verify(good, context)));
    for (const decision of decisions) equal(decision.code, 'ok', 'the code');
    for (const one of all) one.dispose();
  });
  await test('token: as many may be remembered as one likes', async () => {
    for (const rememberedVerdicts of [1, 2 ** 16 + 1, 2 ** 31 + 1, 2 ** 32 - 1]) {
      const remembering = await symbolon.createVerifier({ ...options, rememberedVerdicts });
      for (let times = 0; times < 3; times++) equal(remembering.verifySync(good, context).code, 'ok', 'the code');
    }
  });
  await test('token: what is remembered ends with the license', async () => {
    const remembering = await symbolon.createVerifier({ ...options, rememberedVerdicts: 2 });
    for (const [now, code] of [
      [NOW, 'ok'],
      [NOW + 2 * DAY, 'license_expired'],
      [NOW, 'ok'],
      [NOW + DAY + 60, 'license_expired'],
    ] as const) {
      equal((await remembering.verify(good, { now })).code, code, `at ${now}`);
    }
    const [header, payload] = good.split('.');
    const forged = `${header}.${payload}.${other.split('.')[2]}`;
    for (const token of [forged, good, forged, other, forged]) {
      equal((await remembering.verify(token, context)).code, token === forged ? 'signature_invalid' : 'ok', 'the code');
    }
  });
}

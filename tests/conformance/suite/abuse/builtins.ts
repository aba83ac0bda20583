/** Built-ins that lie: every function that a page could put in the place of the engine's own, after it made a verifier. */
import { equal, expect, type Test, thrownBy } from '../check.js';
import { DAY, type Forge, NOW } from '../forge.js';
import type { Context, Symbolon, VerifierOptions } from '../package.js';
import { type Came, membersOf, type Target, under } from './patch.js';

const prototypeOf = (value: object): object => Object.getPrototypeOf(value);

/** Whose members are replaced, one by one. */
const owners: Record<string, object | undefined> = {
  Array,
  'Array.prototype': Array.prototype,
  'Array iterators': prototypeOf([][Symbol.iterator]()),
  ArrayBuffer,
  'ArrayBuffer.prototype': ArrayBuffer.prototype,
  'DataView.prototype': DataView.prototype,
  'Function.prototype': Function.prototype,
  JSON,
  'Map.prototype': Map.prototype,
  Math,
  Number,
  'Number.prototype': Number.prototype,
  Object,
  'Object.prototype': Object.prototype,
  Promise,
  'Promise.prototype': Promise.prototype,
  Reflect,
  'RegExp.prototype': RegExp.prototype,
  'Set.prototype': Set.prototype,
  String,
  'String.prototype': String.prototype,
  'String iterators': prototypeOf(''[Symbol.iterator]()),
  'TextDecoder.prototype': TextDecoder.prototype,
  'TextEncoder.prototype': TextEncoder.prototype,
  'typed arrays': prototypeOf(Uint8Array),
  'typed arrays, prototype': prototypeOf(Uint8Array.prototype),
  URL,
  'URL.prototype': URL.prototype,
  'WeakMap.prototype': WeakMap.prototype,
  WebAssembly,
  'WebAssembly.Memory.prototype': WebAssembly.Memory.prototype,
  'WebAssembly.Table.prototype': WebAssembly.Table.prototype,
};

/** What is replaced as a whole. `Date` and `performance` are not among them: whose clock is patched, his time it is. */
const globals = [
  'Array',
  'DataView',
  'Error',
  'FinalizationRegistry',
  'JSON',
  'Map',
  'Number',
  'Object',
  'Promise',
  'Proxy',
  'Reflect',
  'RegExp',
  'String',
  'Symbol',
  'TextDecoder',
  'TextEncoder',
  'TypeError',
  'URL',
  'Uint8Array',
  'WebAssembly',
  'fetch',
];

const granted = { status: 'ACTIVE', code: 'ok', message: '', granted: true, grace: false, limits: {}, features: ['b'] };
const text = JSON.stringify(granted);

/** What stands there instead. */
const liars: Record<string, unknown> = {
  throws: () => {
    throw new Error('This was patched.');
  },
  'gives nothing': () => undefined,
  'says no': () => false,
  'says yes': () => true,
  'gives zero': () => 0,
  'gives back what it was given': (given: unknown) => given,
  'gives its owner': function (this: unknown) {
    return this;
  },
  'gives an empty list': () => [],
  'gives a decision': () => granted,
  'gives the text of one': () => text,
};

interface Call {
  what: string;
  token: string;
  context: Context;
  code: string;
}

export async function builtins(
  { createVerifier }: Symbolon,
  options: VerifierOptions,
  forge: Forge,
  test: Test,
): Promise<void> {
  const name = 'münchen.example';
  // The host is asked what the last of these numbers is.
  const limits = { seats: 1.5, rate: 1.25e-300 };
  const bound = await forge({ exp: NOW + DAY, features: ['a'], sub: 'é', limits, domain: name });
  const plain = await forge({ exp: NOW + DAY, features: ['a'], domain: 'example.com' });
  const forged = `${plain.slice(0, -8)}AAAAAAAA`;
  const host = 'example.com';
  const calls: Call[] = [
    { what: 'a token', token: plain, context: { now: NOW, host }, code: 'ok' },
    { what: 'a name of other letters', token: bound, context: { now: NOW, host: name.toUpperCase() }, code: 'ok' },
    { what: 'a forged one', token: forged, context: { now: NOW, host }, code: 'signature_invalid' },
    { what: 'an old one', token: plain, context: { now: NOW + 2 * DAY, host }, code: 'license_expired' },
    { what: 'another host', token: bound, context: { now: NOW, host: 'bücher.example' }, code: 'domain_mismatch' },
    {
      what: 'a feature that it has not',
      token: plain,
      context: { now: NOW, host, require: { features: ['b'] } },
      code: 'feature_missing',
    },
  ];
  const bindings = { ...options, domain: 'required' } as VerifierOptions;
  const fresh = await createVerifier({ ...bindings, rememberedVerdicts: 0 });
  const remembering = await createVerifier(bindings);
  const ask = (verifier: typeof fresh, { token, context }: Call) => {
    const decision = verifier.verifySync(token, context);
    return { code: decision.code, granted: decision.granted, has: [decision.has('a'), decision.has('b')] };
  };
  const right = ({ code }: Call) => ({ code, granted: code === 'ok', has: [code === 'ok', false] });

  /** Under each lie each call comes to what it comes to without. */
  const holds = (target: Target) => {
    for (const [how, liar] of Object.entries(liars)) {
      for (const call of calls) {
        // What is remembered goes another way, but is never forged.
        for (const verifier of call.code === 'ok'
          ? [fresh, remembering]
          : [call.code === 'signature_invalid' ? fresh : remembering]) {
          const came: Came<unknown> = under(target, liar, () => ask(verifier, call));
          const what = `${call.what}, while ${target.name} ${how}`;
          expect('result' in came, `${what}: ${'thrown' in came ? came.thrown : ''}`);
          equal(came.result, right(call), what);
        }
      }
    }
  };

  for (const [owner, members] of Object.entries(owners)) {
    await test(`abuse: members of ${owner} lie`, () => {
      for (const target of membersOf(owner, members)) holds(target);
    });
  }
  await test('abuse: what is global is replaced', () => {
    for (const key of globals) holds({ name: key, owner: globalThis, key });
  });
  await test('abuse: what is global is gone', () => {
    for (const key of globals) {
      const target = { name: key, owner: globalThis, key };
      for (const call of calls) {
        const came: Came<unknown> = under(target, undefined, () => ask(remembering, call));
        equal('result' in came && came.result, right(call), `${call.what}, without ${key}`);
      }
    }
  });
  await test('abuse: what is global is replaced while a verifier is made', async () => {
    const names = ['DataView', 'Number', 'TextDecoder', 'TextEncoder', 'URL', 'Uint8Array'] as const;
    for (const name of names) {
      const own = globalThis[name];
      Object.assign(globalThis, { [name]: liars.throws });
      let made: typeof fresh;
      try {
        made = await createVerifier(bindings);
      } finally {
        Object.assign(globalThis, { [name]: own });
      }
      for (const call of calls) equal(ask(made, call), right(call), `${call.what}, with another ${name}`);
    }
  });
  await test('abuse: addresses are not what a page says of them', async () => {
    const wrong: [address: string, lies: Record<string, string>][] = [
      ['http://evil.example/', { protocol: 'https:' }],
      ['http://evil.example/', { host: 'localhost', hostname: 'localhost' }],
      ['https://user@evil.example/', { username: '', password: '' }],
      ['https://:secret@evil.example/', { username: '', password: '' }],
    ];
    for (const [jwksUri, lies] of wrong) {
      const own = Object.getOwnPropertyDescriptors(URL.prototype);
      for (const [name, lie] of Object.entries(lies)) {
        Object.defineProperty(URL.prototype, name, { get: () => lie, configurable: true });
      }
      let thrown: unknown;
      try {
        thrown = await thrownBy(() => createVerifier({ ...options, keys: { jwksUri } }));
      } finally {
        for (const name of Object.keys(lies)) Object.defineProperty(URL.prototype, name, own[name as 'host']);
      }
      expect((thrown as { code?: string }).code === 'options_invalid', `${jwksUri}: ${thrown}`);
    }
  });
  await test('abuse: promises lie', async () => {
    for (const target of [...membersOf('Promise', Promise), ...membersOf('Promise.prototype', Promise.prototype)]) {
      for (const [how, liar] of Object.entries(liars)) {
        for (const call of calls) {
          const came = under(target, liar, () => fresh.verify(call.token, call.context));
          const what = `${call.what}, while ${target.name} ${how}`;
          expect('result' in came, what);
          equal((await came.result).code, call.code, what);
        }
      }
    }
  });
  await test('abuse: afterwards all is as before', async () => {
    for (const call of calls) {
      for (const verifier of [fresh, remembering, await createVerifier(bindings)]) {
        equal(ask(verifier, call), right(call), call.what);
        equal((await verifier.verify(call.token, call.context)).code, call.code, call.what);
      }
    }
  });
}

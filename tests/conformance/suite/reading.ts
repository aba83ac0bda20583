/** How what a verifier is given is read: whole, once, and as it is. */
import { equal, expect, type Test, thrownBy } from './check.js';
import { DAY, type Forge, NOW } from './forge.js';
import type { Context, Symbolon, Verifier, VerifierOptions } from './package.js';

const TOKEN = { exp: NOW + DAY, iat: NOW, iss: 'a', aud: 'b', jti: 'token-1' };

export async function reading(
  { createVerifier, SymbolonError }: Symbolon,
  options: VerifierOptions,
  forge: Forge,
  test: Test,
): Promise<void> {
  const token = await forge(TOKEN);
  const verifier = await createVerifier(options);
  const codeOf = (verifier: Verifier, context: object = { now: NOW }) =>
    verifier.verifySync(token, context as Context).code;
  const made = (options: object) => createVerifier(options as VerifierOptions);
  const wrong = async (call: () => unknown, code: string, what: string) => {
    const error = await thrownBy(call);
    expect(error instanceof SymbolonError, `${what}: ${error}`);
    equal(error.code, code, what);
    return error;
  };

  const counting: [member: object, code: string][] = [
    [{ issuer: 'other' }, 'issuer_mismatch'],
    [{ audience: { ifPresent: 'other' } }, 'audience_mismatch'],
    [{ denylist: { jti: ['token-1'] } }, 'token_revoked'],
    [{ notIssuedBefore: NOW + 1 }, 'token_revoked'],
    [{ requiredClaims: ['other'] }, 'claim_missing'],
    [{ maxTokenLength: 5 }, 'token_too_long'],
  ];
  const hidden: Record<string, (base: object, member: object) => object> = {
    inherited: (base, member) => Object.assign(Object.create(member), base),
    'inherited from afar': (base, member) => Object.assign(Object.create(Object.create(member)), base),
    'not enumerable': (base, member) => {
      const [[name, value]] = Object.entries(member) as [[string, unknown]];
      return Object.defineProperty({ ...base }, name, { value, enumerable: false });
    },
    'a getter of a class': (base, member) => {
      const [[name, value]] = Object.entries(member) as [[string, unknown]];
      class Chosen {}
      Object.defineProperty(Chosen.prototype, name, { get: () => value });
      return Object.assign(new Chosen(), base);
    },
    'behind a proxy': (base, member) => new Proxy({ ...base, ...member }, {}),
    'without a prototype': (base, member) => Object.assign(Object.create(null), base, member),
  };
  for (const [how, given] of Object.entries(hidden)) {
    await test(`reading: an option counts that is ${how}`, async () => {
      for (const [member, code] of counting) {
        const [name] = Object.keys(member);
        const { [name as never]: _, ...base } = options;
        equal(codeOf(await made(given(base, member))), code, name as string);
      }
    });
    await test(`reading: members of a context and of its requirements count that are ${how}`, async () => {
      equal(codeOf(verifier, given({}, { now: NOW + 2 * DAY })), 'license_expired', 'now');
      equal(codeOf(verifier, given({ now: NOW }, { require: { plan: 'x' } })), 'plan_mismatch', 'require');
      equal(codeOf(verifier, { now: NOW, require: given({}, { plan: 'x' }) }), 'plan_mismatch', 'plan');
    });
    await test(`reading: keys count that are ${how}`, async () => {
      equal(codeOf(await made({ ...options, keys: given({}, options.keys) })), 'ok', 'the code');
      await wrong(() => made({ ...options, keys: given(options.keys, { pem: 'x' }) }), 'options_invalid', 'two forms');
    });
  }
  await test('reading: what is inherited and not known is passed over', async () => {
    class Site {
      now = NOW;
      get domain() {
        return 'x';
      }
      describe() {}
    }
    equal(codeOf(verifier, new Site()), 'ok', 'the code');
  });

  await test('reading: each option is read once', async () => {
    const reads: Record<string, number> = {};
    const counted = (members: object, path = ''): object =>
      Object.defineProperties(
        {},
        Object.fromEntries(
          Object.entries(members).map(([name, value]) => [
            name,
            {
              enumerable: true,
              get: () => {
                reads[path + name] = (reads[path + name] ?? 0) + 1;
                return value;
              },
            },
          ]),
        ),
      );
    const { jwk } = options.keys as { jwk: object };
    await made(
      counted({
        ...options,
        issuer: null,
        audience: counted({ ifPresent: ['b'] }, 'audience.'),
        denylist: counted({ jti: [], sub: undefined }, 'denylist.'),
        keys: counted({ jwk: counted(jwk, 'jwk.') }, 'keys.'),
        onEvent: undefined,
        mistaken: undefined,
      }),
    );
    for (const [name, count] of Object.entries(reads)) equal(count, 1, `reads of ${name}`);
    for (const name of [
      'issuer',
      'keys.jwk',
      'jwk.n',
      'audience.ifPresent',
      'denylist.jti',
      'denylist.sub',
      'mistaken',
    ]) {
      equal(reads[name], 1, `reads of ${name}`);
    }
  });

  const throwing = (name: string) =>
    Object.defineProperty({}, name, {
      enumerable: true,
      get() {
        throw new Error('no');
      },
    });
  const closed = new Proxy(
    {},
    {
      ownKeys() {
        throw new Error('no');
      },
    },
  );
  const { proxy: revoked, revoke } = Proxy.revocable({}, {});
  revoke();
  await test('reading: what throws when it is read is a mistake', async () => {
    for (const name of ['issuer', 'keys', 'gracePeriod', 'mistaken']) {
      const given = Object.defineProperties({ ...options }, Object.getOwnPropertyDescriptors(throwing(name)));
      await wrong(() => made(given), 'options_invalid', name);
    }
    await wrong(() => made({ ...options, keys: { jwk: throwing('n') } }), 'keys_invalid', 'a member of a key');
    for (const broken of [closed, revoked]) {
      await wrong(() => made(broken), 'options_invalid', 'the options');
      await wrong(() => made({ ...options, keys: broken }), 'options_invalid', 'keys');
      await wrong(() => made({ ...options, audience: broken }), 'options_invalid', 'audience');
      await wrong(() => made({ ...options, keys: { jwk: broken } }), 'keys_invalid', 'jwk');
      for (const context of [broken, { host: revoked }, { require: broken }, { now: NOW, mistaken: broken }]) {
        await wrong(() => verifier.verify(token, context as never), 'context_invalid', 'the context');
      }
    }
    for (const name of ['host', 'now', 'require', 'waitUntil', 'mistaken']) {
      await wrong(() => verifier.verify(token, throwing(name)), 'context_invalid', name);
    }
    await wrong(() => verifier.verify(token, { now: NOW, require: throwing('plan') }), 'context_invalid', 'plan');
  });

  const surrogate = '\ud800';
  await test('reading: any name that does not exist is a mistake', async () => {
    const names = [
      '',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'Host',
      'host ',
      '0',
      'é"\\',
      surrogate,
    ];
    for (const name of names) {
      const named = (members: object) =>
        Object.defineProperty({ ...members }, name, { value: 'threw', enumerable: true });
      await wrong(() => made(named(options)), 'options_invalid', `option ${name}`);
      await wrong(() => verifier.verify(token, named({ now: NOW })), 'context_invalid', `member ${name}`);
      const require = named({});
      await wrong(() => verifier.verify(token, { now: NOW, require }), 'context_invalid', `requirement ${name}`);
      await wrong(async () => verifier.deny(named({})), 'options_invalid', `entry ${name}`);
    }
  });

  await test('reading: text is text, whatever is in it', async () => {
    for (const text of [
      '"',
      '\\',
      '\\ud800',
      '\u0000\u001f\u2028',
      '😀',
      'é\ufffd',
      '{"":"threw"}',
      'x'.repeat(4000),
    ]) {
      const bound = await forge({ ...TOKEN, hwid: text, features: [text] });
      const context = { now: NOW, hardwareId: text, require: { features: [text] } };
      equal(verifier.verifySync(bound, context).code, 'ok', text.slice(0, 9));
      equal(
        verifier.verifySync(bound, { ...context, hardwareId: `${text}x` }).code,
        'hardware_mismatch',
        text.slice(0, 9),
      );
      equal(
        codeOf(verifier, { now: NOW, hardwareId: text, require: { plan: text } }),
        'plan_mismatch',
        text.slice(0, 9),
      );
    }
    for (const text of [surrogate, `"${surrogate}`, `${surrogate}\\`, '\ud83d"\ude00', '\udc00\udc00']) {
      const call = () => verifier.verify(token, { now: NOW, hardwareId: text });
      const { message } = await wrong(call, 'context_invalid', 'half a pair');
      expect(message.includes('well-formed'), message);
    }
  });
  await test('reading: numbers are exact', async () => {
    const late = await forge({ ...TOKEN, exp: NOW + 0.1 + 0.2, nbf: 1e-7 });
    const strict = await made({ ...options, clockTolerance: 0 });
    for (const [now, code] of [
      [NOW + 0.1, 'ok'],
      [NOW + 0.3 + 1e-6, 'license_expired'],
      [1e21, 'license_expired'],
      [Number.MAX_VALUE, 'license_expired'],
    ] as const) {
      equal(strict.verifySync(late, { now }).code, code, String(now));
    }
    for (const now of [0, -0, Number.MIN_VALUE]) equal(codeOf(strict, { now }), 'issued_in_future', String(now));
  });

  await test('reading: long lists', async () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `other-${index}`);
    equal(codeOf(await made({ ...options, denylist: { jti: many } })), 'ok', 'not listed');
    equal(codeOf(await made({ ...options, denylist: { jti: [...many, 'token-1'] } })), 'token_revoked', 'the last');
    const denying = await createVerifier(options);
    denying.deny({ jti: new Set([...many, 'token-1']) });
    equal(codeOf(denying), 'token_revoked', 'denied last');
    await wrong(() => made({ ...options, requiredClaims: new Array(2 ** 32 - 1) }), 'options_invalid', 'an empty one');
  });
  await test('reading: what is denied must be iterable', async () => {
    const strange = [
      'token-1',
      5,
      null,
      {},
      { length: 1, 0: 'token-1' },
      ['token-1', 5],
      [['token-1']],
      [surrogate],
      new Map([['token-1', 1]]),
      (function* () {
        yield 'token-1';
        throw new Error('no');
      })(),
    ];
    for (const jti of strange) {
      await wrong(async () => verifier.deny({ jti } as never), 'options_invalid', String(jti));
    }
    for (const entries of [undefined, null, 5, 'token-1', ['token-1'], () => ({ jti: ['token-1'] })]) {
      await wrong(async () => verifier.deny(entries as never), 'options_invalid', String(entries));
    }
    equal(codeOf(verifier), 'ok', 'the code');
  });
  await test('reading: keys are objects, their text is none', async () => {
    const { jwk } = options.keys as { jwk: object };
    for (const jwk_ of [JSON.stringify(jwk), () => jwk, [jwk], { ...jwk, more: 5n }, null]) {
      await wrong(() => made({ ...options, keys: { jwk: jwk_ } }), 'keys_invalid', typeof jwk_);
    }
    let deep: unknown = 0;
    for (let i = 0; i < 40; i++) deep = [deep];
    await wrong(() => made({ ...options, keys: { jwk: { ...jwk, deep } } }), 'keys_invalid', 'deep');
    await wrong(() => made({ ...options, keys: { jwk: { ...jwk, kid: surrogate } } }), 'keys_invalid', 'half a pair');
  });

  await test('reading: pages that patch what is global hide nothing', () => {
    const { keys } = Object;
    const { stringify } = JSON;
    const { isArray } = Array;
    try {
      Object.keys = () => [];
      JSON.stringify = () => '""';
      Array.isArray = ((value: unknown) => !isArray(value)) as never;
      equal(codeOf(verifier, { now: NOW, require: { features: ['x'] } }), 'feature_missing', 'the code');
      let thrown: unknown;
      try {
        codeOf(verifier, { mistaken: 1 });
      } catch (error) {
        thrown = error;
      }
      expect((thrown as { code?: string } | undefined)?.code === 'context_invalid', 'the mistake went by');
    } finally {
      Object.assign(Object, { keys });
      JSON.stringify = stringify;
      Array.isArray = isArray;
    }
  });
}

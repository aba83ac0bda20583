/** Every case of tests/vectors, through `verify`, `verifySync` and `explain`. */
import { equal, expect, same, type Test, thrownBy } from './check.js';
import { explains, wellFormed } from './contract.js';
import type { Case, Decision, Key, Room, Runtime, Symbolon, Vectors, Verifier } from './package.js';

export async function vectors(
  symbolon: Symbolon,
  { rooms, keys }: Vectors,
  { ambientHost }: Runtime,
  test: Test,
): Promise<void> {
  const verifierFor = maker(symbolon, keys);
  for (const [file, room] of Object.entries(rooms)) {
    for (const one of room.cases) {
      if (one.mapper === false || (one.ambientHost === false && ambientHost !== undefined)) continue;
      await test(`${file}: ${one.name}`, () => judge(symbolon, verifierFor, laidOver(symbolon, room, one)));
    }
  }
}

/** The case with the defaults of its room under it. */
function laidOver(symbolon: Symbolon, { defaults }: Room, one: Case): Case {
  const preset = one.preset && symbolon.presets[one.preset];
  const options: Record<string, unknown> = { ...preset, ...defaults.options, ...one.options };
  for (const name of one.without ?? []) delete options[name];
  const token = 'token' in one ? one.token : defaults.token;
  return { ...one, options, context: { ...defaults.context, ...one.context }, token };
}

/** One verifier for all cases of the same options: what it remembers must not show. */
function maker(symbolon: Symbolon, keys: Record<string, Key>): (options: unknown) => Promise<Verifier> {
  const made = new Map<string, Promise<Verifier>>();
  return (options) => {
    const text = JSON.stringify(options);
    let verifier = made.get(text);
    if (!verifier) {
      verifier = symbolon.createVerifier(resolved(JSON.parse(text), keys) as never);
      made.set(text, verifier);
    }
    return verifier;
  };
}

/** Options with their references to keys resolved. */
function resolved(value: unknown, keys: Record<string, Key>): unknown {
  if (Array.isArray(value)) return value.map((member) => resolved(member, keys));
  if (typeof value !== 'object' || value === null) return value;
  const { $key, $spki, $pkcs1, $private, ...rest } = value as Record<string, string>;
  if ($key) return { ...keys[$key]?.jwk, ...rest };
  if ($spki) return keys[$spki]?.spki;
  if ($pkcs1) return keys[$pkcs1]?.pkcs1;
  if ($private) return keys[$private]?.private;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolved(member, keys)]));
}

async function judge(
  symbolon: Symbolon,
  verifierFor: (options: unknown) => Promise<Verifier>,
  { options, context, token, expect: expected, throws }: Case,
): Promise<void> {
  if (throws !== undefined) {
    for (const way of ['verify', 'verifySync'] as const) {
      const error = await thrownBy(async () => (await verifierFor(options))[way](token, context)).catch(
        (failure) => failure,
      );
      expect(error instanceof symbolon.SymbolonError, `${way}: ${error} is no SymbolonError`);
      equal(error.code, throws, `${way}: the error's code`);
    }
    return;
  }
  const verifier = await verifierFor(options);
  const decision = await verifier.verify(token, context);
  for (const [name, value] of Object.entries(expected ?? {})) {
    equal(decision[name as keyof Decision] ?? null, value, name);
  }
  wellFormed(decision, token);
  for (const again of [verifier.verifySync(token, context), await verifier.verify(token, context)]) {
    expect(same(again, decision), 'a second call says something else');
  }
  explains(verifier.explain(token, context), decision, token);
}

/** Key sets and tokens as well-known issuers make them, fetched from a real server, and judged by the options that their users would write. */
import { equal, type Test } from './check.js';
import { wellFormed } from './contract.js';
import { DAY, forgeWith, NOW } from './forge.js';
import { type Issuer, issuersOf } from './issuers/table.js';
import type { Context, Key, Symbolon, Vectors, Verifier, VerifierOptions } from './package.js';
import { served } from './remote/served.js';

export async function issuers(
  { createVerifier, presets }: Symbolon,
  { keys }: Pick<Vectors, 'keys'>,
  origin: string,
  test: Test,
): Promise<void> {
  const sign = await forgeWith(keys.alpha as Key);
  const signOtherwise = await forgeWith(keys.beta as Key);

  for (const issuer of issuersOf(keys)) {
    const { name, jwks, header, claims, options, granted, require } = issuer;
    const times = { iat: NOW - 60, nbf: NOW - 60, exp: NOW + 3600 };
    const token = (changes: object = {}) => sign({ ...times, ...claims, ...changes }, { ...header });
    const context = { now: NOW };
    const behind = async (changes: object = {}): Promise<{ verifier: Verifier; asked: () => Promise<number> }> => {
      const server = await served(origin, { body: JSON.stringify(jwks) });
      const given = { ...presets[issuer.preset], ...options, ...changes, keys: { jwksUri: server.uri } };
      return { verifier: await createVerifier(given as VerifierOptions), asked: server.asked };
    };
    const comesTo = async (verifier: Verifier, token: string, context: Context, code: string) => {
      const decision = await verifier.verify(token, context);
      wellFormed(decision, token);
      equal(decision.code, code, `${code}: the code`);
      return decision;
    };

    await test(`issuers: a token of ${name}`, async () => {
      const { verifier, asked } = await behind();
      const given = await token();
      const decision = await comesTo(verifier, given, { ...context, require }, 'ok');
      for (const [member, value] of Object.entries(granted)) equal(decision[member as 'plan'], value, member);
      equal([decision.keyId, decision.claims], [header.kid, { ...times, ...claims }], 'the key and the claims');
      equal(verifier.verifySync(given, context).code, 'ok', 'verifySync');
      equal(await asked(), 1, 'requests');
      verifier.dispose();
    });
    await test(`issuers: what is none of ${name}`, async () => {
      const { verifier } = await behind();
      for (const [changes, code] of [
        [{ iss: `${claims.iss}x` }, 'issuer_mismatch'],
        [{ iss: undefined }, 'issuer_mismatch'],
        [{ exp: NOW - DAY }, issuer.late],
        [{ nbf: NOW + DAY }, 'not_yet_valid'],
        ...issuer.refused,
      ] as const) {
        await comesTo(verifier, await token(changes), context, code);
      }
      await comesTo(verifier, await token(), { ...context, require: { scopes: ['nobody:has'] } }, 'scope_missing');
      const forged = await signOtherwise({ ...times, ...claims }, { ...header });
      await comesTo(verifier, forged, context, 'signature_invalid');
      verifier.dispose();
    });
    await test(`issuers: the set of ${name}, given as it is`, async () => {
      const verifier = await createVerifier({ ...presets[issuer.preset], ...options, keys: { jwks } } as never);
      equal((await comesTo(verifier, await token(), context, 'ok')).keyId, header.kid, 'the key');
      equal(verifier.keys.keyIds, usable(issuer), 'the keys that are usable');
      verifier.dispose();
    });
  }
}

/** RSA, and for signatures. */
const usable = ({ jwks }: Issuer): unknown[] =>
  jwks.keys.filter(({ kty, use }) => kty === 'RSA' && use !== 'enc').map(({ kid }) => kid);

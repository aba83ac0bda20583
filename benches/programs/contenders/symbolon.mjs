import { createVerifier } from 'symbolon';

const options = ({ issuer, audience }) => ({ issuer, audience, domain: 'off' });

/** Read where the others have it, too, so that nothing is put off until after the measurement. */
const subjectOf = (decision) => (decision.granted ? decision.claims.sub : undefined);

const atOnce = (verifier) => (token) => subjectOf(verifier.verifySync(token));
const awaited = (verifier) => async (token) => subjectOf(await verifier.verify(token));

const one = (how, more) => async (setting) =>
  how(await createVerifier({ ...options(setting), ...more, keys: { jwk: setting.jwk } }));
const many = (how) => async (setting) =>
  how(await createVerifier({ ...options(setting), keys: { jwks: setting.jwks } }));

export const contenders = [
  { name: 'symbolon', one: one(atOnce), many: many(atOnce) },
  { name: 'symbolon, awaited', awaited: true, one: one(awaited), many: many(awaited) },
  { name: 'symbolon, remembering nothing', one: one(atOnce, { rememberedVerdicts: 0 }) },
];

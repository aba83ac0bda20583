import {
  type Context,
  createVerifier,
  type Decision,
  presets,
  type Verifier,
  type VerifierOptions,
} from '../entry/node.js';
import type { Arguments, Options } from './arguments.js';
import { exit } from './command.js';
import { Complaint } from './complaint.js';
import { keysIn } from './keys.js';
import { momentOf, spanOf } from './times.js';

/** How an option of `createVerifier` is read from the command line. */
type Read = (given: Arguments, flag: string) => unknown;

const text: Read = (given, flag) => given.text(flag);
const texts: Read = (given, flag) => given.texts(flag);
const span: Read = (given, flag) => spanOf(given.text(flag)!);
const oneOf =
  (...choices: string[]): Read =>
  (given, flag) =>
    given.choice(flag, choices);

/** Options of `createVerifier` that are one flag each. */
const policies: {
  readonly [flag: string]: Options[string] & { readonly as: keyof VerifierOptions; readonly read: Read };
} = {
  'token-use': { as: 'tokenUse', value: '<text>', says: 'the claim `token_use` that is expected', read: text },
  type: { as: 'type', value: '<text>', says: 'the header `typ` that is expected', read: text },
  domain: {
    as: 'domain',
    value: '<required|optional|off>',
    says: 'whether a token must be bound to a domain [required]',
    read: oneOf('required', 'optional', 'off'),
  },
  'domain-matching': {
    as: 'domainMatching',
    value: '<strict|compatible>',
    says: 'how patterns match [strict]',
    read: oneOf('strict', 'compatible'),
  },
  'allow-loopback': { as: 'allowLoopback', says: '`localhost` and the like satisfy any binding', read: () => true },
  exp: {
    as: 'exp',
    value: '<license|assertion>',
    says: 'what the claim `exp` ends [license]',
    read: oneOf('license', 'assertion'),
  },
  'no-require-expiry': { as: 'requireExpiry', says: 'a token may be without `exp`', read: () => false },
  'grace-period': {
    as: 'gracePeriod',
    value: '<span>',
    says: 'time after the expiry that is still granted [0s]',
    read: span,
  },
  'clock-tolerance': { as: 'clockTolerance', value: '<span>', says: 'by how much clocks may differ [60s]', read: span },
  'required-claim': {
    as: 'requiredClaims',
    value: '<name>',
    says: 'a claim that must be there',
    many: true,
    read: texts,
  },
  'not-issued-before': {
    as: 'notIssuedBefore',
    value: '<moment>',
    says: 'older tokens are revoked',
    read: (given, flag) => momentOf(given.text(flag)!, Date.now() / 1000),
  },
  'max-token-length': {
    as: 'maxTokenLength',
    value: '<count>',
    says: 'longest token to look at, in characters [16384]',
    read: (given, flag) => given.count(flag),
  },
};

/** The flags of all commands that verify: named like the options of `createVerifier`, and the members of a context. */
export const verifying: Options = {
  key: { value: '<file>', says: 'public keys: PEM, a JSON Web Key, or a set of them', many: true },
  'jwks-uri': { value: '<address>', says: 'fetches the keys from there' },
  timeout: { value: '<span>', says: 'time that fetching may take [5s]' },
  pin: { value: '<thumbprint>', says: 'uses no fetched keys but these', many: true },
  preset: { value: `<${Object.keys(presets).join('|')}>`, says: 'begins with these options' },
  issuer: { value: '<text>', says: 'the claim `iss` that is expected', many: true },
  'any-issuer': { says: 'does not check it' },
  audience: { value: '<text>', says: 'the claim `aud` that is expected', many: true },
  'any-audience': { says: 'does not check it' },
  ...Object.fromEntries(Object.entries(policies).map(([flag, { as: _, read: __, ...option }]) => [flag, option])),
  'deny-jti': { value: '<id>', says: 'a token that is revoked', many: true },
  'deny-sub': { value: '<id>', says: 'a subject whose tokens are revoked', many: true },
  host: { value: '<host>', says: 'where the token is used, as in app.example.com' },
  now: { value: '<moment>', says: 'judges as if it were then' },
  'hardware-id': { value: '<id>', says: 'the device on which it is used' },
  'require-feature': { value: '<name>', says: 'a feature that it must give', many: true },
  'require-scope': { value: '<name>', says: 'a scope that it must give', many: true },
  'require-role': { value: '<name>', says: 'a role, one of which it must give', many: true },
  'require-plan': { value: '<name>', says: 'the plan that it must be for' },
  'require-hardware': { value: '<matched|attested>', says: 'how it must be bound to the device' },
};

/** A verifier as the flags want it. @throws {Complaint} @throws {SymbolonError} */
export async function verifierOf(given: Arguments): Promise<Verifier> {
  const flags = Object.entries(policies).filter(([flag]) => given.has(flag));
  const preset = given.choice('preset', Object.keys(presets) as (keyof typeof presets)[]);
  const [jti, sub] = [given.texts('deny-jti'), given.texts('deny-sub')];
  return createVerifier({
    ...(preset && presets[preset]),
    keys: await keysOf(given),
    issuer: expected(given, 'issuer'),
    audience: expected(given, 'audience'),
    ...Object.fromEntries(flags.map(([flag, { as, read }]) => [as, read(given, flag)])),
    ...(jti.length + sub.length > 0 && { denylist: { jti, sub } }),
  });
}

/** The context that the flags tell of. @throws {Complaint} */
export function contextOf(given: Arguments): Context {
  const now = given.text('now');
  return {
    host: given.text('host'),
    now: now === undefined ? undefined : momentOf(now, Date.now() / 1000),
    hardwareId: given.text('hardware-id'),
    require: {
      features: given.texts('require-feature'),
      scopes: given.texts('require-scope'),
      roles: given.texts('require-role'),
      plan: given.text('require-plan'),
      hardware: given.choice('require-hardware', ['matched', 'attested']),
    },
  };
}

/** What a decision comes to. */
export const exitCodeOf = ({ granted, status }: Decision): number =>
  granted ? exit.ok : status === 'DEGRADED' ? exit.unknown : exit.refused;

async function keysOf(given: Arguments): Promise<VerifierOptions['keys']> {
  const [files, jwksUri] = [given.texts('key'), given.text('jwks-uri')];
  if (files.length > 0 === (jwksUri !== undefined))
    throw new Complaint('Say where the keys are: --key <file> or --jwks-uri <address>, one of them.');
  if (jwksUri === undefined) {
    if (given.has('timeout') || given.has('pin'))
      throw new Complaint('The options --timeout and --pin are for keys that are fetched, with --jwks-uri.');
    const keys = [];
    for (const file of files) keys.push(...(await keysIn(file)));
    return { jwks: { keys: keys.map(({ jwk }) => jwk) } };
  }
  const timeout = given.text('timeout');
  return {
    jwksUri,
    ...(timeout !== undefined && { timeout: spanOf(timeout) }),
    ...(given.has('pin') && { pins: given.texts('pin') }),
  };
}

/** Not to check is possible, but has to be said. */
function expected(given: Arguments, name: 'issuer' | 'audience'): readonly string[] | null {
  if (given.has(name) === given.has(`any-${name}`))
    throw new Complaint(`Say which ${name} is expected with --${name} <text>, or --any-${name} not to check it.`);
  return given.has(name) ? given.texts(name) : null;
}

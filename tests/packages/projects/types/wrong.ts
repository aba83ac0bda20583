// None of this may compile. Each mistake stands in the line after a directive that
// quotes what TypeScript is to say of it.
import { createVerifier, type Decision, presets, type SymbolonError, type Verifier } from 'symbolon';
import { fileCache } from 'symbolon/cache/file';
import { unstorageCache } from 'symbolon/cache/unstorage';
import { edgeCache, kvCache } from 'symbolon/cache/workers';

declare const verifier: Verifier;
declare const decision: Decision;
declare const error: SymbolonError;

const keys = { pem: '' };
const issuer = 'https://api.example.com';
const audience = null;
const jwksUri = 'https://api.example.com/licenses/jwks';

// What must be given.
// @ts-expect-error Property 'keys' is missing
createVerifier({ issuer, audience });
// @ts-expect-error Property 'issuer' is missing
createVerifier({ keys, audience });
// @ts-expect-error Property 'audience' is missing
createVerifier({ keys, issuer });
// @ts-expect-error Property 'audience' is missing
createVerifier({ ...presets.domainLicense, keys, issuer });
// @ts-expect-error Type 'undefined' is not assignable to type 'string | readonly string[] | null'
createVerifier({ keys, issuer: undefined, audience });
// @ts-expect-error Expected 1 arguments, but got 0
createVerifier();

// Misspelt.
// @ts-expect-error 'gracePeroid' does not exist in type 'VerifierOptions'
createVerifier({ keys, issuer, audience, gracePeroid: 60 });
// @ts-expect-error 'allowLocalhost' does not exist in type 'VerifierOptions'
createVerifier({ ...presets.accessToken, keys, issuer, audience, allowLocalhost: true });
// @ts-expect-error 'ifpresent' does not exist in type
createVerifier({ keys, issuer, audience: { ifpresent: 'app' } });
// @ts-expect-error 'jtis' does not exist in type
createVerifier({ keys, issuer, audience, denylist: { jtis: [] } });
// @ts-expect-error Property 'domainLicence' does not exist on type
createVerifier({ ...presets.domainLicence, keys, issuer, audience });

// Keys.
// @ts-expect-error Type '{ pem: string; jwksUri: string; }' is not assignable to type
createVerifier({ keys: { pem: '', jwksUri }, issuer, audience });
// @ts-expect-error Type '{ pem: string; jwks: { keys: never[]; }; }' is not assignable to type
createVerifier({ keys: { pem: '', jwks: { keys: [] } }, issuer, audience });
// @ts-expect-error Type '{ pem: string; timeout: number; }' is not assignable to type
createVerifier({ keys: { pem: '', timeout: 5 }, issuer, audience });
// @ts-expect-error Type '{}' is not assignable to type
createVerifier({ keys: {}, issuer, audience });
// @ts-expect-error Type 'string' is not assignable to type
createVerifier({ keys: '-----BEGIN PUBLIC KEY-----', issuer, audience });
// @ts-expect-error 'jwksUrl' does not exist in type
createVerifier({ keys: { jwksUrl: jwksUri }, issuer, audience });
// @ts-expect-error 'maxbytes' does not exist in type
createVerifier({ keys: { jwksUri, maxbytes: 1024 }, issuer, audience });

// @ts-expect-error 'set' is missing in type
createVerifier({ keys: { jwksUri, cache: { get: () => null } }, issuer, audience });
// @ts-expect-error Type 'string' is not assignable to type 'readonly string[]'
createVerifier({ keys: { jwksUri, pins: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs' }, issuer, audience });
// @ts-expect-error Type '{ pem: string; offline: true; }' is not assignable to type
createVerifier({ keys: { pem: '', offline: true }, issuer, audience });

// Caches.
// @ts-expect-error Expected 1 arguments, but got 0
fileCache();
// @ts-expect-error 'address' does not exist in type 'EdgeCacheOptions'
edgeCache({ address: 'https://keys.invalid/' });
// @ts-expect-error Property 'put' is missing in type 'Map<string, string>'
kvCache(new Map<string, string>());
// @ts-expect-error 'getItem' is missing in type
unstorageCache({ setItem: () => {} });

// Wrong values.
// @ts-expect-error Type '"always"' is not assignable to type
createVerifier({ keys, issuer, audience, domain: 'always' });
// @ts-expect-error Type '"loose"' is not assignable to type
createVerifier({ keys, issuer, audience, domainMatching: 'loose' });
// @ts-expect-error Type '"token"' is not assignable to type
createVerifier({ keys, issuer, audience, exp: 'token' });
// @ts-expect-error Type 'string' is not assignable to type 'number'
createVerifier({ keys, issuer, audience, gracePeriod: '7d' });
// @ts-expect-error Type 'string' is not assignable to type 'number'
createVerifier({ keys, issuer, audience, clockTolerance: '60' });
// @ts-expect-error Type 'Date' is not assignable to type 'number'
createVerifier({ keys, issuer, audience, notIssuedBefore: new Date() });
// @ts-expect-error Type 'string' is not assignable to type 'readonly string[]'
createVerifier({ keys, issuer, audience, requiredClaims: 'sub' });

// Contexts.
// @ts-expect-error 'hostname' does not exist in type 'Context'
verifier.verify('', { hostname: 'app.example.com' });
// @ts-expect-error 'hardwareID' does not exist in type 'Context'
verifier.verifySync('', { hardwareID: '1' });
// @ts-expect-error Type 'Date' is not assignable to type 'number'
verifier.explain('', { now: new Date() });
// @ts-expect-error 'feature' does not exist in type 'Requirements'
verifier.verify('', { require: { feature: ['export'] } });
// @ts-expect-error Type 'string' is not assignable to type 'readonly string[]'
verifier.verify('', { require: { features: 'export' } });
// @ts-expect-error Type '"any"' is not assignable to type
verifier.verify('', { require: { hardware: 'any' } });
// @ts-expect-error Type 'string[]' is not assignable to type 'string'
verifier.verify('', { require: { plan: ['team'] } });

// Verifiers.
// @ts-expect-error Property 'granted' does not exist on type 'Promise<Decision>'
verifier.verify('').granted;
// @ts-expect-error Property 'then' does not exist on type 'Decision'
verifier.verifySync('').then();
// @ts-expect-error 'kid' does not exist in type 'DenyEntries'
verifier.deny({ kid: ['1'] });
// @ts-expect-error Cannot assign to 'keys' because it is a read-only property
verifier.keys = null as never;

// Decisions.
// @ts-expect-error Cannot assign to 'status' because it is a read-only property
decision.status = 'ACTIVE';
// @ts-expect-error Cannot assign to 'granted' because it is a read-only property
decision.granted = true;
// @ts-expect-error This comparison appears to be unintentional
if (decision.status === 'ACTVE') throw error;
// @ts-expect-error 'decision.claims' is possibly 'undefined'
decision.claims.sub;
// @ts-expect-error Type 'string | undefined' is not assignable to type 'string'
export const plan: string = decision.plan;
// @ts-expect-error Expected 1 arguments, but got 0
decision.has();
// @ts-expect-error Property 'limits' does not exist on type 'PublicDecision'
decision.toPublic().limits;
// @ts-expect-error This comparison appears to be unintentional
if (error.code === 'option_invalid') throw error;
// @ts-expect-error Cannot assign to 'gracePeriod' because it is a read-only property
presets.domainLicense.gracePeriod = 0;

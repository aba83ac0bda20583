// All of this must compile, wherever TypeScript is used.
import {
  type Code,
  type Context,
  createVerifier,
  type Decision,
  type KeyCache,
  type KeysState,
  type Preset,
  presets,
  type RemoteKeys,
  type Requirements,
  type Status,
  type Step,
  type StoredKeys,
  SymbolonError,
  type Verifier,
  type VerifierEvent,
  type VerifierOptions,
} from 'symbolon';
import { fileCache } from 'symbolon/cache/file';
import { indexedDbCache } from 'symbolon/cache/indexeddb';
import { type ItemStorage, unstorageCache } from 'symbolon/cache/unstorage';
import { type EdgeCacheOptions, edgeCache, type KvNamespace, kvCache } from 'symbolon/cache/workers';
import { createVerifier as createInline } from 'symbolon/inline';
import { createVerifier as createHanded, type WasmSource } from 'symbolon/wasm';

declare const token: string | null;
declare const jwk: { kty: 'RSA'; n: string; e: string };
declare const url: { href: string; host: string };
declare const namespace: KvNamespace;
declare const storage: ItemStorage;

const edge: EdgeCacheOptions = { name: 'keys', key: 'https://keys.invalid/' };

export const caches: KeyCache[] = [
  fileCache('keys.json'),
  fileCache(url),
  indexedDbCache(),
  indexedDbCache('licenses'),
  kvCache(namespace),
  kvCache(namespace, 'keys'),
  edgeCache(),
  edgeCache(edge),
  unstorageCache(storage),
  unstorageCache(storage, 'keys'),
  { get: () => undefined, set: (value: StoredKeys) => void value },
  { get: async () => '{}', set: async () => {} },
];

const remote: RemoteKeys = {
  jwksUri: 'https://api.example.com/licenses/jwks',
  timeout: 2.5,
  pins: ['NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs'],
  cache: caches[0],
  offline: true,
};

const each: VerifierOptions[] = [
  { keys: { pem: '-----BEGIN PUBLIC KEY-----' }, issuer: 'https://api.example.com', audience: null },
  { keys: { pem: ['a', 'b'] }, issuer: ['https://a.example.com', 'https://b.example.com'], audience: ['app'] },
  { ...presets.domainLicense, keys: { jwk }, issuer: null, audience: { ifPresent: 'app' } },
  { ...presets.licenseChain, keys: { jwks: { keys: [jwk] } }, issuer: null, audience: { ifPresent: ['a', 'b'] } },
  { ...presets.accessToken, keys: remote, issuer: 'https://api.example.com', audience: 'app', gracePeriod: 0.5 },
  {
    keys: { pem: '' },
    issuer: null,
    audience: null,
    tokenUse: null,
    type: 'JWT',
    domain: 'optional',
    domainMatching: 'compatible',
    allowLoopback: true,
    exp: 'assertion',
    requireExpiry: false,
    gracePeriod: undefined,
    clockTolerance: 30,
    requiredClaims: ['sub'],
    notIssuedBefore: 1_700_000_000,
    denylist: { jti: ['1'] },
    maxTokenLength: 8192,
    rememberedVerdicts: 0,
    onEvent: (event: VerifierEvent) => void event.type,
  },
];

export const preset: Preset = presets.domainLicense;
export const requirements: Requirements = {
  features: ['export'],
  scopes: [],
  roles: ['admin'],
  plan: 'team',
  hardware: 'attested',
};

export async function judge(options: VerifierOptions, module: WasmSource): Promise<string> {
  const verifiers: Verifier[] = [
    await createVerifier(options),
    await createInline(options),
    await createHanded(options, { module }),
    await createHanded(options, { module: Promise.resolve(module) }),
  ];
  const verifier = verifiers[0]!;
  verifier.deny({ jti: new Set(['1']), sub: ['customer-1042'] });
  const state: KeysState = await verifier.refreshKeys();
  const keyIds: readonly string[] = verifier.keys.keyIds;

  const context: Context = { host: 'app.example.com', now: 1_700_000_000.5, hardwareId: null, require: requirements };
  const decision: Decision = await verifier.verify(token, context);
  const same: Decision = verifier.verifySync(undefined);
  const steps: readonly Step[] = verifier.explain(token, null);
  verifier.dispose();
  verifier[Symbol.dispose]();

  const status: Status = decision.status;
  const code: Code = decision.code;
  // New codes may come: a comparison with one that is not known yet is no mistake.
  if (code === 'ok' || code === 'one_of_tomorrow') return same.message;
  if (decision.within('seats', 12) && decision.has('export')) return decision.claims?.sub as string;
  const seats: number = decision.limit('seats') ?? Number.POSITIVE_INFINITY;
  const limits: Record<string, number> = decision.limits;
  const pattern: string | undefined = decision.domain?.pattern;
  const features: string[] = decision.features;
  const { plan } = decision.toPublic();
  return [status, state.age, keyIds, seats, limits, pattern, plan, features, steps.map(({ check }) => check)].join();
}

export const explained = (error: unknown): string | undefined =>
  error instanceof SymbolonError && error.code === 'options_invalid' ? error.message : undefined;

/** Every status has its case: the list is closed. */
export function sentence(status: Status): string {
  switch (status) {
    case 'ACTIVE':
    case 'GRACE':
      return 'granted';
    case 'EXPIRED':
    case 'NOT_YET_VALID':
    case 'SUSPENDED':
    case 'REVOKED':
    case 'NOT_ACTIVATED':
    case 'INVALID':
    case 'FORBIDDEN':
    case 'DEGRADED':
    case 'UNKNOWN':
      return 'refused';
  }
}

export default each;

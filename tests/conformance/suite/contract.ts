/** The closed and the open lists of the contract, and what holds for every decision whatever it is about. */
import { equal, expect, shown } from './check.js';
import type { Decision, Step } from './package.js';

/** Every code, with the status it comes with. */
export const statusOf: Record<string, string> = {
  ok: 'ACTIVE',
  license_in_grace: 'GRACE',
  keys_unavailable: 'DEGRADED',
  token_revoked: 'REVOKED',
  license_suspended: 'SUSPENDED',
  license_revoked: 'REVOKED',
  license_expired: 'EXPIRED',
  license_not_activated: 'NOT_ACTIVATED',
  license_status_unknown: 'UNKNOWN',
  not_yet_valid: 'NOT_YET_VALID',
  issued_in_future: 'NOT_YET_VALID',
  assertion_expired: 'EXPIRED',
  ...Object.fromEntries(
    ['feature_missing', 'scope_missing', 'role_missing', 'plan_mismatch', 'hardware_mismatch'].map((code) => [
      code,
      'FORBIDDEN',
    ]),
  ),
  ...Object.fromEntries(
    [
      'token_missing',
      'token_malformed',
      'token_too_long',
      'header_malformed',
      'header_unsupported',
      'algorithm_not_allowed',
      'type_mismatch',
      'key_unknown',
      'key_ambiguous',
      'signature_invalid',
      'claims_malformed',
      'issuer_mismatch',
      'audience_mismatch',
      'token_use_mismatch',
      'claim_missing',
      'domain_mismatch',
      'domain_missing',
      'host_unavailable',
      'host_malformed',
      'expiry_missing',
    ].map((code) => [code, 'INVALID']),
  ),
};

/** The checks that `explain` names, in their order. */
export const checks = [
  'form',
  'header',
  'key',
  'signature',
  'claims',
  'issuer',
  'audience',
  'tokenUse',
  'requiredClaims',
  'revocation',
  'status',
  'domain',
  'device',
  'time',
  'requirements',
];

const onlyWhenGranted = ['subject', 'plan', 'domain', 'claims'] as const;

/** What every decision is: of a known code and its status, frozen, saying nothing of a token it refused. */
export function wellFormed(decision: Decision, token: unknown): void {
  const { status, code, message } = decision;
  equal(status, statusOf[code], `the status of ${code}`);
  equal(decision.granted, status === 'ACTIVE' || status === 'GRACE', 'granted');
  equal(decision.grace, status === 'GRACE', 'grace');
  expect(typeof message === 'string' && message.length > 0, 'there is no message');
  keepsSecret(message, token);
  if (!decision.granted) {
    for (const name of onlyWhenGranted) expect(!(name in decision), `a refusal has ${name}: ${shown(decision[name])}`);
    equal(decision.features, [], 'the features of a refusal');
    equal(decision.limits, {}, 'the limits of a refusal');
  }
  for (const [name, value] of Object.entries(decision)) {
    expect(value !== null && value !== undefined, `there is a member ${name}, and nothing in it`);
  }
  frozenThrough(decision, 'the decision');
}

/** No text for people repeats a token, or one of its segments. */
export function keepsSecret(text: string, token: unknown): void {
  if (typeof token !== 'string') return;
  for (const part of [token, ...token.split('.')]) {
    expect(part.length < 24 || !text.includes(part), `the token is repeated in ${shown(text)}`);
  }
}

export function frozenThrough(value: unknown, what: string): void {
  if (typeof value !== 'object' || value === null) return;
  expect(Object.isFrozen(value), `${what} is not frozen`);
  for (const [name, member] of Object.entries(value)) frozenThrough(member, `${what}.${name}`);
}

/** `explain` names every check in order, and its first failure is the decision. */
export function explains(steps: readonly Step[], decision: Decision, token: unknown): void {
  equal(
    steps.map(({ check }) => check),
    checks,
    'the checks',
  );
  for (const { check, outcome, detail, code } of steps) {
    expect(['passed', 'failed', 'skipped'].includes(outcome), `${check}: the outcome is ${outcome}`);
    expect(typeof detail === 'string' && detail.length > 0, `${check}: there is no detail`);
    expect(outcome !== 'failed' || code !== undefined, `${check}: failed without a code`);
    keepsSecret(detail, token);
  }
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  equal(failed?.code, decision.granted ? undefined : decision.code, 'the code of the first step that failed');
}

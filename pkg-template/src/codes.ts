/**
 * The kind of answer; a closed list.
 *
 * | status | granted | meaning |
 * |---|---|---|
 * | `ACTIVE` | yes | everything holds |
 * | `GRACE` | yes | expired, within the grace period |
 * | `EXPIRED` | no | the license, or the assertion about it, has ended |
 * | `NOT_YET_VALID` | no | it starts later, or this clock is behind |
 * | `SUSPENDED`, `REVOKED`, `NOT_ACTIVATED` | no | the issuer says so |
 * | `INVALID` | no | forged, damaged, or not meant for this place |
 * | `FORBIDDEN` | no | genuine, but it lacks what was required |
 * | `DEGRADED` | no | nobody could be asked: the keys could not be had |
 * | `UNKNOWN` | no | the issuer says something that is not known here |
 */
export type Status =
  | 'ACTIVE'
  | 'GRACE'
  | 'EXPIRED'
  | 'NOT_YET_VALID'
  | 'SUSPENDED'
  | 'REVOKED'
  | 'NOT_ACTIVATED'
  | 'INVALID'
  | 'FORBIDDEN'
  | 'DEGRADED'
  | 'UNKNOWN';

/** The reason for a decision. Stable; new ones may come, so keep a default branch. */
export type Code = KnownCode | (string & {});

type KnownCode =
  | 'ok'
  | 'license_in_grace'
  // form and header
  | 'token_missing'
  | 'token_malformed'
  | 'token_too_long'
  | 'header_malformed'
  | 'header_unsupported'
  | 'algorithm_not_allowed'
  | 'type_mismatch'
  // key and signature
  | 'key_unknown'
  | 'key_ambiguous'
  | 'keys_unavailable'
  | 'signature_invalid'
  // claims
  | 'claims_malformed'
  | 'issuer_mismatch'
  | 'audience_mismatch'
  | 'token_use_mismatch'
  | 'claim_missing'
  // what the issuer says of the license
  | 'token_revoked'
  | 'license_suspended'
  | 'license_revoked'
  | 'license_expired'
  | 'license_not_activated'
  | 'license_status_unknown'
  // domain
  | 'domain_mismatch'
  | 'domain_missing'
  | 'host_unavailable'
  | 'host_malformed'
  // time
  | 'expiry_missing'
  | 'not_yet_valid'
  | 'issued_in_future'
  | 'assertion_expired'
  // requirements
  | 'feature_missing'
  | 'scope_missing'
  | 'role_missing'
  | 'plan_mismatch'
  | 'hardware_mismatch';

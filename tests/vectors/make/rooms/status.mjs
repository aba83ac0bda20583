// biome-ignore-all format: a table is read by its rows
import { base, DAY, each, NOW, show, vector } from '../room.mjs';

const outcomes = {
  'ACTIVE ok': ['active', 'valid', 'trial', 'trialing'],
  'SUSPENDED license_suspended': ['suspended', 'blocked'],
  'REVOKED license_revoked': ['revoked', 'canceled', 'cancelled'],
  'EXPIRED license_expired': ['expired'],
  'NOT_ACTIVATED license_not_activated': ['inactive', 'not_activated', 'pending'],
};
const unknown = [
  '', ' ', 'ok', 'true', 'paid', 'ACTIVE ', ' active', 'active\u0000', 'activ', 'actives', 'not-activated', 'not activated', 'notactivated', 'grace', 'deleted', 'disabled', 'trial_ing', '__proto__', 'constructor',
  // Letters that become ASCII ones under Unicode's rules of case, not under ASCII's.
  'actıve', 'ACTİVE', 'ſuspended', 'REVO\u212AED', 'blocKed'.replace('K', '\u212A'), 'ａｃｔｉｖｅ',
];
const mixed = (word) => [...word].map((letter, index) => (index % 2 ? letter : letter.toUpperCase())).join('');

export default {
  about: 'Check 8, the claim status: words in any case of ASCII; a word nobody knows grants nothing.',
  defaults: base,
  cases: [
    ...Object.entries(outcomes).flatMap(([outcome, words]) =>
      words.flatMap((word) => each([word, word.toUpperCase(), mixed(word)], (status) => vector(`status ${status}`, outcome, { claims: { status }, expect: { expiresAt: NOW + DAY } }))),
    ),
    ...each(unknown, (status) => vector(`status ${show(status)}, which nobody knows`, 'UNKNOWN license_status_unknown', { claims: { status } })),
    vector('status absent', 'ACTIVE ok', {}),
    vector('a status list is passed over', 'ACTIVE ok', { claims: { status: { status_list: { idx: 0, uri: 'https://license.example/statuses' } } } }),

    vector('status before the domain', 'SUSPENDED license_suspended', { claims: { status: 'suspended' }, options: { domain: 'required' } }),
    vector('status before the device', 'SUSPENDED license_suspended', { claims: { status: 'blocked', hwid: 'a' } }),
    vector('status before time', 'REVOKED license_revoked', { claims: { status: 'revoked', exp: 1 } }),
    vector('an expired status is not softened by grace', 'EXPIRED license_expired', { claims: { status: 'expired' }, options: { gracePeriod: 10 * DAY } }),
    vector('an active status does not outlive its expiry', 'EXPIRED license_expired', { claims: { status: 'active', exp: NOW - DAY } }),
  ],
};

// biome-ignore-all format: a table is read by its rows
import { base, DAY, NOW, vector } from '../room.mjs';

const S = 60;
const { domain: _, ...options } = base.options;
const preset = (name) => (what, outcome, claims, context, expect) =>
  vector(`${name}: ${what}`, outcome, { preset: name, claims, context: { host: 'app.example.com', ...context }, expect });
const domainLicense = preset('domainLicense');
const licenseChain = preset('licenseChain');
const accessToken = preset('accessToken');
const domain = 'app.example.com';
const token_use = 'licensechain_license_v1';

export default {
  about: 'The presets, by what they do.',
  defaults: { options, context: base.context },
  cases: [
    domainLicense('the domain', 'ACTIVE ok', { domain }, {}, { domain: { host: domain, pattern: domain } }),
    domainLicense('no domain', 'INVALID domain_missing', {}),
    domainLicense('another domain', 'INVALID domain_mismatch', { domain: 'example.com' }),
    domainLicense('exp, and grace of seven days', 'GRACE license_in_grace', { domain, exp: NOW - S - 7 * DAY + 1 }, {}, { expiresAt: NOW - S - 7 * DAY + 1, graceEndsAt: NOW + 1 }),
    domainLicense('grace is over', 'EXPIRED license_expired', { domain, exp: NOW - S - 7 * DAY }),
    domainLicense('no expiry', 'INVALID expiry_missing', { domain, exp: undefined }),
    domainLicense('loopback has no exemption', 'INVALID domain_mismatch', { domain }, { host: 'localhost' }),
    domainLicense('matching is strict', 'INVALID domain_mismatch', { domain }, { host: 'www.app.example.com' }),

    licenseChain('no domain', 'ACTIVE ok', { token_use }, {}, { refreshBy: NOW + DAY, expiresAt: null }),
    licenseChain('a domain that fits', 'ACTIVE ok', { token_use, domain }),
    licenseChain('a domain that does not', 'INVALID domain_mismatch', { token_use, domain: 'example.com' }),
    licenseChain('no use', 'INVALID token_use_mismatch', {}),
    licenseChain('another use', 'INVALID token_use_mismatch', { token_use: 'licensechain_license_v2' }),
    licenseChain('the assertion is over', 'EXPIRED assertion_expired', { token_use, exp: NOW - S }),
    licenseChain('license_exp, and grace of seven days', 'GRACE license_in_grace', { token_use, license_exp: NOW - S - 7 * DAY + 1 }, {}, { graceEndsAt: NOW + 1, refreshBy: NOW + DAY }),
    licenseChain('grace is over', 'EXPIRED license_expired', { token_use, license_exp: NOW - S - 7 * DAY }),
    licenseChain('a token as the service makes it', 'ACTIVE ok', {
      token_use, iss: 'https://licenses.example', sub: 'l1', aud: 'app', iat: NOW - 60, nbf: NOW - 60, exp: NOW + 840, jti: 'j', lc_vt: 'basic', seller_tier: 2,
      status: 'ACTIVE', hw_bound: true, plan: 'pro', features: ['export'], license_exp: NOW + 30 * DAY,
    }, { require: { features: ['export'], plan: 'pro', hardware: 'attested' } }, { subject: 'l1', plan: 'pro', features: ['export'], expiresAt: NOW + 30 * DAY, refreshBy: NOW + 840 }),

    accessToken('a domain is not looked at', 'ACTIVE ok', { domain: 'example.com' }, {}, { domain: null, refreshBy: NOW + DAY }),
    accessToken('exp ends it', 'EXPIRED assertion_expired', { exp: NOW - S }),
    accessToken('license_exp has no grace', 'EXPIRED license_expired', { license_exp: NOW - S }),
  ],
};

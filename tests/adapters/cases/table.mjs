// biome-ignore-all format: a table is read by its rows
/** One table of requests, through every adapter: the same status, the same body, the same fields. */
import assert from 'node:assert/strict';
import { hosts } from '../hosts/index.mjs';
import { DAY, license, NOW, verifierOf } from '../issuer.mjs';
import { ask } from '../wire.mjs';

const bearer = (token) => ['Authorization', `Bearer ${token}`];
const good = license();
const expired = license({ exp: NOW - DAY });
const forged = `${good.slice(0, -4)}AAAA`;
const unbound = license({ domain: undefined });

const problem = (status, title, detail) => (code, more) => ({ status, body: { type: 'about:blank', title, status, detail, code, ...more } });
const unauthorized = problem(401, 'Unauthorized', 'A license token is needed.')('credential_missing');
const ambiguous = problem(401, 'Unauthorized', 'One license token is needed, and nothing else in its place.')('credential_malformed');
const invalid = problem(403, 'Forbidden', 'The license is not valid here.');
const lacking = problem(403, 'Forbidden', 'The license does not include this.');
const ended = problem(403, 'Forbidden', 'The license, or its token, has expired.');
const barred = problem(403, 'Forbidden', 'The license does not allow this.')('policy_refused');
const broken = problem(500, 'Internal Server Error', 'The license could not be checked.')('guard_failed');
const away = problem(503, 'Service Unavailable', 'Licenses cannot be verified at the moment.');
const passes = { status: 200, text: 'customer-1042' };

/** An issuer whose key server is down. */
const unreachable = { keys: { jwksUri: 'https://licenses.example.com/jwks', fetch: () => Promise.reject(new TypeError('no network')) } };
const fixed = { hostFrom: 'app.example.com' };
const thrown = () => { throw new Error('a mistake'); };
const row = (name, expected, headers, options = {}, asked = {}) => ({ name, expected, asked: { headers, ...asked }, options: { ...fixed, ...options } });
const by = (tokenFrom) => ({ tokenFrom });

const rows = [
  row('a license', passes, [bearer(good)]),
  row('the scheme in another case', passes, [['authorization', `bEARER ${good}`]]),
  row('no credential', unauthorized, []),
  row('another scheme', unauthorized, [['Authorization', `Basic ${good}`]]),
  row('a token without a scheme', unauthorized, [['Authorization', good]]),
  row('a scheme without a token', ambiguous, [['Authorization', 'Bearer']]),
  row('three parts', ambiguous, [['Authorization', `Bearer ${good} ${good}`]]),
  row('a list', ambiguous, [['Authorization', `Bearer ${good}, Bearer ${good}`]]),
  row('two fields', ambiguous, [bearer(good), bearer(good)]),
  row('two fields, the first good', ambiguous, [bearer(good), bearer(expired)]),
  row('two fields, the second good', ambiguous, [bearer(expired), bearer(good)]),
  row('two fields of two schemes', ambiguous, [bearer(good), ['Authorization', 'Basic YTpi']]),
  row('a token in the body', unauthorized, [['Content-Type', 'application/x-www-form-urlencoded']], {}, { method: 'POST', body: `access_token=${good}` }),
  row('a token in the address', unauthorized, [], {}, { path: `/?access_token=${good}&token=${good}&license=${good}` }),
  row('a token in a cookie', unauthorized, [['Cookie', `license=${good}`]]),

  row('a field of its own', passes, [['X-License', good]], by({ header: 'x-license' })),
  row('a field of its own, twice', ambiguous, [['X-License', good], ['X-License', good]], by({ header: 'X-License' })),
  row('a field of its own, and it is empty', unauthorized, [['X-License', '']], by({ header: 'x-license' })),
  row('a field of its own, and Authorization has it', unauthorized, [bearer(good)], by({ header: 'x-license' })),
  row('a cookie', passes, [['Cookie', `a=b; license=${good}; license2=x`]], by({ cookie: 'license' })),
  row('a cookie, twice', ambiguous, [['Cookie', `license=${good}; license=${good}`]], by({ cookie: 'license' })),
  row('a cookie of another name', unauthorized, [['Cookie', `xlicense=${good}`]], by({ cookie: 'license' })),
  row('a parameter', passes, [], by({ query: 'license' }), { path: `/x?license=${good}` }),
  row('a parameter of an address that is no URL', passes, [], by({ query: 'license' }), { path: `//?license=${good}` }),
  row('no parameter in an address that is no URL', unauthorized, [], by({ query: 'license' }), { path: '//' }),
  row('a parameter, twice', ambiguous, [], by({ query: 'license' }), { path: `/x?license=${good}&license=${good}` }),
  row('a function', passes, [], by(() => good)),
  row('a function that promises', passes, [], by(async () => good)),
  row('a function that has none', unauthorized, [bearer(good)], by(() => undefined)),
  row('a function that throws', broken, [bearer(good)], by(thrown)),

  row('a forged token', invalid('signature_invalid'), [bearer(forged)]),
  row('no token at all', invalid('token_malformed'), [bearer('abc')]),
  row('expired', ended('license_expired', { expiresAt: NOW - DAY }), [bearer(expired)]),
  row('in grace', passes, [bearer(license({ exp: NOW - 1 }))], { verifierOptions: { gracePeriod: 60 } }),
  row('suspended', problem(403, 'Forbidden', 'The license is suspended.')('license_suspended'), [bearer(license({ status: 'suspended' }))]),
  row('revoked', problem(403, 'Forbidden', 'The license has been revoked.')('token_revoked'), [bearer(license({ jti: '7' }))], { verifierOptions: { denylist: { jti: ['7'] } } }),
  row('the key server is down', away('keys_unavailable', { retryAt: 'soon' }), [bearer(good)], { verifierOptions: unreachable }),

  row('a feature', passes, [bearer(good)], { require: { features: ['export'] } }),
  row('a feature that is missing', lacking('feature_missing'), [bearer(good)], { require: { features: ['export', 'reports'] } }),
  row('a scope that is missing', lacking('scope_missing'), [bearer(license({ scope: 'a' }))], { require: { scopes: ['a', 'b'] } }),
  row('one of two roles', passes, [bearer(license({ roles: ['b'] }))], { require: { roles: ['a', 'b'] } }),
  row('another plan', lacking('plan_mismatch'), [bearer(license({ plan: 'basic' }))], { require: { plan: 'pro' } }),
  row('requirements by request', lacking('feature_missing'), [bearer(good)], { require: () => ({ features: ['reports'] }) }),
  row('requirements that a function forgot', broken, [bearer(good)], { require: () => undefined }),
  row('requirements with a typing mistake, by request', broken, [bearer(good)], { require: () => ({ feature: ['x'] }) }),
  row('a policy', passes, [bearer(good)], { policy: (decision) => decision.has('export') }),
  row('a policy that promises', passes, [bearer(good)], { policy: async () => true }),
  row('a policy that says no', barred, [bearer(good)], { policy: () => false }),
  row('a policy that says nothing', barred, [bearer(good)], { policy: () => undefined }),
  row('a policy that says something like yes', barred, [bearer(good)], { policy: () => 'yes' }),
  row('a policy that throws', broken, [bearer(good)], { policy: thrown }),
  row('a policy that rejects', broken, [bearer(good)], { policy: async () => thrown() }),
  row('a device', passes, [bearer(license({ hwid: 'A' }))], { hardwareId: () => 'A' }),
  row('another device', lacking('hardware_mismatch'), [bearer(license({ hwid: 'A' }))], { hardwareId: () => 'B' }),

  row('a fixed site, and another Host', passes, [bearer(good), ['Host', 'evil.example']]),
  row('another fixed site', invalid('domain_mismatch'), [bearer(good), ['Host', 'app.example.com']], { hostFrom: 'evil.example' }),
  row('a fixed site, as a URL', passes, [bearer(good)], { hostFrom: new URL('https://app.example.com/x') }),
  row('no site at all', invalid('host_unavailable'), [bearer(good)], { hostFrom: undefined }),
  row('no site, and none is needed', passes, [bearer(unbound)], { hostFrom: undefined, verifierOptions: { domain: 'optional' } }),
  row('a function for the site', passes, [bearer(good)], { hostFrom: () => 'app.example.com' }),
  row('a function that knows none', invalid('host_unavailable'), [bearer(good)], { hostFrom: () => undefined }),
  row('Host', passes, [bearer(good), ['Host', 'app.example.com:8080']], { hostFrom: 'host' }),
  row('another Host', invalid('domain_mismatch'), [bearer(good), ['Host', 'evil.example']], { hostFrom: 'host' }),
  row('a forwarded host, and nobody trusts it', invalid('domain_mismatch'), [bearer(good), ['Host', 'evil.example'], ['X-Forwarded-Host', 'app.example.com']], { hostFrom: 'host' }),
  row('a forwarded host of a trusted proxy', passes, [bearer(good), ['Host', '10.0.0.7'], ['X-Forwarded-Host', 'app.example.com']], { hostFrom: 'host', trustProxy: true }),
  row('a forwarded host, and this proxy is not trusted', invalid('domain_mismatch'), [bearer(good), ['Host', 'evil.example'], ['X-Forwarded-Host', 'app.example.com']], { hostFrom: 'host', trustProxy: () => false }),
  row('two forwarded hosts', invalid('host_malformed'), [bearer(good), ['Host', '10.0.0.7'], ['X-Forwarded-Host', 'app.example.com'], ['X-Forwarded-Host', 'evil.example']], { hostFrom: 'host', trustProxy: true }),
  row('a list of forwarded hosts', invalid('host_malformed'), [bearer(good), ['Host', '10.0.0.7'], ['X-Forwarded-Host', 'app.example.com, evil.example']], { hostFrom: 'host', trustProxy: true }),
  row('a trusted proxy that forwards none', passes, [bearer(good), ['Host', 'app.example.com']], { hostFrom: 'host', trustProxy: true }),
  row('Origin', passes, [bearer(good), ['Origin', 'https://app.example.com']], { hostFrom: 'origin' }),
  row('another Origin', invalid('domain_mismatch'), [bearer(good), ['Origin', 'https://evil.example']], { hostFrom: 'origin' }),
  row('no Origin', invalid('host_unavailable'), [bearer(good)], { hostFrom: 'origin' }),
  row('an opaque Origin', invalid('host_unavailable'), [bearer(good), ['Origin', 'null']], { hostFrom: 'origin' }),
  row('an Origin with a path', invalid('host_unavailable'), [bearer(good), ['Origin', 'https://app.example.com/']], { hostFrom: 'origin' }),
  row('the Origin of an extension', invalid('host_unavailable'), [bearer(good), ['Origin', 'chrome-extension://app.example.com']], { hostFrom: 'origin' }),
  row('two Origins', invalid('host_unavailable'), [bearer(good), ['Origin', 'https://app.example.com'], ['Origin', 'https://app.example.com']], { hostFrom: 'origin' }),
];

const challenges = { credential_missing: 'Bearer realm="license"', credential_malformed: 'Bearer realm="license", error="invalid_request"' };

export const table = hosts.flatMap((host) =>
  rows.map(({ name, expected, asked, options: { verifierOptions, ...options } }) => ({
    name: `${host.name}: ${name}`,
    async run() {
      const verifier = await verifierOf(verifierOptions);
      const errors = [];
      let visits = 0;
      const answer = async ({ subject }) => {
        visits += 1;
        // Who does not wait for it answers without it.
        await new Promise((resolve) => setTimeout(resolve, 1));
        return subject;
      };
      const { url, close } = await host.open({ verifier, now: () => NOW, onError: (error) => errors.push(error), ...options }, answer);
      try {
        check(await (host.ask ?? ask)(url, asked), expected);
        assert.equal(errors.length, expected === broken ? 1 : 0, 'errors that were told');
        assert.equal(visits, expected === passes ? 1 : 0, 'visits to what is guarded');
      } finally {
        await close();
        verifier.dispose();
      }
    },
  })),
);

function check({ status, headers, text }, expected) {
  assert.equal(status, expected.status, text);
  if (expected.text !== undefined) return assert.equal(text, expected.text);
  const { retryAt, ...body } = JSON.parse(text);
  const { retryAt: soon, ...wanted } = expected.body;
  assert.deepEqual(body, wanted);
  assert.equal(retryAt === undefined, soon === undefined, 'retryAt');
  assert.match(headers['content-type'], /^application\/problem\+json(?:; ?charset=utf-8)?$/i);
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(headers['www-authenticate'], challenges[body.code]);
  assert.equal(headers['retry-after'] === undefined, status !== 503, 'Retry-After');
}

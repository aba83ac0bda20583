import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { asked, claims, DAY, license, NOW, stranger, vendor } from '../licenses.mjs';

const without = (...names) => Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));
const loose = ['--key', 'key.json', '--any-issuer', '--any-audience', '--now', String(NOW)];

/** What is verified, by which flags, and what comes of it. */
const rows = {
  'a good license': { code: 'ok', exit: 0 },
  'of another key': { token: license(claims, stranger), code: 'signature_invalid', exit: 1 },
  'on another host': {
    args: asked.with(asked.indexOf('app.example.com'), 'other.example'),
    code: 'domain_mismatch',
    exit: 1,
  },
  'of another issuer': {
    args: [...loose, '--host', 'app.example.com', '--issuer', 'x'].filter((arg) => arg !== '--any-issuer'),
    code: 'issuer_mismatch',
    exit: 1,
  },
  'for another audience': {
    token: license({ ...claims, aud: 'b' }),
    args: asked.toSpliced(asked.indexOf('--any-audience'), 1, '--audience', 'a'),
    code: 'audience_mismatch',
    exit: 1,
  },
  'an expired license': { token: license({ ...claims, exp: NOW - DAY }), code: 'license_expired', exit: 1 },
  'in grace': {
    token: license({ ...claims, exp: NOW - DAY }),
    more: ['--grace-period', '2d'],
    code: 'license_in_grace',
    exit: 0,
  },
  'in the grace of a preset': {
    token: license({ ...claims, exp: NOW - DAY }),
    more: ['--preset', 'domainLicense'],
    code: 'license_in_grace',
    exit: 0,
  },
  'past the grace that overrides a preset': {
    token: license({ ...claims, exp: NOW - DAY }),
    more: ['--preset', 'domainLicense', '--grace-period', '1h'],
    code: 'license_expired',
    exit: 1,
  },
  'within the tolerance': {
    token: license({ ...claims, exp: NOW - 100 }),
    more: ['--clock-tolerance', '2m'],
    code: 'ok',
    exit: 0,
  },
  'without exp': { token: license(without('exp')), code: 'expiry_missing', exit: 1 },
  'without exp, where it may be': {
    token: license(without('exp')),
    more: ['--no-require-expiry'],
    code: 'ok',
    exit: 0,
  },
  'without a domain': { token: license(without('domain')), code: 'domain_missing', exit: 1 },
  'without a domain, where it may be': {
    token: license(without('domain')),
    more: ['--domain', 'optional'],
    code: 'ok',
    exit: 0,
  },
  'a pattern, compatible': {
    args: [...loose, '--host', 'www.app.example.com', '--domain-matching', 'compatible'],
    code: 'ok',
    exit: 0,
  },
  'on loopback': { args: [...loose, '--host', 'localhost'], code: 'domain_mismatch', exit: 1 },
  'on loopback, where it may be': { args: [...loose, '--host', 'localhost', '--allow-loopback'], code: 'ok', exit: 0 },
  'a short-lived token past its end': {
    token: license({ ...claims, exp: NOW - DAY, license_exp: NOW + DAY }),
    more: ['--exp', 'assertion'],
    code: 'assertion_expired',
    exit: 1,
  },
  'of another use': { more: ['--token-use', 'license'], code: 'token_use_mismatch', exit: 1 },
  'of another type': { more: ['--type', 'license+jwt'], code: 'type_mismatch', exit: 1 },
  'without a claim': { more: ['--required-claim', 'org'], code: 'claim_missing', exit: 1 },
  'issued too long ago': { more: ['--not-issued-before', String(NOW)], code: 'token_revoked', exit: 1 },
  'denied by jti': { more: ['--deny-jti', '1'], code: 'token_revoked', exit: 1 },
  'denied by sub': { more: ['--deny-sub', 'x', '--deny-sub', 'customer-1042'], code: 'token_revoked', exit: 1 },
  'too long': { more: ['--max-token-length', '100'], code: 'token_too_long', exit: 1 },
  'without a feature': {
    more: ['--require-feature', 'export', '--require-feature', 'import'],
    code: 'feature_missing',
    exit: 1,
  },
  'with the feature': { more: ['--require-feature', 'export'], code: 'ok', exit: 0 },
  'without a scope': { more: ['--require-scope', 'read'], code: 'scope_missing', exit: 1 },
  'without a role': { more: ['--require-role', 'admin'], code: 'role_missing', exit: 1 },
  'of another plan': { more: ['--require-plan', 'solo'], code: 'plan_mismatch', exit: 1 },
  'of no device': { more: ['--require-hardware', 'matched'], code: 'hardware_mismatch', exit: 1 },
  'of this device': {
    token: license({ ...claims, hwid: 'd' }),
    more: ['--hardware-id', 'd', '--require-hardware', 'matched'],
    code: 'ok',
    exit: 0,
  },
  'no token': { token: '', code: 'token_missing', exit: 1 },
  'a text': { token: 'what?', code: 'token_malformed', exit: 1 },
};

export const cases = [
  ...Object.entries(rows).map(([name, { token = license(), args = asked, more = [], code, exit }]) => ({
    name: `verify: ${name}`,
    async run(folder) {
      await folder.write('key.json', JSON.stringify(vendor.jwk));
      const said = await folder.json(['verify', ...args, ...more], { input: token });
      assert.deepEqual([said.value.code, said.code, said.err], [code, exit, '']);
      assert.equal(said.value.granted, exit === 0);
      const why = await folder.json(['why', ...args, ...more], { input: token });
      assert.deepEqual([why.value.decision, why.code], [said.value, exit]);
      assert.equal(why.value.steps.find(({ outcome }) => outcome === 'failed')?.code, exit === 0 ? undefined : code);
    },
  })),
  {
    name: 'verify: for people, the verdict and what the license gives',
    async run(folder) {
      await folder.write('key.json', JSON.stringify(vendor.jwk));
      const good = await folder.type(['verify', ...asked], { input: license() });
      assert.match(good.out, /^ACTIVE ok: .+\n/);
      for (const row of [/^ {2}plan +team$/m, /^ {2}limits +seats=5$/m, /^ {2}expires +2027-01-16T.+\(in 24 hours\)$/m])
        assert.match(good.out, row);
      const late = await folder.type(['verify', ...asked], { input: license({ ...claims, exp: NOW - DAY }) });
      assert.deepEqual([late.code, late.err], [1, '']);
      assert.match(late.out, /^EXPIRED license_expired: /);
      assert.doesNotMatch(late.out, /team|seats/);
    },
  },
  {
    name: 'verify: what it prints as JSON is the decision, claims included',
    async run(folder) {
      await folder.write('key.json', JSON.stringify(vendor.jwk));
      const { value } = await folder.json(['verify', ...asked], { input: license() });
      assert.deepEqual(value, {
        status: 'ACTIVE',
        code: 'ok',
        message: value.message,
        granted: true,
        grace: false,
        keyId: 'a',
        expiresAt: NOW + DAY,
        graceEndsAt: value.graceEndsAt,
        subject: 'customer-1042',
        plan: 'team',
        features: ['export'],
        limits: { seats: 5 },
        domain: { host: 'app.example.com', pattern: 'app.example.com' },
        claims,
      });
    },
  },
  {
    name: 'verify: keys as PEM and as a set, several at once, and from a key server',
    async run(folder) {
      await folder.write('key.pem', vendor.pem);
      await folder.write('private.pem', vendor.privatePem);
      await folder.write('other.pem', stranger.pem);
      const jwks = JSON.stringify({ keys: [vendor.jwk] });
      await folder.write('jwks.json', jwks);
      const server = createServer((_, response) => response.end(jwks)).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const address = `http://127.0.0.1:${server.address().port}/jwks`;
      const rest = asked.slice(2);
      try {
        for (const keys of [
          ['--key', 'key.pem'],
          ['--key', 'private.pem'],
          ['--key', 'jwks.json'],
          ['--key', 'other.pem', '--key', 'key.pem'],
          ['--jwks-uri', address],
        ])
          assert.equal((await folder.type(['verify', ...keys, ...rest], { input: license() })).code, 0, keys.join(' '));
        const pinned = ['--jwks-uri', address, '--pin', 'A'.repeat(43)];
        assert.equal(
          (await folder.json(['verify', ...pinned, ...rest], { input: license() })).value.code,
          'key_unknown',
        );
      } finally {
        server.close();
      }
      const { code, value } = await folder.json(['verify', '--jwks-uri', address, ...rest], { input: license() });
      assert.deepEqual([code, value.status], [2, 'DEGRADED']);
      assert.equal((await folder.type(['why', '--jwks-uri', address, ...rest], { input: license() })).code, 2);
    },
  },
  {
    name: 'why: a readable list of all checks in their order',
    async run(folder) {
      await folder.write('key.json', JSON.stringify(vendor.jwk));
      const { out } = await folder.type(['why', ...asked, '--require-plan', 'solo'], { input: license() });
      const lines = out.trimEnd().split('\n');
      assert.match(lines[0], /^✓ form +The token is/);
      assert.match(lines.at(-2), /^✗ requirements +plan_mismatch: /);
      assert.match(lines.at(-1), /^FORBIDDEN plan_mismatch: /);
      assert.ok(lines.some((line) => /^· audience /.test(line)));
      const { value } = await folder.json(['why', ...asked, '--require-plan', 'solo'], { input: license() });
      assert.equal(value.steps.length, lines.length - 1);
    },
  },
  ...Object.entries({
    'without keys': [['--any-issuer', '--any-audience'], /--key <file> or --jwks-uri/],
    'with keys of two kinds': [['--jwks-uri', 'https://a.example/', ...asked], /one of them/],
    'without an issuer': [['--key', 'key.json', '--any-audience'], /--any-issuer/],
    'with an issuer and none': [[...asked, '--any-issuer'], /--any-issuer/],
    'without an audience': [['--key', 'key.json', '--any-issuer'], /--any-audience/],
    'with an address that is none': [['--jwks-uri', 'http://a.example/', ...asked.slice(2)], /https/],
    'with pins for keys at hand': [[...asked, '--pin', 'x'], /--pin/],
    'with a domain of another kind': [[...asked, '--domain', 'on'], /--domain is one of required, optional, off/],
    'with a span that is none': [[...asked, '--grace-period', 'long'], /not as "long"/],
    'with a value that is missing': [[...asked, '--token-use'], /--token-use needs a value/],
    'with a value that is too many': [[...asked, '--allow-loopback=yes'], /--allow-loopback takes no value/],
    'with two tokens': [[...asked, 'a.b.c', 'a.b.c'], /too many/],
    'with a file that is not there': [[...asked, 'license.jwt'], /neither a token nor/],
    'with token and key both by stdin': [['--key', '-', ...asked.slice(2)], /Only one thing/],
  }).map(([name, [args, said]]) => ({
    name: `verify: nothing ${name}`,
    async run(folder) {
      await folder.write('key.json', JSON.stringify(vendor.jwk));
      const input = args.includes('-') ? vendor.pem : license();
      const { code, out, err } = await folder.type(['verify', ...args], { input });
      assert.deepEqual([code, out], [3, '']);
      assert.match(err, said);
      assert.match(err, /^symbolon: [^\n]+\.\n$/);
    },
  })),
];

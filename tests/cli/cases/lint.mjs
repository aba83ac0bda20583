import assert from 'node:assert/strict';
import { claims, DAY, license, NOW, stranger, vendor, weak } from '../licenses.mjs';

const YEAR = 365 * DAY;
const bound = (domain) => license({ ...claims, domain });
const without = (...names) =>
  license(Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name))));

/** What is found in each token, in this order; a level and a rule. */
const rows = {
  'a good license': [license(), []],
  'no expiry': [without('exp'), ['error no_expiry']],
  'an expiry far off': [license({ ...claims, exp: NOW + 3 * YEAR }), ['warning far_expiry']],
  'a license that ends far off': [license({ ...claims, license_exp: NOW + 3 * YEAR }), ['warning far_expiry']],
  'past its expiry': [license({ ...claims, exp: NOW - DAY }), ['warning expired']],
  milliseconds: [license({ ...claims, exp: (NOW + DAY) * 1000 }), ['error milliseconds']],
  'an end before its beginning': [license({ ...claims, nbf: NOW + 2 * DAY }), ['error never_valid']],
  'a wildcard over a suffix': [bound('*.co.uk'), ['error wide_wildcard']],
  'a wildcard over a hoster': [bound(['app.example.com', '**.github.io']), ['error wide_wildcard']],
  'a wildcard where the list has one': [bound('*.foo.ck'), ['error wide_wildcard']],
  'a wildcard under which the list has one': [bound('**.kobe.jp'), ['error wide_wildcard']],
  'a wildcard with a port, in capitals': [bound('*.CO.UK:8443'), ['error wide_wildcard']],
  'a wildcard over a suffix in another script': [bound('*.公司.cn'), ['error wide_wildcard']],
  'a wildcard over a domain': [bound(['*.example.co.uk', '**.example.com', 'github.io']), []],
  'patterns that match nothing': [
    bound(['*.com', '*', 'https://example.com', 'a b']),
    Array(4).fill('error dead_pattern'),
  ],
  'no pattern': [bound([]), ['error no_pattern']],
  'a range of everything': [bound('ip4:0.0.0.0/0'), ['warning wide_range']],
  'a range of a net': [bound(['ip4:10.0.0.0/8', 'ip6:2001:db8::/32']), []],
  'no domain': [without('domain'), ['warning no_domain']],
  loopback: [bound(['localhost', '127.0.0.1:3000']), ['warning loopback', 'warning loopback']],
  'an address for mail': [license({ ...claims, sub: 'ann@example.com' }), ['warning personal_data']],
  'a name': [license({ ...claims, customer: { 'Full-Name': 'Ann' } }), ['warning personal_data']],
  'mail in a list': [license({ ...claims, seats: [{ at: 'ann@example.com' }] }), ['warning personal_data']],
  'what is no personal data': [
    license({ ...claims, email_verified: true, plan: 'a@b', repository: '@scope/name' }),
    [],
  ],
  'an unknown status': [license({ ...claims, status: 'paused' }), ['error refused']],
  'claims of a wrong type': [license({ ...claims, features: 'export' }), ['error refused']],
  'a claim twice': [license(JSON.stringify(claims).replace('{', '{"plan":"a",')), ['error refused']],
  'another algorithm': [license(claims, vendor, { alg: 'RS512', kid: 'a' }), ['error refused']],
  'a weak key': [license(claims, weak), ['error weak_key']],
  'no issuer': [without('iss'), ['warning no_issuer']],
  'nothing to deny it by': [without('jti', 'sub'), ['warning no_identifier']],
  'no time of issue': [without('iat'), ['warning no_issue_time']],
  'no name of a key': [license(claims, vendor, { alg: 'RS256' }), ['advice no_key_id']],
  'a long token': [license({ ...claims, note: 'x'.repeat(4000) }), ['advice long']],
};

const found = ({ findings }) => findings.map(({ level, rule }) => `${level} ${rule}`);
const now = ['--now', String(NOW)];

/** What is found in each file of keys. */
const keyRows = {
  'a public key': [vendor.pem, []],
  'a set': [{ keys: [vendor.jwk, { ...stranger.jwk, kid: 'b' }] }, []],
  'a weak key': [{ keys: [{ ...weak.jwk }] }, ['error weak_key']],
  'a private key that is published': [
    { keys: [vendor.privateKey.export({ format: 'jwk' })] },
    ['error private_key', 'advice no_key_id'],
  ],
  'a key for encryption': [{ ...vendor.jwk, use: 'enc' }, ['error not_for_signatures']],
  'a key of another kind': [{ kty: 'EC', kid: 'e', crv: 'P-256' }, ['error not_rsa']],
  'two keys of one name': [{ keys: [vendor.jwk, stranger.jwk] }, ['warning same_key_id', 'warning same_key_id']],
};

export const cases = [
  ...Object.entries(rows).map(([name, [input, expected]]) => ({
    name: `lint: ${name}`,
    async run(folder) {
      const { code, value } = await folder.json(['lint', ...now], { input });
      assert.deepEqual(found(value), expected, JSON.stringify(value.findings));
      const grave = expected.some((finding) => !finding.startsWith('advice'));
      assert.equal(code, grave ? 1 : 0);
      const plain = await folder.type(['lint', ...now], { input });
      assert.deepEqual([plain.code, plain.err], [code, '']);
      for (const { rule, message } of value.findings) assert.ok(plain.out.includes(`${rule}: ${message}`));
      assert.equal(/Nothing to mend/.test(plain.out), !grave);
      assert.doesNotMatch(plain.out, /Ann|ann@/);
    },
  })),
  {
    name: 'lint: how far off an expiry may be can be said',
    async run(folder) {
      const input = license({ ...claims, exp: NOW + 40 * DAY });
      assert.equal((await folder.type(['lint', ...now], { input })).code, 0);
      const { value } = await folder.json(['lint', ...now, '--longest-life', '30d'], { input });
      assert.deepEqual(found(value), ['warning far_expiry']);
    },
  },
  ...Object.entries(keyRows).map(([name, [given, expected]]) => ({
    name: `lint: of keys, ${name}`,
    async run(folder) {
      await folder.write('keys', typeof given === 'string' ? given : JSON.stringify(given));
      const { code, value } = await folder.json(['lint', '--key', 'keys']);
      assert.deepEqual(found(value), expected);
      assert.equal(code, expected.length > 0 ? 1 : 0);
    },
  })),
];

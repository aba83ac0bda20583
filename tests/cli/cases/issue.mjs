import assert from 'node:assert/strict';
import { verify } from 'node:crypto';
import { DAY, ISSUER, NOW, vendor, weak } from '../licenses.mjs';

const private600 = { mode: 0o600 };

/** A token as node:crypto sees it: taken apart, once its signature holds. */
function opened(token) {
  const [header, payload, signature] = token.split('.');
  assert.ok(
    verify('sha256', Buffer.from(`${header}.${payload}`), vendor.publicKey, Buffer.from(signature, 'base64url')),
    'The signature holds.',
  );
  const part = (text) => JSON.parse(Buffer.from(text, 'base64url'));
  return { header: part(header), claims: part(payload) };
}

async function issued(folder, ...args) {
  await folder.write('key.pem', vendor.privatePem, private600);
  const said = await folder.type(['issue', '--key', 'key.pem', ...args]);
  assert.deepEqual([said.code, said.err], [0, '']);
  assert.match(said.out, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  return opened(said.out.trim());
}

/** What stands for `--expires`, and the seconds from NOW to the end. */
const spans = {
  '90s': 90,
  '15m': 900,
  '12h': 43_200,
  '30d': 30 * DAY,
  '2w': 14 * DAY,
  '1y': 365 * DAY,
  '1w2d': 9 * DAY,
  '1.5h': 5400,
  '2027-02-01': Date.UTC(2027, 1, 1) / 1000 - NOW,
  '2027-02-01T12:00:00+02:00': Date.UTC(2027, 1, 1, 10) / 1000 - NOW,
  [String(NOW + 5)]: 5,
};

export const cases = [
  {
    name: 'issue: a license with everything',
    async run(folder) {
      const { header, claims } = await issued(
        folder,
        ...['--now', String(NOW), '--expires', '1y', '--not-before', '1h', '--license-expires', '2y'],
        ...['--issuer', ISSUER, '--audience', 'app', '--subject', 'customer-1042', '--plan', 'team', '--id', 'x1'],
        ...['--domain', 'app.example.com', '--domain', '*.example.org', '--feature', 'export', '--feature', 'import'],
        ...['--limit', 'seats=5', '--limit', 'gigabytes=0.5', '--role', 'admin', '--scope', 'read'],
        ...['--hardware-id', 'a', '--hardware-id', 'b', '--status', 'trial', '--token-use', 'license'],
        ...['--type', 'license+jwt', '--key-id', 'k1', '--claim', 'region=eu', '--claim', 'flags={"beta":true}'],
      );
      assert.deepEqual(header, { alg: 'RS256', typ: 'license+jwt', kid: 'k1' });
      assert.deepEqual(claims, {
        iss: ISSUER,
        aud: 'app',
        sub: 'customer-1042',
        jti: 'x1',
        plan: 'team',
        domain: ['app.example.com', '*.example.org'],
        features: ['export', 'import'],
        limits: { seats: 5, gigabytes: 0.5 },
        roles: ['admin'],
        scp: ['read'],
        hwid: ['a', 'b'],
        status: 'trial',
        token_use: 'license',
        region: 'eu',
        flags: { beta: true },
        iat: NOW,
        nbf: NOW + 3600,
        exp: NOW + 365 * DAY,
        license_exp: NOW + 730 * DAY,
      });
    },
  },
  {
    name: 'issue: by itself it is given an identifier and the time, and nothing else',
    async run(folder) {
      const [one, other] = [await issued(folder, '--expires', 'never'), await issued(folder, '--expires', 'never')];
      assert.deepEqual(Object.keys(one.claims), ['jti', 'iat']);
      assert.notEqual(one.claims.jti, other.claims.jti);
      assert.ok(Math.abs(one.claims.iat - Date.now() / 1000) < 600, 'It is now.');
    },
  },
  {
    name: 'issue: times in words',
    async run(folder) {
      for (const [text, seconds] of Object.entries(spans)) {
        const { claims } = await issued(folder, '--now', String(NOW), '--expires', text);
        assert.equal(claims.exp - NOW, seconds, text);
      }
    },
  },
  {
    name: 'issue: the same as JSON',
    async run(folder) {
      await folder.write('key.pem', vendor.privatePem, private600);
      const { code, value } = await folder.json(['issue', '--key', 'key.pem', '--expires', '1d']);
      assert.equal(code, 0);
      const { header, claims } = opened(value.token);
      assert.deepEqual(value, { token: value.token, keyId: header.kid, claims });
    },
  },
  {
    name: 'issue: keys of every form, and by stdin',
    async run(folder) {
      const pkcs1 = vendor.privateKey.export({ type: 'pkcs1', format: 'pem' });
      const jwk = JSON.stringify(vendor.privateKey.export({ format: 'jwk' }));
      for (const input of [vendor.privatePem, pkcs1, jwk]) {
        const { code, out } = await folder.type(['issue', '--key', '-', '--expires', '1d'], { input });
        assert.equal(code, 0);
        opened(out.trim());
      }
    },
  },
  {
    name: 'issue: a private key that others may read is remarked upon',
    async run(folder) {
      await folder.write('key.pem', vendor.privatePem, { mode: 0o644 });
      const { code, err } = await folder.type(['issue', '--key', 'key.pem', '--expires', '1d']);
      assert.equal(code, 0);
      assert.match(err, /chmod 600/);
    },
  },
  ...Object.entries({
    'without a key': [['--expires', '1d'], /--key/],
    'without an end': [['--key', 'key.pem'], /--expires never/],
    'with an end that has no unit': [['--key', 'key.pem', '--expires', '30'], /needs its unit/],
    'with an end before its beginning': [
      ['--key', 'key.pem', '--expires', '1d', '--not-before', '2d'],
      /before it begins/,
    ],
    'with an end in no words': [['--key', 'key.pem', '--expires', 'soon'], /not as "soon"/],
    'with the thirtieth of February, more or less': [['--key', 'key.pem', '--expires', '2027-13-30'], /A moment/],
    'for a domain that would match nothing': [
      ['--key', 'key.pem', '--expires', '1d', '--domain', '*.com'],
      /"\*\.com"/,
    ],
    'for an address in place of a domain': [
      ['--key', 'key.pem', '--expires', '1d', '--domain', 'https://example.com'],
      /match nothing/,
    ],
    'with a limit that is no number': [['--key', 'key.pem', '--expires', '1d', '--limit', 'seats=many'], /seats=5/],
    'with a claim twice': [['--key', 'key.pem', '--expires', '1d', '--claim', 'exp=1'], /"exp"/],
    'with a public key': [['--key', 'public.pem', '--expires', '1d'], /no private key/],
    'with a weak key': [['--key', 'weak.pem', '--expires', '1d'], /1024 bits/],
    'with a key that is not there': [['--key', 'absent.pem', '--expires', '1d'], /"absent\.pem" is not there/],
    'with an option twice that counts once': [['--key', 'key.pem', '--key', 'key.pem'], /given twice/],
    'with an option that does not exist': [['--kee', 'key.pem'], /--kee/],
  }).map(([name, [args, said]]) => ({
    name: `issue: nothing ${name}`,
    async run(folder) {
      await folder.write('key.pem', vendor.privatePem, private600);
      await folder.write('public.pem', vendor.pem);
      await folder.write('weak.pem', weak.privatePem, private600);
      const { code, out, err } = await folder.type(['issue', ...args]);
      assert.deepEqual([code, out], [3, '']);
      assert.match(err, said);
      assert.match(err, /^symbolon: [^\n]+[.]\n$/);
    },
  })),
];

/** Tokens and keys in every wrong place: whatever goes wrong, what is printed is one sentence, without them. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { license, vendor } from '../licenses.mjs';

const token = license();
const line = vendor.privatePem.split('\n')[3];
const encrypted = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
}).privateKey;

const secrets = {
  'a token': token,
  'half a token': token.slice(0, 60),
  'a private key': vendor.privatePem,
  'a line of a private key': line,
  'a private JSON Web Key': JSON.stringify(vendor.privateKey.export({ format: 'jwk' })),
};

const options = {
  keygen: ['bits', 'out', 'public-out'],
  issue: ['key', 'expires', 'domain', 'limit', 'not-before', 'now', 'claim'],
  verify: ['key', 'jwks-uri', 'domain', 'grace-period', 'preset', 'now', 'max-token-length', 'issuer', 'host', 'pin'],
  lint: ['key', 'now', 'longest-life'],
  doctor: ['url'],
};

/** Each a command line that cannot succeed, with a secret in a wrong place. */
const attempts = (secret) => [
  [[secret]],
  [['help', secret]],
  [[`--${secret}`]],
  [['verify', `--${secret}`]],
  [['verify', `-${secret}`]],
  [['verify', `--${secret}=1`]],
  [['verify', `--json=${secret}`]],
  [['verify', 'one', secret, 'many']],
  ...Object.entries(options).flatMap(([command, names]) =>
    names.map((name) => [[command, `--${name}=${secret}`, '--now=?']]),
  ),
  [['issue', '--expires', '1d', '--key', '-'], secret.slice(0, -30)],
  [['issue', '--expires', '1d', '--key', '-', '--domain', `https://${secret}`], vendor.privatePem],
  [['issue', '--expires', secret, '--key', '-'], vendor.privatePem],
  [['issue', '--expires', '1d', '--key', '-', '--limit', secret], vendor.privatePem],
  [['issue', '--expires', '1d', '--key', '-', '--now', secret], vendor.privatePem],
  [['issue', '--expires', '1d', '--key', '-'], encrypted],
  [['jwks', secret]],
  [['jwks'], `{"keys":[${secret}`],
  [['jwks'], secret.replace('PRIVATE', 'STRANGE').slice(0, -40)],
  [['inspect'], secret.replaceAll('.', '')],
  [['verify', '--any-issuer', '--any-audience', '--key', secret, '-'], token],
  [['verify', '--any-issuer', '--any-audience', '--jwks-uri', secret, '-'], token],
  [['verify', '--any-issuer', '--any-audience', '--jwks-uri', `http://a.example/${secret}`, '-'], token],
  [
    ['verify', '--any-issuer', '--any-audience', '--jwks-uri', `https://${encodeURIComponent(secret)}@a.example/`, '-'],
    token,
  ],
  [['verify', '--any-issuer', '--any-audience', '--jwks-uri', 'https://a.example/', '--pin', secret], token],
  [['verify', '--issuer', '', '--any-audience', '--key', '-', token], vendor.pem],
  [['doctor', '--url', secret]],
];

/** As many characters of a secret in a row tell of it. */
const TELLING = 24;

export const cases = Object.entries(secrets).map(([name, secret]) => ({
  name: `secrets: ${name} is in no complaint`,
  async run(folder) {
    const all = [secret, token, vendor.privatePem, encrypted].flatMap((text) => text.match(/[\w+/=-]+/g));
    const pieces = all.filter((text) => text.length >= TELLING && /[a-z]/.test(text) && /[A-Z]/.test(text));
    for (const [args, input] of attempts(secret)) {
      const { code, out, err } = await folder.type(args, { input });
      const told = `symbolon ${args.map((arg) => arg.slice(0, 20)).join(' ')}\n${out}${err}`;
      assert.equal(code, 3, told);
      assert.equal(out, '', told);
      assert.match(err, /^symbolon: [^\n]+\.\n$/, told);
      for (const piece of pieces)
        for (let at = 0; at + TELLING <= piece.length; at += 1)
          assert.ok(!err.includes(piece.slice(at, at + TELLING)), told);
    }
  },
}));

import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';

const mode = async (folder, name) => ((await stat(folder.path(name))).mode & 0o777).toString(8);

/** RFC 7638 section 3, written out. */
const thumbprint = ({ e, n }) => createHash('sha256').update(`{"e":"${e}","kty":"RSA","n":"${n}"}`).digest('base64url');

export const cases = [
  ...['2048', '3072', '4096'].map((bits) => ({
    name: `keygen: ${bits} bits`,
    async run(folder) {
      const { code, value } = await folder.json(['keygen', '--bits', bits]);
      assert.equal(code, 0);
      const [pem, publicPem] = [await folder.read(value.privateKey), await folder.read(value.publicKey)];
      assert.match(pem, /^-----BEGIN PRIVATE KEY-----\n/);
      assert.match(publicPem, /^-----BEGIN PUBLIC KEY-----\n/);
      const key = createPrivateKey(pem);
      assert.equal(key.asymmetricKeyDetails.modulusLength, Number(bits));
      const jwk = createPublicKey(key).export({ format: 'jwk' });
      assert.deepEqual(createPublicKey(publicPem).export({ format: 'jwk' }), jwk);
      assert.deepEqual(value, {
        privateKey: 'license-key.pem',
        publicKey: 'license-key.pub.pem',
        keyId: thumbprint(jwk),
        bits: Number(bits),
      });
    },
  })),
  {
    name: 'keygen: only its owner may read the private key, whatever the umask',
    async run(folder) {
      const before = process.umask(0);
      try {
        await folder.type(['keygen']);
      } finally {
        process.umask(before);
      }
      assert.equal(await mode(folder, 'license-key.pem'), '600');
    },
  },
  {
    name: 'keygen: no file that is there is touched, and no half pair stays',
    async run(folder) {
      await folder.type(['keygen', '--out', 'a.pem']);
      const [pem, publicPem] = [await folder.read('a.pem'), await folder.read('a.pub.pem')];
      const again = await folder.type(['keygen', '--out', 'a.pem']);
      assert.equal(again.code, 3);
      assert.match(again.err, /"a\.pem" is there already/);
      const half = await folder.type(['keygen', '--out', 'b.pem', '--public-out', 'a.pub.pem']);
      assert.equal(half.code, 3);
      assert.match(half.err, /"a\.pub\.pem" is there already/);
      assert.deepEqual((await readdir(folder.dir)).sort(), ['a.pem', 'a.pub.pem']);
      assert.deepEqual([await folder.read('a.pem'), await folder.read('a.pub.pem')], [pem, publicPem]);
    },
  },
  {
    name: 'keygen: prints no key',
    async run(folder) {
      const { out, err } = await folder.type(['keygen']);
      assert.doesNotMatch(out + err, /BEGIN|MII/);
    },
  },
  {
    name: 'keygen: other sizes and folders that are not there are errors',
    async run(folder) {
      for (const args of [
        ['--bits', '1024'],
        ['--bits', '2048.5'],
        ['--out', 'nowhere/a.pem'],
      ])
        assert.equal((await folder.type(['keygen', ...args])).code, 3);
      assert.deepEqual(await readdir(folder.dir), []);
    },
  },
];

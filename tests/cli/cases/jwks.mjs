import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { stranger, vendor, weak } from '../licenses.mjs';

const named = ({ publicKey }) => {
  const { n, e } = publicKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(`{"e":"${e}","kty":"RSA","n":"${n}"}`).digest('base64url');
  return { kty: 'RSA', kid, use: 'sig', alg: 'RS256', n, e };
};

const order = ({ keys }) => keys.map(({ kid }) => kid);

export const cases = [
  {
    name: 'jwks: public parts alone, whatever comes in, each key once',
    async run(folder) {
      await folder.write('private.pem', vendor.privatePem);
      await folder.write('both.pem', `${vendor.pem}\nand the next\n${stranger.privatePem.replaceAll('\n', '\r\n')}`);
      await folder.write('key.json', JSON.stringify(vendor.privateKey.export({ format: 'jwk' })));
      const { code, out } = await folder.type(['jwks', 'private.pem', 'both.pem', 'key.json']);
      assert.equal(code, 0);
      assert.deepEqual(JSON.parse(out), { keys: [named(vendor), named(stranger)] });
    },
  },
  {
    name: 'jwks: by stdin, and a set is joined with its names kept',
    async run(folder) {
      await folder.write('new.pem', stranger.pem);
      const input = JSON.stringify({ keys: [vendor.jwk] });
      const { value } = await folder.json(['jwks', '-', 'new.pem'], { input });
      assert.deepEqual(order(value), ['a', named(stranger).kid]);
      assert.equal((await folder.json(['jwks'], { input: vendor.pem })).value.keys.length, 1);
    },
  },
  {
    name: 'jwks: what no verifier takes is not published',
    async run(folder) {
      const damaged = vendor.pem.replace(/\n.{10}/, '\n');
      const bad = {
        'weak.pem': weak.pem,
        'damaged.pem': damaged,
        'text.pem': 'no key',
        'empty.json': '{}',
        'list.json': '[1]',
        'set.json': '{"keys":[1]}',
        'cert.pem': '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
      };
      for (const [name, text] of Object.entries(bad)) {
        await folder.write(name, text);
        const { code, out, err } = await folder.type(['jwks', name]);
        assert.deepEqual([name, code, out], [name, 3, '']);
        assert.match(err, /^symbolon: [^\n]+\.\n$/);
      }
    },
  },
];

// biome-ignore-all format: a table is read by its rows
import { keys, toBigInt, toBytes } from '../keys.mjs';
import { base, DAY, each, NOW, vector } from '../room.mjs';
import { digestInfo, emsa, hash, pss, rs256, signEncoded, token } from '../token.mjs';

const refused = (name, what) => vector(name, 'INVALID signature_invalid', { ...what, expect: { keyId: null, expiresAt: null } });
const keyed = (key) => ({ key, options: { keys: { jwk: { $key: key } } } });
/** Signed rightly, but the message was encoded in another way. */
const encoded = (name, how, key = 'alpha') =>
  refused(name, { ...keyed(key), sign: (input) => signEncoded(emsa(input, keys[key].size, typeof how === 'function' ? how(input) : how), key) });

const good = token({ payload: { exp: NOW + DAY } });
const [header, payload, signature] = good.split('.');
const bytes = Buffer.from(signature, 'base64url');
const spelled = (name, octets) => refused(name, { token: `${header}.${payload}.${octets.toString('base64url')}` });
const flipped = (bit) => {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] ^= 0x80 >> (bit & 7);
  return copy;
};

/** s + n is congruent to s; it has to fit into the octets of the modulus, so a payload is looked for that allows it. */
function plusModulus(key) {
  for (let jti = 0; ; jti += 1) {
    const claims = { exp: NOW + DAY, jti: `${jti}` };
    const sum = toBigInt(Buffer.from(token({ payload: claims, key }).split('.')[2], 'base64url')) + keys[key].modulus;
    if (sum < 1n << BigInt(8 * keys[key].size)) return { payload: claims, ...keyed(key), sign: () => toBytes(sum, keys[key].size) };
  }
}
const alphaSize = keys.alpha.size;
const changedPayload = token({ payload: { exp: NOW + 2 * DAY } }).split('.')[1];

export default {
  about: 'Check 4, RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 section 8.2.2): exact length, below the modulus, the whole encoded message.',
  defaults: base,
  cases: [
    ...each(['alpha', 'exponent-3', 'exponent-largest', 'bits-2049', 'bits-3072', 'bits-4096', 'bits-8192'], (key) => vector(`signed by ${key}`, 'ACTIVE ok', keyed(key))),
    vector('what the wrong encodings below are measured against', 'ACTIVE ok', { sign: (input) => signEncoded(emsa(input, alphaSize), 'alpha') }),

    refused('signed by another key', { key: 'beta' }),
    refused('signed by a longer key', { key: 'bits-4096' }),
    refused('signed by a key of 1024 bits', { key: 'bits-1024' }),
    refused('another payload', { token: `${header}.${changedPayload}.${signature}` }),
    refused('another header', { token: `${token({ header: { alg: 'RS256' } }).split('.')[0]}.${payload}.${signature}` }),
    refused('the signature of an empty message', { sign: () => rs256('', 'alpha') }),
    refused('the signature of the payload alone', { sign: (input, key) => rs256(input.split('.')[1], key) }),
    refused('the signature of the decoded payload', { sign: (input, key) => rs256(Buffer.from(input.split('.')[1], 'base64url'), key) }),
    refused('the signature of the hash', { sign: (input, key) => rs256(hash('sha256', input), key) }),

    ...each([0, 1, 7, 8, 1023, 1024, 2040, 2046, 2047], (bit) => spelled(`bit ${bit} of the signature flipped`, flipped(bit))),
    spelled('without its last octet', bytes.subarray(0, -1)),
    spelled('without its first octet', bytes.subarray(1)),
    spelled('with a zero octet in front', Buffer.concat([Buffer.alloc(1), bytes])),
    spelled('with a zero octet behind', Buffer.concat([bytes, Buffer.alloc(1)])),
    spelled('one octet', Buffer.alloc(1, 1)),
    spelled('twice as long', Buffer.concat([bytes, bytes])),
    spelled('64 octets, as of ECDSA or Ed25519', bytes.subarray(0, 64)),
    spelled('512 octets', Buffer.concat([Buffer.alloc(256), bytes])),
    spelled('back to front', Buffer.from(bytes).reverse()),
    spelled('zero', Buffer.alloc(alphaSize)),
    spelled('one', toBytes(1n, alphaSize)),
    spelled('the modulus less one', toBytes(keys.alpha.modulus - 1n, alphaSize)),
    spelled('the modulus itself', toBytes(keys.alpha.modulus, alphaSize)),
    spelled('the modulus and one', toBytes(keys.alpha.modulus + 1n, alphaSize)),
    spelled('all ones', Buffer.alloc(alphaSize, 255)),
    spelled('the modulus less the signature', toBytes(keys.alpha.modulus - toBigInt(bytes), alphaSize)),
    ...each(['alpha', 'bits-2049', 'exponent-3', 'bits-4096'], (key) => refused(`the signature plus the modulus, ${key}`, plusModulus(key))),

    encoded('the hash is SHA-1', (input) => ({ prefix: digestInfo.sha1, digest: hash('sha1', input) })),
    encoded('the hash is SHA-384', (input) => ({ prefix: digestInfo.sha384, digest: hash('sha384', input) })),
    encoded('the hash is SHA-512', (input) => ({ prefix: digestInfo.sha512, digest: hash('sha512', input) })),
    encoded('the hash is SHA-512/256', (input) => ({ prefix: digestInfo['sha512-256'], digest: hash('sha512-256', input) })),
    encoded('SHA-256 under the name of SHA-512/256', { prefix: digestInfo['sha512-256'] }),
    encoded('SHA-512 under the name of SHA-256', (input) => ({ digest: hash('sha512', input).subarray(0, 32) })),
    encoded('the hash of something else', () => ({ digest: hash('sha256', 'something else') })),
    encoded('parameters absent instead of NULL', { prefix: digestInfo['sha256 without NULL'] }),
    encoded('NULL in a long form', { prefix: '3032300e0609608648016503040201058100' + '0420' }),
    encoded('DigestInfo length in a long form', { prefix: '308131300d060960864801650304020105000420' }),
    encoded('hash length in a long form', { prefix: '3032300d06096086480165030402010500048120' }),
    encoded('an indefinite length', { prefix: '3080300d060960864801650304020105000420', tail: '0000' }),
    encoded('garbage inside the parameters', { prefix: `303d30190609608648016503040201050c${'00'.repeat(12)}0420` }),
    encoded('no DigestInfo at all', { prefix: '' }),
    encoded('the tag of a bit string', { prefix: '3031300d060960864801650304020105000320' }),
    encoded('one octet behind the hash', { tail: '00' }),
    encoded('the hash is one octet short', (input) => ({ digest: hash('sha256', input).subarray(0, 31) })),
    encoded('a padding octet behind', { tail: 'ff' }),
    ...each(['exponent-3', 'alpha'], (key) =>
      refused(`minimal padding and garbage behind, ${key}`, {
        ...keyed(key),
        sign: (input) => {
          const head = `0001${'ff'.repeat(8)}00${digestInfo.sha256}${hash('sha256', input).toString('hex')}`;
          return signEncoded(Buffer.from(head.padEnd(2 * keys[key].size, '0'), 'hex'), key);
        },
      }),
    ),
    encoded('the first octet is 01', { lead: '0101' }),
    encoded('block type 00', { lead: '0000', fill: '00' }),
    encoded('block type 02', { lead: '0002' }),
    encoded('block type 00 with padding of ones', { lead: '0000' }),
    encoded('padding of zeros', { fill: '00' }),
    encoded('padding of FE', { fill: 'fe' }),
    encoded('no octet between padding and hash', { gap: '' }),
    encoded('FF where 00 belongs', { gap: 'ff' }),
    encoded('two zero octets in the gap', { gap: '0000' }),
    encoded('one octet of the padding is changed', {
      fill: `${'ff'.repeat(100)}fe${'ff'.repeat(101)}`,
    }),
    refused('the last padding octet is changed', {
      sign: (input) => {
        const message = emsa(input, alphaSize);
        message[message.indexOf(0, 2) - 1] = 0xfe;
        return signEncoded(message, 'alpha');
      },
    }),
    refused('no padding: the bare hash', { sign: (input) => signEncoded(hash('sha256', input), 'alpha') }),
    refused('PSS under the name of RS256', { sign: pss }),
    refused('PSS with a longer key', { ...keyed('bits-3072'), sign: pss }),
    refused('encoded for a modulus one octet shorter', { sign: (input) => signEncoded(emsa(input, alphaSize - 1), 'alpha') }),
    refused('2049 bits: encoded for 2048', { ...keyed('bits-2049'), sign: (input) => signEncoded(emsa(input, 256), 'bits-2049') }),
    refused('2049 bits: 256 octets', { ...keyed('bits-2049'), sign: (input, key) => rs256(input, key).subarray(1) }),
    refused('the encoded message in place of the signature', { sign: (input) => emsa(input, alphaSize) }),
    refused('the signature comes before the payload', { payload: 'no JSON', key: 'beta' }),
    refused('a tampered license says no more than its signature', { payload: { status: 'revoked', exp: 1 }, key: 'beta' }),
  ],
};

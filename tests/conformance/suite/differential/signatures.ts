/**
 * Signatures: on fresh random keys, random messages, valid and tampered, our verdict is that of the runtime's WebCrypto,
 * which is not ours: OpenSSL in Node, BoringSSL in Chromium and workerd, libgcrypt in WebKitGTK.
 */
import { equal, expect, type Test } from '../check.js';
import { base64url, DAY, NOW } from '../forge.js';
import type { Symbolon, VerifierOptions } from '../package.js';

const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const utf8 = new TextEncoder();

/** Sizes and exponents of the keys, and how many tokens are made with each. */
const kinds = [
  { bits: 2048, exponent: [1, 0, 1], tokens: 24 },
  { bits: 2048, exponent: [3], tokens: 12 },
  { bits: 3072, exponent: [1, 0, 1], tokens: 12 },
  { bits: 4096, exponent: [1, 0, 1], tokens: 6 },
];

/** What is done to a signature. Those that leave it as it is are to hold. */
const changes: Record<string, (signature: Uint8Array) => Uint8Array> = {
  'as it is': (signature) => signature,
  'one bit at random': (signature) => flipped(signature, random(signature.length), 1 << random(8)),
  'its first bit': (signature) => flipped(signature, 0, 128),
  'its last bit': (signature) => flipped(signature, signature.length - 1, 1),
  'two octets exchanged': (signature) => {
    const changed = signature.slice();
    [changed[0], changed[100]] = [changed[100]! ^ 1, changed[0]!];
    return changed;
  },
  zero: (signature) => new Uint8Array(signature.length),
  one: (signature) => flipped(new Uint8Array(signature.length), signature.length - 1, 1),
  'all bits set': (signature) => new Uint8Array(signature.length).fill(255),
  'an octet short': (signature) => signature.slice(1),
  'without its end': (signature) => signature.slice(0, -1),
  'a zero before it': (signature) => Uint8Array.of(0, ...signature),
  'a zero after it': (signature) => Uint8Array.of(...signature, 0),
  'random octets': (signature) => crypto.getRandomValues(new Uint8Array(signature.length)),
};

const random = (below: number) => crypto.getRandomValues(new Uint32Array(1))[0]! % below;

function flipped(octets: Uint8Array, at: number, bits: number): Uint8Array {
  const changed = octets.slice();
  changed[at]! ^= bits;
  return changed;
}

export async function signatures({ createVerifier }: Symbolon, options: VerifierOptions, test: Test): Promise<void> {
  for (const { bits, exponent, tokens } of kinds) {
    await test(`differential: signatures, ${bits} bits, exponent ${exponent.join('.')}`, async () => {
      const making = { ...algorithm, modulusLength: bits, publicExponent: Uint8Array.from(exponent) };
      const pair = await made(making);
      // Some runtimes make no keys with other exponents.
      if (!pair) return;
      const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
      const verifier = await createVerifier({ ...options, keys: { jwk }, rememberedVerdicts: 0 } as VerifierOptions);
      let held = 0;
      for (let count = 0; count < tokens; count += 1) {
        const filling = base64url(crypto.getRandomValues(new Uint8Array(random(600))));
        const payload = JSON.stringify({ exp: NOW + DAY, filling });
        const input = `${base64url(utf8.encode('{"alg":"RS256"}'))}.${base64url(utf8.encode(payload))}`;
        const signature = new Uint8Array(await crypto.subtle.sign(algorithm.name, pair.privateKey, utf8.encode(input)));
        for (const [change, changed] of Object.entries(changes)) {
          const octets = changed(signature) as Uint8Array<ArrayBuffer>;
          const theirs = await crypto.subtle.verify(algorithm.name, pair.publicKey, octets, utf8.encode(input));
          // libgcrypt, which is WebKitGTK's, passes over a zero before it, against step 1 of RFC 8017 section 8.2.2.
          const holds = theirs && octets.length === signature.length;
          const { code } = verifier.verifySync(`${input}.${base64url(octets)}`, { now: NOW });
          equal(code, holds ? 'ok' : 'signature_invalid', `${change}: the code`);
          if (holds) held += 1;
        }
        // The same signature under another message.
        const other = `${input.slice(0, -4)}AAAA.${base64url(signature)}`;
        equal(verifier.verifySync(other, { now: NOW }).code, 'signature_invalid', 'another message');
      }
      expect(held >= tokens, `only ${held} of them held`);
      verifier.dispose();
    });
  }
}

async function made(making: RsaHashedKeyGenParams): Promise<CryptoKeyPair | undefined> {
  try {
    return await crypto.subtle.generateKey(making, true, ['sign', 'verify']);
  } catch (error) {
    if (making.publicExponent.length === 1) return undefined;
    throw error;
  }
}

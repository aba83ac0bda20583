import { createPublicKey } from 'node:crypto';
import type { Jwk } from '../../options.js';
import { type Command, exit } from '../command.js';
import { Complaint } from '../complaint.js';
import { type Found, fileName, keysIn, published, thumbprint, usable } from '../keys.js';

export const jwks: Command = {
  name: 'jwks',
  summary: 'Makes the set of public keys to publish, of PEM files and JSON Web Keys',
  operands: '[-|file…]',
  most: Number.POSITIVE_INFINITY,
  options: {},
  examples: ['symbolon jwks license-key.pem next-key.pub.pem > jwks.json'],
  notes:
    'Of private keys only the public part is printed. Each key is named (`kid`) by its RFC 7638 thumbprint, which is\n' +
    'what `issue` names it; a JSON Web Key keeps the name it has.',

  async run(given, terminal) {
    const files = given.operands.length > 0 ? given.operands : ['-'];
    const keys = new Map<string, Jwk>();
    for (const file of files) {
      for (const found of await keysIn(file)) {
        const key = publicKeyOf(found, file);
        keys.set(thumbprint(key), key);
      }
    }
    terminal.json({ keys: [...keys.values()] });
    return exit.ok;
  },
};

function publicKeyOf({ jwk }: Found, file: string): Jwk {
  let key: ReturnType<typeof createPublicKey>;
  try {
    key = createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    throw new Complaint(`In ${fileName(file)} is a JSON Web Key that is none.`);
  }
  usable(key, file);
  const known = published(key);
  return typeof jwk.kid === 'string' ? { ...known, kid: jwk.kid } : known;
}

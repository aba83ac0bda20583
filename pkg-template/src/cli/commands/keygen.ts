import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { type Command, exit } from '../command.js';
import { Complaint, named } from '../complaint.js';
import { published } from '../keys.js';

const SIZES = ['2048', '3072', '4096'] as const;

export const keygen: Command = {
  name: 'keygen',
  summary: 'Makes an RSA key pair, for signing licenses',
  operands: '',
  most: 0,
  options: {
    bits: { value: `<${SIZES.join('|')}>`, says: 'size of the key [2048]' },
    out: { value: '<file>', says: 'where the private key goes [license-key.pem]' },
    'public-out': { value: '<file>', says: 'where the public key goes [license-key.pub.pem]' },
  },
  examples: ['symbolon keygen', 'symbolon keygen --bits 3072 --out keys/2027.pem'],
  notes:
    'The private key (PKCS#8, mode 0600) signs licenses: keep it off your servers and out of your repository. The\n' +
    'public key goes to your verifiers. No file that is there already is touched.',

  async run(given, terminal) {
    const bits = Number(given.choice('bits', SIZES) ?? 2048);
    const file = given.text('out') ?? 'license-key.pem';
    const publicFile = given.text('public-out') ?? `${file.replace(/\.pem$/, '')}.pub.pem`;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: bits });
    const publicKey = createPublicKey(privateKey);
    await create(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), 0o600);
    try {
      await create(publicFile, publicKey.export({ format: 'pem', type: 'spki' }), 0o644);
    } catch (error) {
      // Half a pair would stand in the way of the next attempt.
      await rm(file, { force: true });
      throw error;
    }
    const { kid } = published(publicKey);
    if (given.has('json')) terminal.json({ privateKey: file, publicKey: publicFile, keyId: kid, bits });
    else
      for (const line of [`Private key: ${file}`, `Public key:  ${publicFile}`, `Key ID:      ${kid}`])
        terminal.line(line);
    return exit.ok;
  },
};

/** Writes a file that is not there yet. The mode is that of its creation: at no time can others read it. */
async function create(path: string, text: string, mode: number): Promise<void> {
  try {
    await writeFile(path, text, { mode, flag: 'wx' });
  } catch (error) {
    const exists = (error as { code?: string }).code === 'EEXIST';
    throw new Complaint(
      `The file ${named(path, 'of that name')} ${exists ? 'is there already, and a key is never overwritten' : 'could not be written'}.`,
    );
  }
}

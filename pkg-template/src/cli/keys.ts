import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { Jwk } from '../options.js';
import { Complaint, named } from './complaint.js';
import { textOf } from './files.js';

/** Fewest bits of a modulus that a verifier takes. */
export const FEWEST_BITS = 2048;
/** Most bits, likewise. */
export const MOST_BITS = 8192;

/** Blocks of PEM (RFC 7468), by their labels. */
const LABELS: { readonly [label: string]: 'public' | 'private' | undefined } = {
  'PUBLIC KEY': 'public',
  'RSA PUBLIC KEY': 'public',
  'PRIVATE KEY': 'private',
  'RSA PRIVATE KEY': 'private',
};

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----/gs;

/** What makes a JSON Web Key private (RFC 7518 6.2.2, 6.3.2, 6.4.1). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** A key as it stood in a file. */
export interface Found {
  /** With public members only. */
  readonly jwk: Jwk;
  /** Whether the file holds its private part, too. */
  readonly isPrivate: boolean;
  readonly from: 'pem' | 'jwk';
}

/** All keys in a file: PEM blocks, a JSON Web Key or a set of them; `-` is stdin. @throws {Complaint} */
export async function keysIn(path: string): Promise<Found[]> {
  const text = await textOf(path, 'a key');
  const found = /^\s*\{/.test(text) ? jwksIn(text, path) : blocksIn(text, path);
  if (!found) throw new Complaint(`In ${fileName(path)} is no key: it takes PEM, a JSON Web Key, or a set of them.`);
  return found;
}

/** The RSA key with which tokens are signed. @throws {Complaint} */
export async function privateKeyIn(path: string): Promise<KeyObject> {
  const text = await textOf(path, 'the private key');
  const given = /^\s*\{/.test(text) ? parsed(text) : text;
  const blocks = [...text.matchAll(BLOCK)];
  if (blocks.some(([, label]) => label === 'ENCRYPTED PRIVATE KEY'))
    throw new Complaint(
      `The private key in ${fileName(path)} is encrypted: pass it decrypted by stdin, with \`--key -\`.`,
    );
  if (blocks.length > 1) throw new Complaint(`In ${fileName(path)} are several keys, where one is to sign.`);
  let key: KeyObject;
  try {
    key = createPrivateKey(typeof given === 'string' ? given : { key: given as object, format: 'jwk' });
  } catch {
    throw new Complaint(`In ${fileName(path)} is no private key.`);
  }
  usable(key, path);
  return key;
}

/** Its RFC 7638 thumbprint, SHA-256 in base64url. */
export const thumbprint = ({ e, kty, n }: Jwk): string =>
  // The members that section 3.2 names, in the order of section 3.3.
  createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');

/** The public part of a key as a set publishes it, under its thumbprint. */
export function published(key: KeyObject): Jwk & { readonly kid: string } {
  const { kty, n, e } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  return { kty: kty!, kid: thumbprint({ kty, n, e }), use: 'sig', alg: 'RS256', n: n!, e: e! };
}

/** Bits of a modulus; 0 if there is none to read. */
export function bitsOf({ n }: Jwk): number {
  const bytes = /^[\w-]+$/.test(n ?? '') ? atob(n!.replaceAll('-', '+').replaceAll('_', '/')) : '';
  const [first = '', ...rest] = bytes.replace(/^\0+/, '');
  return first ? rest.length * 8 + first.charCodeAt(0).toString(2).length : 0;
}

/** @throws {Complaint} if no verifier would take it */
export function usable(key: KeyObject, path: string): void {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa') throw new Complaint(`The key in ${fileName(path)} is no RSA key.`);
  if (bits < FEWEST_BITS || bits > MOST_BITS)
    throw new Complaint(
      `The key in ${fileName(path)} has ${bits} bits, where verifiers take ${FEWEST_BITS} to ${MOST_BITS}.`,
    );
}

export const fileName = (path: string): string =>
  path === '-' ? 'what came by stdin' : named(path, 'the file of that name');

function blocksIn(text: string, path: string): Found[] | undefined {
  const blocks = [...text.matchAll(BLOCK)];
  if (blocks.length === 0) return undefined;
  return blocks.map(([block, label = '']) => {
    const kind = LABELS[label];
    if (!kind)
      throw new Complaint(
        `In ${fileName(path)} is a block ${named(label, 'of another kind')}, which is no plain RSA key.`,
      );
    let key: KeyObject;
    try {
      key = createPublicKey(block);
    } catch {
      throw new Complaint(`A key in ${fileName(path)} is damaged.`);
    }
    usable(key, path);
    const { kty, n, e } = key.export({ format: 'jwk' });
    return { jwk: { kty, n, e }, isPrivate: kind === 'private', from: 'pem' as const };
  });
}

function jwksIn(text: string, path: string): Found[] | undefined {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) return undefined;
  const { keys } = value as { keys?: unknown };
  const members = Array.isArray(keys) ? keys : 'kty' in value ? [value] : undefined;
  return members?.map((member: unknown) => {
    if (typeof member !== 'object' || member === null)
      throw new Complaint(`In ${fileName(path)} is a member that is no JSON Web Key.`);
    const entries = Object.entries(member);
    return {
      jwk: Object.fromEntries(entries.filter(([name]) => !PRIVATE.includes(name))) as Jwk,
      isPrivate: entries.some(([name]) => PRIVATE.includes(name)),
      from: 'jwk' as const,
    };
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Its message quotes the text.
    return undefined;
  }
}

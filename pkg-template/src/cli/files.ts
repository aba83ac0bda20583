import { open } from 'node:fs/promises';
import process from 'node:process';
import { Complaint, named } from './complaint.js';

/** Longest file to read, in octets: key sets and tokens are far shorter. */
const LONGEST = 1 << 20;

/** By the system's code. */
const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'is not there',
  EACCES: 'may not be read',
  EPERM: 'may not be read',
  EISDIR: 'is a folder',
};

let inputUsed = false;

/**
 * The text of a file; `-` is what comes in by stdin, once.
 *
 * @param what it is to be, as in `the key`
 * @throws {Complaint}
 */
export async function textOf(path: string, what: string): Promise<string> {
  if (path !== '-') return decoded(await bytesOf(path), what);
  if (inputUsed) throw new Complaint('Only one thing can come in by stdin: name a file for the other.');
  inputUsed = true;
  return decoded(await input(), what);
}

async function bytesOf(path: string): Promise<Uint8Array> {
  const into = new Uint8Array(LONGEST + 1);
  let length = 0;
  try {
    const file = await open(path, 'r');
    try {
      for (let read = 1; read > 0 && length <= LONGEST; length += read) {
        read = (await file.read(into, length, into.length - length)).bytesRead;
      }
    } finally {
      await file.close();
    }
  } catch (error) {
    const reason = REASONS[(error as { code?: string }).code ?? ''] ?? 'could not be read';
    throw new Complaint(`The file ${named(path, 'of that name')} ${reason}.`);
  }
  return into.subarray(0, length);
}

async function input(): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of process.stdin) {
    parts.push(part);
    length += part.length;
    if (length > LONGEST) break;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function decoded(bytes: Uint8Array, what: string): string {
  if (bytes.length > LONGEST) throw new Complaint(`What was to be ${what} is longer than a megabyte.`);
  return new TextDecoder().decode(bytes);
}

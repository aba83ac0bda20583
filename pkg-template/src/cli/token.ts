import { stat } from 'node:fs/promises';
import process from 'node:process';
import type { Arguments } from './arguments.js';
import { Complaint } from './complaint.js';
import { textOf } from './files.js';

/** What commands that take a token say of that. */
export const tokenOperand = {
  operands: '[-|file|token]',
  most: 1,
  notes:
    'The token comes by stdin, or from a file. As an argument it can be read by all who list the processes of this\n' +
    'machine, and stays in the history of your shell.',
} as const;

/** Begins as a JSON object does in base64url, or has the three parts of a token. */
const TOKEN = /^eyJ|^[\w-]+\.[\w-]*\.[\w-]*$/;

/** The token that a command was given, without the white space around it. @throws {Complaint} */
export async function tokenOf(given: Arguments): Promise<string> {
  const operand = given.operands[0] ?? '-';
  if (given.operands.length === 0 && process.stdin.isTTY)
    throw new Complaint('Give a token by stdin, or the name of a file that holds it.');
  if (operand === '-') return (await textOf('-', 'the token')).trim();
  // A file may be called like a token, as `a.b.c` is; a token is never called like a file that is there.
  const isFile = await stat(operand).then(
    (found) => found.isFile(),
    () => false,
  );
  if (isFile) return (await textOf(operand, 'the token')).trim();
  if (TOKEN.test(operand.trim())) return operand.trim();
  throw new Complaint('The argument is neither a token nor the name of a file.');
}

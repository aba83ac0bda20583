/** Requests of an attack, and what came of them in few words: `200`, or `403 license_expired`. */
import { ask } from '../wire.mjs';

export const bearer = (token) => ['Authorization', `Bearer ${token}`];

/** @returns {Promise<string>} the status, and the code where the answer has one */
export async function asked(program, request) {
  return inBrief(await ask(program.url, request));
}

/** The same for a token where tokens should be. */
export const shown = (program, token, ...headers) => asked(program, { headers: [bearer(token), ...headers] });

export function inBrief({ status, headers, text }) {
  const { code } = headers['content-type']?.startsWith('application/problem+json') ? JSON.parse(text) : {};
  return code ? `${status} ${code}` : `${status}`;
}

/** Who has a license gets in, by either version. */
export const honest = {
  name: 'a customer with a license gets in',
  make: async (program, { issuer }) => shown(program, await issuer.license()),
  both: '200',
};

export const MONTH = 31 * 86_400;

/** What an operator does when a customer does not pay. */
export const revokes = ({ verifier }) => verifier.deny({ jti: ['7'] });

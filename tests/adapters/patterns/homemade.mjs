/** Tokens as programs treat them that do it themselves. None of this is an example. */
import { createHmac, createPublicKey, verify as verifySignature } from 'node:crypto';

export const bearerOf = (request) => /^Bearer (.+)$/.exec(request.headers.authorization)?.[1];

const read = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());

/** The claims of a token, whoever wrote them. */
export const decode = (token) => read(token.split('.')[1]);

/** A token that nobody signed, or that somebody signed in their own way. */
export function written(header, claims, sign = () => '') {
  const input = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${input}.${sign(input)}`;
}

export const pemOf = (jwk) => createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });

export const hmac = (input, secret) => createHmac('sha256', secret).update(input).digest('base64url');

/** By the algorithm that a token names. */
const algorithms = {
  RS256: (input, signature, pem) =>
    verifySignature('sha256', Buffer.from(input), pem, Buffer.from(signature, 'base64url')),
  HS256: (input, signature, secret) => hmac(input, secret) === signature,
  none: (_, signature) => signature === '',
};

/** @returns the claims, or throws an error that says everything */
export function verify(token, pem) {
  const [header, payload, signature] = token.split('.');
  const { alg } = read(header);
  if (!algorithms[alg](`${header}.${payload}`, signature, pem)) throw new Error(`Bad signature: ${token}`);
  return read(payload);
}

/** The same by the first key of a key server, which is asked each time. */
export async function verifyOnline(token, { fetch, server }) {
  const answer = await fetch(server.keys.jwksUri);
  const { keys } = await answer.json();
  return verify(token, pemOf(keys[0]));
}

import { type KeyObject, sign } from 'node:crypto';
import { base64url, encoded } from '../base64url.js';
import { Complaint } from './complaint.js';

/** A JSON object. */
export interface Members {
  readonly [name: string]: unknown;
}

/** A token taken apart; nothing of it is verified. */
export interface Parts {
  readonly header: Members;
  readonly claims: Members;
  /** Octets of the signature. */
  readonly signatureLength: number;
}

/** Takes a token apart as a person who debugs would: leniently, and without looking at its signature. @throws {Complaint} */
export function takenApart(token: string): Parts {
  const [header, claims, signature, ...more] = token.split('.');
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0)
    throw new Complaint('This is no token: it has not three parts with dots between them.');
  return {
    header: object(header, 'header'),
    claims: object(claims, 'payload'),
    signatureLength: octets(signature, 'signature').length,
  };
}

/** A compact JWS by RS256 (RFC 7515 7.1). @param payload encoded already */
export function signed(header: Members, payload: string, key: KeyObject): string {
  const input = `${encoded(JSON.stringify(header))}.${payload}`;
  return `${input}.${base64url(sign('sha256', new TextEncoder().encode(input), key))}`;
}

function octets(segment: string, name: string): Uint8Array {
  try {
    return Uint8Array.from(atob(segment.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
  } catch {
    throw new Complaint(`The token's ${name} is not base64url.`);
  }
}

function object(segment: string, name: string): Members {
  const text = new TextDecoder().decode(octets(segment, name));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Its message quotes the text.
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  throw new Complaint(`The token's ${name} is no JSON object.`);
}

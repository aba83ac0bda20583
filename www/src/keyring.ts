/** Whose keys there are: the issuer's own pair, a stranger's, and the one that the verifier was given. */
import { type KeyPair, makeKeyPair } from './issuer';

let own = makeKeyPair();
let stranger: Promise<KeyPair> | undefined; // made when first met
let given = own;

export const issuer = (): Promise<KeyPair> => own;

export function renewIssuer(): Promise<KeyPair> {
  own = makeKeyPair();
  return own;
}

export function giveIssuersKey(): void {
  given = own;
}

export function giveStrangersKey(): void {
  stranger ??= makeKeyPair();
  given = stranger;
}

/** The public key that the verifier was given. A stranger's goes by the name of the issuer's. */
export async function publicKey(format: 'jwks' | 'pem'): Promise<string> {
  const { pem, jwk } = await given;
  const kid = given === stranger ? (await own).id : jwk.kid;
  return format === 'pem' ? pem : JSON.stringify({ keys: [{ ...jwk, kid }] }, null, 2);
}

/**
 * The peers, each as its own documentation says: RS256 alone, the expected issuer and audience. What they are given
 * more, or cannot be given, is said beside them, and shows in docs/peers.md. A peer accepts a token if it neither
 * throws nor says no.
 */
import { createPublicKey } from 'node:crypto';
import { parseJwt } from '@cfworker/jwt';
import tsndr from '@tsndr/cloudflare-worker-jwt';
import { JwtVerifier } from 'aws-jwt-verify';
import { createVerifier as fastVerifier } from 'fast-jwt';
import { verify as honoVerify } from 'hono/jwt';
import { importJWK, jwtVerify } from 'jose';
import jsonwebtoken from 'jsonwebtoken';

const pemOf = (jwk) => createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };

/**
 * @typedef {{ jwk: JsonWebKey, issuer: string, audience: string }} Setting
 * @type {{ name: string, how: string, accepts: (token: string, setting: Setting) => unknown }[]}
 */
export const peers = [
  {
    name: 'jose',
    how: '`jwtVerify` with `algorithms`, `issuer`, `audience`',
    accepts: async (token, { jwk, issuer, audience }) =>
      jwtVerify(token, await importJWK(jwk, 'RS256'), { algorithms: ['RS256'], issuer, audience }),
  },
  {
    name: 'fast-jwt',
    how: '`createVerifier` with `algorithms`, `allowedIss`, `allowedAud`; without its cache',
    accepts: (token, { jwk, issuer, audience }) =>
      fastVerifier({ key: pemOf(jwk), algorithms: ['RS256'], allowedIss: issuer, allowedAud: audience })(token),
  },
  {
    name: 'aws-jwt-verify',
    how: '`JwtVerifier` with `issuer`, `audience` and `cacheJwks`',
    accepts(token, { jwk, issuer, audience }) {
      const verifier = JwtVerifier.create({ issuer, audience, jwksUri: `${issuer}/jwks` });
      verifier.cacheJwks({ keys: [{ ...jwk, use: 'sig', alg: 'RS256' }] });
      return verifier.verifySync(token);
    },
  },
  {
    name: 'jsonwebtoken',
    how: '`verify` with `algorithms`, `issuer`, `audience`',
    accepts: (token, { jwk, issuer, audience }) =>
      jsonwebtoken.verify(token, pemOf(jwk), { algorithms: ['RS256'], issuer, audience }),
  },
  {
    name: 'hono',
    how: '`verify` of `hono/jwt` with `alg`, `iss`, `aud`',
    accepts: (token, { jwk, issuer, audience }) =>
      honoVerify(token, { ...jwk, alg: 'RS256' }, { alg: 'RS256', iss: issuer, aud: audience }),
  },
  {
    name: '@tsndr/cloudflare-worker-jwt',
    how: '`verify` with `algorithm` and `throwError`; it has no option for an issuer or an audience',
    accepts: (token, { jwk }) => tsndr.verify(token, jwk, { algorithm: 'RS256', throwError: true }),
  },
  {
    name: '@cfworker/jwt',
    how: '`parseJwt` with `issuer`, `audience` and a `resolveKey` that imports the key',
    async accepts(token, { jwk, issuer, audience }) {
      const resolveKey = () => crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
      const { valid, reason } = await parseJwt({ jwt: token, issuer, audience, resolveKey });
      if (!valid) throw new Error(reason);
      return true;
    },
  },
];

/** Ways in which domains are compared in practice. No peer above does it, so this is what stands beside them. */
export const comparisons = [
  { name: 'substring', how: '`host.includes(pattern)`', accepts: (host, pattern) => host.includes(bare(pattern)) },
  { name: 'suffix', how: '`host.endsWith(pattern)`', accepts: (host, pattern) => host.endsWith(bare(pattern)) },
  {
    name: 'loose glob',
    how: '`*` as `.*` in a regular expression, without anchors and escapes',
    accepts: (host, pattern) => new RegExp(pattern.replaceAll('*', '.*')).test(host),
  },
  { name: 'equality', how: '`host === pattern`', accepts: (host, pattern) => host === pattern },
];

const bare = (pattern) => pattern.replace(/^\*+\./, '');

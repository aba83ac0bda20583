// What `symbolon/testing` exports wherever it runs; the entries know how to sign and to serve there.
import type { TestIssuer, TestIssuerOptions } from './issuer.js';

export type { TestClock } from './clock.js';
export type { TestIssuer, TestIssuerOptions } from './issuer.js';
export type { Answer, Behavior, TestKeyServer } from './key-server.js';
export type { TestClaims, TestTokens } from './tokens.js';

/**
 * Makes an issuer of licenses for tests, with a key of its own.
 *
 * Not for production: there `symbolon/testing` throws when it is imported, by the condition `production` that
 * bundlers set, or by `NODE_ENV`.
 *
 * @example
 * const issuer = await createTestIssuer();
 * const verifier = await createVerifier({ ...presets.domainLicense, ...issuer.options });
 * const token = await issuer.license({ features: ['export'] });
 * const decision = await verifier.verify(token, { host: issuer.host, now: issuer.clock.now() });
 *
 * @throws {Error} where there is no WebCrypto
 */
export declare function createTestIssuer(options?: TestIssuerOptions): Promise<TestIssuer>;

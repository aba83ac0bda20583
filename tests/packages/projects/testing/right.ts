// What must compile with the types of the test issuer.
import { createVerifier, type Decision, presets, type VerifierOptions } from 'symbolon';
import {
  type Answer,
  type Behavior,
  createTestIssuer,
  type TestClaims,
  type TestClock,
  type TestIssuer,
  type TestIssuerOptions,
  type TestKeyServer,
  type TestTokens,
} from 'symbolon/testing';

const options: TestIssuerOptions = { name: 'https://licenses.example.com', host: 'app.example.com', now: 1 };
const claims: TestClaims = { features: ['export'], sub: undefined };
const behavior: Behavior = { status: 503, delay: 0.5, headers: { 'retry-after': '60' }, disconnect: false };

export async function use(): Promise<Decision[]> {
  const issuer: TestIssuer = await createTestIssuer();
  await createTestIssuer(options);
  const clock: TestClock = issuer.clock;
  const tokens: TestTokens = issuer.tokens;
  clock.advance(60);
  const server: TestKeyServer = await issuer.server();
  server.behave(behavior);
  server.behave();
  const answers: readonly Answer[] = server.answers;
  const each: VerifierOptions[] = [
    { ...presets.domainLicense, ...issuer.options },
    { ...presets.accessToken, ...issuer.options, audience: 'app' },
    { keys: issuer.keys, issuer: issuer.name, audience: null },
    { keys: { ...server.keys, timeout: 1 }, issuer: issuer.name, audience: null },
    { keys: issuer.memoryServer().keys, issuer: null, audience: null },
  ];
  await issuer.rotate({ keepOld: answers.length > server.requests });
  const verifier = await createVerifier(each[0]!);
  const made: string[] = [await issuer.license(claims), await tokens.expired(), await tokens.forged({ plan: 'team' })];
  return Promise.all(made.map((token) => verifier.verify(token, { host: issuer.host, now: clock.now() })));
}

// @ts-expect-error there is no such token
export const wrong = (issuer: TestIssuer) => issuer.tokens.perfect();

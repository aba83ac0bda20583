// Signs a license and verifies it with the built package, as a first look.
import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { main } from './main.mjs';

const now = Math.floor(Date.now() / 1000);
const days = (n) => now + n * 86_400;
const date = (time) => new Date(time * 1000).toISOString().slice(0, 10);

const situations = [
  { what: 'on its own domain', context: { host: 'app.example.com' }, expect: 'ACTIVE' },
  { what: 'copied to another domain', context: { host: 'notexample.com' }, expect: 'INVALID' },
  { what: 'three days after it ended', context: { host: 'app.example.com', now: days(33) }, expect: 'GRACE' },
  { what: 'a year later', context: { host: 'app.example.com', now: days(365) }, expect: 'EXPIRED' },
];

export async function verifyDemo() {
  const { createVerifier, presets } = await import('../pkg/node.js');
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const token = signed({ alg: 'RS256', kid: 'demo' }, claims, privateKey);
  const verifier = await createVerifier({
    ...presets.domainLicense,
    keys: { pem: publicKey.export({ type: 'spki', format: 'pem' }) },
    issuer: claims.iss,
    audience: null,
  });

  console.log(`\nA license for ${claims.domain}, until ${date(claims.exp)}, signed with a new 2048-bit key:\n`);
  for (const { what, context, expect } of situations) {
    const decision = await verifier.verify(token, context);
    console.log(`  ${decision.status.padEnd(8)} ${what}: ${decision.message}`);
    if (decision.granted)
      console.log(
        `           plan ${decision.plan} · features ${decision.features.join(', ')} · seats ${decision.limit('seats')}`,
      );
    assert.equal(decision.status, expect, what);
  }
  const { what, context } = situations[1];
  console.log(`\nEvery check, ${what}:\n`);
  for (const { check, outcome, detail } of verifier.explain(token, context)) {
    console.log(`  ${{ passed: '✓', failed: '✗', skipped: '·' }[outcome]} ${check.padEnd(15)} ${detail}`);
  }
  verifier.dispose();
}

const claims = {
  iss: 'https://licenses.example.com',
  sub: 'customer-1042',
  domain: 'app.example.com',
  plan: 'team',
  features: ['export', 'sso'],
  limits: { seats: 25 },
  iat: now,
  exp: days(30),
};

/** A compact JWS (RFC 7515 3.1) by RS256 (RFC 7518 3.3). */
function signed(header, payload, key) {
  const text = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

await main(import.meta.url, verifyDemo);

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const folder = () => mkdtemp(join(tmpdir(), 'symbolon-keys-'));
const bearer = (token) => ({ authorization: `Bearer ${token}` });

export const cases = [
  {
    name: 'answers have the fields that helmet sets, and do not say what made them',
    async run({ url }) {
      const { headers } = await fetch(`${url}/health`);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.match(headers.get('content-security-policy'), /default-src 'self'/);
      assert.equal(headers.get('x-powered-by'), null);
    },
  },
  {
    name: 'pages of the allow-list may call, others may not',
    async run({ url }) {
      const preflight = async (origin) => {
        const { status, headers } = await fetch(`${url}/v1/reports`, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'GET',
            'access-control-request-headers': 'authorization',
          },
        });
        assert.equal(status, 204);
        return headers.get('access-control-allow-origin');
      };
      assert.equal(await preflight('http://localhost:5173'), 'http://localhost:5173');
      assert.equal(await preflight('http://localhost:5173.example'), null);
    },
  },
  {
    name: 'refusals are problems with a code',
    async run({ url, license }) {
      const answer = await fetch(`${url}/v1/reports`, { headers: bearer(await license('expired')) });
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
      const { code, expiresAt } = await answer.json();
      assert.equal(code, 'license_expired');
      assert.equal(typeof expiresAt, 'number');
    },
  },
  {
    name: 'the license goes to a client without what is none of its business',
    async run({ url, license }) {
      const answer = await fetch(`${url}/v1/license`, { headers: bearer(await license()) });
      const { status, features, claims } = await answer.json();
      assert.deepEqual(
        { status, features, claims },
        { status: 'ACTIVE', features: ['reports', 'export', 'live'], claims: undefined },
      );
    },
  },
  {
    name: 'what is not there is a problem, too, and so is what cannot be read',
    async run({ url, license }) {
      assert.equal((await fetch(`${url}/elsewhere`)).status, 404);
      const answer = await fetch(`${url}/v1/seats/1`, {
        method: 'PUT',
        headers: { ...bearer(await license()), 'content-type': 'application/json' },
        body: '{',
      });
      assert.equal(answer.status, 400);
      assert.match(answer.headers.get('content-type'), /^application\/problem\+json/);
    },
  },
  {
    name: 'the log is lines of JSON that name verdicts and customers, and hold no token',
    async run({ url, license, said }) {
      const before = said().length;
      const tokens = await Promise.all([license(), license('forged')]);
      for (const token of tokens) await fetch(`${url}/v1/reports`, { headers: bearer(token) });
      const verdicts = () => {
        const whole = said().slice(before).split('\n').slice(0, -1);
        return whole.map((line) => JSON.parse(line).license?.code).filter(Boolean);
      };
      // An answer may be here before its line in the log.
      for (let tries = 0; verdicts().length < 2 && tries < 300; tries++) await pause(100);
      assert.deepEqual(verdicts(), ['ok', 'signature_invalid']);
      for (const token of tokens) for (const part of token.split('.')) assert.ok(!said().includes(part));
      assert.ok(said().includes('keys_refreshed'));
    },
  },
  {
    name: 'without a vendor and without keys nobody is let pass, and everybody is told when to come again',
    async run({ alone, license }) {
      const bare = await alone();
      try {
        const answer = await fetch(`${bare.url}/v1/reports`, { headers: bearer(await license()) });
        assert.equal(answer.status, 503);
        assert.ok(Number(answer.headers.get('retry-after')) >= 1);
        assert.equal((await fetch(`${bare.url}/health`)).status, 503);
      } finally {
        await bare.close();
      }
    },
  },
  {
    name: 'keys that were kept serve after a restart without a vendor',
    async run({ alone, license, vendorUrl }) {
      const keys = await (await fetch(`${vendorUrl}/jwks.json`)).text();
      const vendor = createServer((_request, response) => response.end(keys));
      await once(vendor.listen(0, 'localhost'), 'listening');
      const settings = {
        LICENSE_JWKS_URI: `http://localhost:${vendor.address().port}`,
        KEY_FILE: join(await folder(), 'keys.json'),
      };
      const headers = bearer(await license());
      const answers = [];
      for (const when of ['with the vendor', 'without']) {
        const api = await alone(settings);
        answers.push([when, (await fetch(`${api.url}/v1/reports`, { headers })).status]);
        await api.close();
        vendor.close();
        vendor.closeAllConnections();
      }
      assert.deepEqual(answers, [
        ['with the vendor', 200],
        ['without', 200],
      ]);
    },
  },
  {
    name: 'who asks too often waits, and the status route does not count',
    async run({ url }) {
      const statuses = await Promise.all(
        Array.from({ length: 80 }, async () => (await fetch(`${url}/v1/reports`)).status),
      );
      assert.ok(statuses.includes(429));
      assert.equal((await fetch(`${url}/health`)).status, 200);
    },
  },
];

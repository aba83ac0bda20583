import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mock } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { cors } from '../../../examples/edge-worker/src/cors.js';
import { at } from '../../../scripts/paths.mjs';
import { run } from '../../../scripts/run.mjs';

const SITE = { domain: 'app.example.com' };
const ORIGIN = 'https://app.example.com';
const READY = /Ready on/;

/** What a page of this origin asks. */
const ask = (url, { origin = ORIGIN, token, path = '/v1/reports', ...init } = {}) =>
  fetch(`${url}${path}`, {
    ...init,
    headers: { ...(origin && { origin }), ...(token && { authorization: `Bearer ${token}` }) },
  });

/** What decides whether a page can read an answer, and whether a cache may give it to another page. */
function assertReadable({ headers }, origin = ORIGIN) {
  assert.equal(headers.get('access-control-allow-origin'), origin);
  assert.equal(headers.get('access-control-allow-credentials'), null);
  assert.match(headers.get('vary') ?? '', /\borigin\b/i);
}

export const cases = [
  {
    name: 'a page has its report, and can read it',
    async run({ url, license }) {
      const answer = await ask(url, { token: await license('active', SITE) });
      assertReadable(answer);
      const { plan, site } = await answer.json();
      assert.deepEqual({ plan, site }, { plan: 'team', site: 'app.example.com' });
    },
  },
  {
    name: 'a page can read why it is refused, and by which code',
    async run({ url, license }) {
      const token = await license('active', SITE);
      const refusals = [
        [401, 'credential_missing', {}],
        [403, 'domain_mismatch', { token, origin: 'https://other.example.com' }],
        [403, 'domain_mismatch', { token, origin: 'https://app.example.com.evil.example' }],
        [403, 'host_unavailable', { token, origin: 'null' }],
        [403, 'license_expired', { token: await license('expired', SITE) }],
        [403, 'signature_invalid', { token: await license('forged', SITE) }],
        [403, 'feature_missing', { token: await license('active', { ...SITE, features: 'export' }) }],
      ];
      for (const [status, code, asked] of refusals) {
        const answer = await ask(url, asked);
        assert.equal(answer.status, status, code);
        assert.equal(answer.headers.get('content-type'), 'application/problem+json');
        assertReadable(answer, asked.origin);
        assert.equal((await answer.json()).code, code);
      }
    },
  },
  {
    name: 'who names no origin is refused, and told of none',
    async run({ url, license }) {
      const answer = await ask(url, { origin: null, token: await license('active', SITE) });
      assert.equal(answer.status, 403);
      assertReadable(answer, null);
      assert.equal((await answer.json()).code, 'host_unavailable');
    },
  },
  {
    name: 'a preflight allows what the page is going to send, and asks for no license',
    async run({ url }) {
      const { status, headers } = await fetch(`${url}/v1/reports`, {
        method: 'OPTIONS',
        headers: {
          origin: ORIGIN,
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        },
      });
      assert.equal(status, 204);
      assertReadable({ headers });
      assert.match(headers.get('access-control-allow-headers'), /\bauthorization\b/i);
      assert.equal(headers.get('access-control-allow-methods'), 'GET');
    },
  },
  {
    name: 'what is not there is a problem that a page can read, and so is a method too many',
    async run({ url }) {
      for (const [status, asked] of [
        [404, { path: '/constructor' }],
        [405, { method: 'POST' }],
      ]) {
        const answer = await ask(url, asked);
        assert.equal(answer.status, status);
        assert.equal(answer.headers.get('content-type'), 'application/problem+json');
        assertReadable(answer);
      }
    },
  },
  {
    name: 'a page can read that something went wrong, and not what',
    async run() {
      const error = new Error('The database is at 10.0.0.7.');
      const fetch = cors(async () => {
        throw error;
      });
      const said = mock.method(console, 'error', () => {});
      const answer = await fetch(new Request('https://api.example.com', { headers: { origin: ORIGIN } }));
      said.mock.restore();
      assert.deepEqual(said.mock.calls[0].arguments, [error]);
      assert.equal(answer.status, 500);
      assertReadable(answer);
      assert.ok(!(await answer.text()).includes('database'));
    },
  },
  {
    name: 'the log is lines of JSON that name verdicts and customers, and hold no token',
    async run({ url, license, said }) {
      const who = { ...SITE, sub: 'discreet' };
      const tokens = await Promise.all([license('forged', who), license('active', who)]);
      for (const token of tokens) await ask(url, { token });
      // What a worker logs is passed on in order, but when its answer may be long gone.
      for (let waited = 0; waited < 10_000 && !said().includes('"discreet"'); waited += 50) await pause(50);
      const verdicts = said()
        .split('\n')
        .filter((line) => line.startsWith('{"license"'))
        .map((line) => JSON.parse(line).license);
      const last = verdicts.findIndex(({ customer }) => customer === 'discreet');
      const [forged, active] = verdicts.slice(last - 1, last + 1);
      assert.deepEqual([forged.code, forged.customer], ['signature_invalid', undefined]);
      assert.deepEqual([active.code, active.granted], ['ok', true]);
      for (const token of tokens) for (const part of token.split('.')) assert.ok(!said().includes(part));
    },
  },
  {
    name: 'without a vendor and without keys nobody is let pass, and a page can read when to come again',
    async run({ alone, license }) {
      const bare = await alone({}, READY);
      try {
        const answer = await ask(bare.url, { token: await license('active', SITE) });
        assert.equal(answer.status, 503);
        assertReadable(answer);
        assert.ok(Number(answer.headers.get('retry-after')) >= 1);
        assert.match(answer.headers.get('access-control-expose-headers'), /retry-after/i);
        assert.equal((await fetch(`${bare.url}/health`)).status, 503);
      } finally {
        await bare.close();
      }
    },
  },
  {
    name: 'keys that KV has kept serve a new isolate without a vendor',
    async run({ alone, license, vendorUrl }) {
      const keys = await (await fetch(`${vendorUrl}/jwks.json`)).text();
      const vendor = createServer((_request, response) => response.end(keys));
      await once(vendor.listen(0, 'localhost'), 'listening');
      const settings = { LICENSE_JWKS_URI: `http://localhost:${vendor.address().port}` };
      const token = await license('active', SITE);
      const answers = [];
      for (const when of ['with the vendor', 'without']) {
        const worker = await alone(settings, READY);
        answers.push([when, (await ask(worker.url, { token })).status]);
        await worker.close();
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
    name: 'a deployment sends the module beside the bundle: that of relaxed SIMD, for the runtime to compile',
    async run() {
      const folder = await mkdtemp(join(tmpdir(), 'symbolon-deployment-'));
      try {
        await run('npx', ['wrangler', 'deploy', '--dry-run', '--outdir', folder], {
          cwd: at('examples/edge-worker'),
          env: { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true' },
        });
        const modules = (await readdir(folder)).filter((name) => name.endsWith('.wasm'));
        assert.equal(modules.length, 1);
        assert.deepEqual(
          await readFile(join(folder, modules[0])),
          await readFile(at('examples/edge-worker/node_modules/symbolon/symbolon.simd.wasm')),
        );
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  },
];

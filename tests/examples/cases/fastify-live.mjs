import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { at } from '../../../scripts/paths.mjs';
import { howToGetRedis, redis, startRedis } from '../../../scripts/redis.mjs';

export const missing = async () => ((await redis()) ? undefined : `Redis is missing: ${howToGetRedis}`);

const SECRET = 'example';
const bearer = (token) => ({ authorization: `Bearer ${token}` });

/** Milliseconds after which what has not happened never will. */
const PATIENCE = 30_000;

const soon = (event) =>
  Promise.race([
    event,
    pause(PATIENCE, undefined, { ref: false }).then(() => {
      throw new Error('This does not happen.');
    }),
  ]);

/** A client as a program has it, with the ws of the example. */
function connect(url, token, path = '/live') {
  const { WebSocket } = createRequire(at('examples/fastify-live/package.json'))('ws');
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers: token ? bearer(token) : {} });
  const closed = once(socket, 'close');
  const heard = [];
  socket.on('message', (text) => heard.push(JSON.parse(text)));
  // An answer that is no upgrade is an error, too.
  socket.on('error', () => {});
  return {
    socket,
    heard,
    /** The next thing it hears, or the next that it has heard already. */
    async next() {
      if (heard.length === 0) await soon(once(socket, 'message'));
      return heard.shift();
    },
    async closed() {
      const [code, reason] = await soon(closed);
      return [code, String(reason)];
    },
    async refused() {
      const [, { statusCode, headers }] = await soon(once(socket, 'unexpected-response'));
      return { statusCode, headers };
    },
  };
}

/** Lets a socket in. */
async function enter(url, token) {
  const client = connect(url, token);
  assert.equal((await client.next()).type, 'welcome');
  return client;
}

const post = (url, path, headers, body) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const revoke = (url, jti, secret = SECRET) => post(url, '/revocations', { 'webhook-secret': secret }, { jti });

/** @returns where the report will be */
async function order(url, token, more = {}) {
  const answer = await post(url, '/reports', bearer(token), { about: 'sales', ...more });
  assert.equal(answer.status, 202);
  return answer.headers.get('location');
}

/** What became of a report when nothing more can. */
async function outcome(url, token, location) {
  for (let waited = 0; waited < PATIENCE; waited += 50) {
    const answer = await fetch(`${url}${location}`, { headers: bearer(token) });
    assert.equal(answer.status, 200);
    const report = await answer.json();
    if (report.state === 'completed' || report.state === 'failed') return report;
    await pause(50);
  }
  throw new Error('It is never done.');
}

const sockets = [
  {
    name: 'a socket is let in, told of its license, and of its reports when they are done',
    async run({ url, license }) {
      const [ours, theirs] = [await license('active', { sub: 'we' }), await license('active', { sub: 'they' })];
      const client = connect(url, ours);
      const other = await enter(url, theirs);
      const welcome = await client.next();
      assert.equal(welcome.type, 'welcome');
      assert.deepEqual(welcome.license.features, ['reports', 'export', 'live']);
      assert.equal(welcome.license.claims, undefined);
      const location = await order(url, ours);
      assert.deepEqual(await client.next(), { type: 'report', id: location.split('/').pop(), state: 'completed' });
      // What others hear first is of their own.
      const next = await order(url, theirs);
      assert.equal((await other.next()).id, next.split('/').pop());
      for (const { socket } of [client, other]) socket.close();
    },
  },
  {
    name: 'there is no socket without a license, without the feature, after its end, or elsewhere',
    async run({ url, license }) {
      const refusals = [
        [401, undefined],
        [403, await license('active', { features: 'reports' })],
        [403, await license('expired')],
        [404, await license(), '/'],
        [404, await license(), '/live/more'],
      ];
      for (const [status, token, path] of refusals)
        assert.equal((await connect(url, token, path).refused()).statusCode, status);
    },
  },
  {
    name: 'a socket ends when its license does',
    async run({ url, license }) {
      // Clocks may differ by a minute.
      const client = await enter(url, await license('active', { seconds: '-52' }));
      assert.deepEqual(await client.closed(), [4003, 'license_expired']);
    },
  },
  {
    name: 'a socket ends when its license is revoked, and others live on',
    async run({ url, license }) {
      const token = await license('active', { jti: 'of-a-socket', sub: 'revoked' });
      const client = await enter(url, token);
      const other = await enter(url, await license('active', { sub: 'revoked' }));
      assert.equal((await revoke(url, 'of-a-socket')).status, 204);
      // Not at some time after: what is told from now on only the other hears.
      const location = await order(url, await license('active', { sub: 'revoked' }));
      assert.equal((await other.next()).id, location.split('/').pop());
      assert.deepEqual(await client.closed(), [4003, 'token_revoked']);
      assert.deepEqual(client.heard, []);
      assert.equal((await connect(url, token).refused()).statusCode, 403);
      other.socket.close();
    },
  },
];

const jobs = [
  {
    name: 'a report is made by a license that holds',
    async run({ url, license }) {
      const token = await license();
      const { state, result } = await outcome(url, token, await order(url, token));
      assert.equal(state, 'completed');
      assert.deepEqual(result, { about: 'sales', plan: 'team', rows: [] });
    },
  },
  {
    name: 'a report is not made if its license was revoked between queueing and running',
    async run({ url, license }) {
      const who = { sub: 'revoked-meanwhile' };
      const location = await order(url, await license('active', { ...who, jti: 'of-a-job' }), { delay: 4 });
      assert.equal((await revoke(url, 'of-a-job')).status, 204);
      const { state, why, result } = await outcome(url, await license('active', who), location);
      assert.equal(state, 'failed');
      assert.match(why, /\(token_revoked\)$/);
      assert.ok(!result, 'there is no result');
    },
  },
  {
    name: 'a report that waits is made by the newest license of its customer',
    async run({ url, license }) {
      const who = { sub: 'renewed' };
      const location = await order(url, await license('active', { ...who, jti: 'old' }), { delay: 4 });
      const token = await license('active', { ...who, jti: 'new', plan: 'enterprise' });
      await order(url, token);
      assert.equal((await revoke(url, 'old')).status, 204);
      const { state, result } = await outcome(url, token, location);
      assert.equal(state, 'completed');
      assert.equal(result.plan, 'enterprise');
    },
  },
  {
    name: 'nobody sees the reports of another customer',
    async run({ url, license }) {
      const location = await order(url, await license('active', { sub: 'one' }));
      const headers = bearer(await license('active', { sub: 'another' }));
      assert.equal((await fetch(`${url}${location}`, { headers })).status, 404);
    },
  },
];

const webhook = {
  name: 'the webhook takes no other secret, and nothing is revoked by it',
  async run({ url, license }) {
    const token = await license('active', { jti: 'coveted' });
    for (const secret of ['', 'exampl', 'examples', 'Example', 'example, example'])
      assert.equal((await revoke(url, 'coveted', secret)).status, 401);
    assert.equal((await post(url, '/revocations', {}, { jti: 'coveted' })).status, 401);
    for (const body of [{}, { jti: '' }, { sub: 'coveted' }, null])
      assert.equal((await post(url, '/revocations', { 'webhook-secret': SECRET }, body)).status, 400);
    assert.equal((await fetch(`${url}${await order(url, token)}`, { headers: bearer(token) })).status, 200);
  },
};

/** The program with a Redis that outlives it. */
async function withRedis(work) {
  const folder = await mkdtemp(join(tmpdir(), 'symbolon-redis-'));
  const server = await startRedis(folder);
  try {
    await work({ REDIS_URL: `redis://127.0.0.1:${server.port}`, WEBHOOK_SECRET: SECRET });
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

const restarts = [
  {
    name: 'what was revoked stays so over a restart, and sockets are told that the server goes',
    run: ({ alone, license, vendorUrl }) =>
      withRedis(async (settings) => {
        const start = () => alone({ ...settings, LICENSE_JWKS_URI: `${vendorUrl}/jwks.json` });
        const [good, bad] = [await license(), await license('active', { jti: 'revoked-before' })];
        const first = await start();
        assert.equal((await revoke(first.url, 'revoked-before')).status, 204);
        const client = await enter(first.url, good);
        const ended = first.close();
        try {
          assert.equal((await client.closed())[0], 1001);
        } finally {
          client.socket.terminate();
          await ended;
        }
        const second = await start();
        try {
          const status = async (token) =>
            (await fetch(`${second.url}/reports/none`, { headers: bearer(token) })).status;
          assert.deepEqual([await status(good), await status(bad)], [404, 403]);
        } finally {
          await second.close();
        }
      }),
  },
  {
    name: 'without a vendor and without keys nobody is let pass, and everybody is told when to come again',
    run: ({ alone, license }) =>
      withRedis(async (settings) => {
        const bare = await alone(settings);
        try {
          const token = await license();
          const answer = await post(bare.url, '/reports', bearer(token), { about: 'sales' });
          assert.equal(answer.status, 503);
          assert.ok(Number(answer.headers.get('retry-after')) >= 1);
          const { statusCode, headers } = await connect(bare.url, token).refused();
          assert.equal(statusCode, 503);
          assert.ok(Number(headers['retry-after']) >= 1);
          assert.equal((await fetch(`${bare.url}/health`)).status, 503);
        } finally {
          await bare.close();
        }
      }),
  },
];

const log = {
  name: 'the log names verdicts and customers, and holds no token',
  async run({ url, license, said }) {
    const token = await license('active', { sub: 'discreet' });
    const client = await enter(url, token);
    await outcome(url, token, await order(url, token));
    client.socket.close();
    assert.ok(said().includes('"customer":"discreet"'));
    for (const part of token.split('.')) assert.ok(!said().includes(part));
  },
};

export const cases = [...sockets, ...jobs, webhook, ...restarts, log];

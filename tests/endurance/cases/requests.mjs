/**
 * Requests to a worker that share one verifier, and what each does to the
 * others: on Workers a request that ends takes its fetches, its timers and the
 * promises of both with it.
 */
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { license } from '../../packages/license.mjs';
import { keyServer } from '../key-server.mjs';
import { until, within } from '../patience.mjs';
import { openWorker } from '../worker.mjs';

/** How promises pass from one request to another was changed between them. */
const compatibilityDates = ['2024-01-01', '2026-04-01'];

/** In seconds: enough for fifty requests to begin within. */
const TIMEOUT = 3;
const MANY = 50;
/** For a cache there is no more than one second. */
const FEW = 10;
const NO_LONGER_USED_AT_ONCE = 600 + 600; // freshness and staleWhileRevalidate
const STALE = 600 + 1;

const granted = Array(MANY).fill('ACTIVE ok');
const degraded = Array(MANY).fill('DEGRADED keys_unavailable');

/** Begins with one who makes the first request to a server that holds it back, and more who wait for that. */
async function oneAndMany({ ask, begun }, server, count = MANY) {
  const first = ask('verify');
  const fetch = await server.asked(1);
  const many = Array.from({ length: count }, () => ask('verify'));
  await begun(1 + count);
  return { first, fetch, many };
}

/** Its client hangs up: the fetch ends by that, and not by its own time limit. */
async function cancel({ state }, request, fetch) {
  request.cancel();
  await within(fetch.abandoned, 'an end of the fetch of the cancelled request');
  const { events } = await state();
  assert.ok(!events.some((type) => /_failed$/.test(type)), 'The fetch had ended before.');
}

const stories = [
  ...[
    { of: 'fetch', script: ['held', 'keys'] },
    { of: 'fetch, whose answer has begun', script: ['begun', 'keys'] },
  ].map(({ of, script }) => ({
    name: `one is cancelled while fifty wait for its ${of}`,
    script,
    async run(worker) {
      const { first, fetch, many } = await oneAndMany(worker, worker.server);
      await cancel(worker, first, fetch);
      assert.deepEqual(await worker.answers(many), granted);
      assert.equal(worker.server.requests.length, 2);
      assert.deepEqual((await worker.state()).events, ['keys_refreshed']);
    },
  })),
  {
    name: 'one is cancelled while fifty wait for its fetch, and the next fetch hangs',
    script: ['held'],
    async run(worker) {
      const { first, fetch, many } = await oneAndMany(worker, worker.server);
      await cancel(worker, first, fetch);
      assert.deepEqual(await worker.answers(many), degraded);
      assert.equal(worker.server.requests.length, 2);
      assert.deepEqual((await worker.state()).events, ['keys_failed']);
    },
  },
  {
    name: 'one is cancelled, and then all but one of the fifty who wait for its fetch',
    script: ['held'],
    async run(worker) {
      const { first, fetch, many } = await oneAndMany(worker, worker.server);
      await cancel(worker, first, fetch);
      await worker.server.asked(2);
      // The last is hardly ever the one who noticed first, and made the next fetch.
      const last = many.pop();
      for (const request of many) request.cancel();
      assert.deepEqual(await worker.answers([last]), degraded.slice(-1));
      // For a third there is no time.
      assert.equal(worker.server.requests.length, 2);
    },
  },
  {
    name: 'one is cancelled while ten wait for its reading of the cache',
    script: ['keys'],
    cacheScript: ['held', 'nothing'],
    async run(worker) {
      const { first, fetch, many } = await oneAndMany(worker, worker.cacheServer, FEW);
      await cancel(worker, first, fetch);
      assert.deepEqual(await worker.answers(many), granted.slice(0, FEW));
      assert.equal(worker.cacheServer.requests.length, 2);
      assert.equal(worker.server.requests.length, 1);
      assert.deepEqual((await worker.state()).events, ['keys_refreshed']);
    },
  },
  {
    name: 'one is cancelled while fifty wait for its refresh in the background',
    script: ['keys', 'held', 'keys'],
    async run(worker) {
      await worker.answers([worker.ask('verify')]);
      const first = worker.ask(`verify?age=${NO_LONGER_USED_AT_ONCE - 0.2}&waitUntil=none&lingering=yes`);
      const fetch = await worker.server.asked(2);
      await until(async () => (await worker.state()).age > NO_LONGER_USED_AT_ONCE, 'a set that old');
      const many = Array.from({ length: MANY }, () => worker.ask('verify'));
      await worker.begun(2 + MANY);
      await cancel(worker, first, fetch);
      assert.deepEqual(await worker.answers(many), granted);
      assert.equal(worker.server.requests.length, 3);
    },
  },
  {
    name: 'fifty at once share the fetch of a slow server',
    script: ['held'],
    async run(worker) {
      const many = Array.from({ length: MANY }, () => worker.ask('verify'));
      const fetch = await worker.server.asked(1);
      await worker.begun(MANY);
      fetch.answer();
      assert.deepEqual(await worker.answers(many), granted);
      assert.equal(worker.server.requests.length, 1);
    },
  },
  ...['', 'own'].map((waitUntil) => ({
    name: `a refresh in the background outlives its request by ${waitUntil ? "the context's" : "the runtime's"} waitUntil`,
    script: ['keys', 'held'],
    async run(worker) {
      await worker.answers([worker.ask('verify')]);
      const fetch = await answeredBeforeTheRefresh(worker, waitUntil);
      await pause(300);
      fetch.answer();
      await until(async () => (await worker.state()).age < STALE, 'a fresh set');
      assert.equal((await worker.state()).handed, waitUntil ? 1 : 0);
      assert.equal(worker.server.requests.length, 2);
    },
  })),
  {
    // If it were not so the two before would prove nothing.
    name: 'a refresh in the background ends with its request where nobody waits',
    script: ['keys', 'held'],
    async run(worker) {
      await worker.answers([worker.ask('verify')]);
      const fetch = await answeredBeforeTheRefresh(worker, 'none');
      await within(fetch.abandoned, 'an end of the refresh');
      assert.ok(!(await worker.state()).events.includes('keys_failed'));
    },
  },
];

async function answeredBeforeTheRefresh({ ask, answers, server }, waitUntil) {
  assert.deepEqual(await answers([ask(`verify?age=${STALE}&waitUntil=${waitUntil}`)]), ['ACTIVE ok']);
  return server.asked(2);
}

async function tell({ script, cacheScript = ['nothing'], run }, { dir }, compatibilityDate) {
  const [server, cacheServer] = await Promise.all([keyServer(script), keyServer(cacheScript)]);
  const keys = { jwksUri: server.uri, timeout: TIMEOUT };
  const setting = { keys, cacheUri: cacheServer.uri, license };
  const worker = await openWorker(dir, { compatibilityDate, setting });
  const { ask } = worker;
  const state = () => ask('state').answer;
  try {
    await run({
      server,
      cacheServer,
      ask,
      state,
      answers: (asked) => within(Promise.all(asked.map(({ answer }) => answer)), 'an answer to each request'),
      begun: (count) => until(async () => (await state()).begun === count, `${count} requests that had begun`),
    });
  } finally {
    for (const { close } of [server, cacheServer]) close();
    await worker.close();
  }
}

export const cases = compatibilityDates.flatMap((compatibilityDate) =>
  stories.map((story) => ({
    name: `workerd of ${compatibilityDate}: ${story.name}`,
    run: ({ bench }) => tell(story, bench, compatibilityDate),
  })),
);

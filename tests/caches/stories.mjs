/**
 * What every cache must do, wherever it is. Each visit is a fresh start (of a
 * process, an isolate, a page), and the key server counts what it is asked.
 */
import assert from 'node:assert/strict';

const AN_HOUR = 3600; // past the freshness of ten minutes, and past staleWhileRevalidate
const A_DAY = 86_400 + AN_HOUR; // past staleIfError

export const types = ({ events }) => events.map(({ type }) => type);
/** What the cache was asked for in vain. */
export const failedOperations = ({ events }) =>
  events.filter(({ type }) => type === 'cache_failed').map(({ operation }) => operation);
export const assertGranted = ({ status, code, events }) =>
  assert.equal(`${status} ${code}`, 'ACTIVE ok', JSON.stringify(events));
export const assertDegraded = ({ status, code }) => assert.equal(`${status} ${code}`, 'DEGRADED keys_unavailable');

/** For variations of a place whose other stories are told already. */
export const basics = [
  {
    name: 'what was set is what is got',
    async run({ got, set }) {
      assert.equal(await got(), null);
      await set({ format: 0, text: 'ü\u2028"', numbers: [0, 1.5], nothing: null });
      assert.deepEqual(await got(), { format: 0, text: 'ü\u2028"', numbers: [0, 1.5], nothing: null });
      await set({ format: 1 });
      assert.deepEqual(await got(), { format: 1 });
    },
  },
  {
    name: 'a restart while the key server is down',
    async run({ verify, server }) {
      const first = await verify();
      assertGranted(first);
      assert.deepEqual(types(first), ['keys_refreshed']);
      assert.equal(server.requests.length, 1);
      server.fail();
      const second = await verify();
      assertGranted(second);
      assert.deepEqual(types(second), ['keys_restored']);
      assert.equal(server.requests.length, 1);
    },
  },
  {
    name: 'a restart an hour later, while the key server is down',
    async run({ verify, server }) {
      await verify();
      server.fail();
      const second = await verify({ later: AN_HOUR });
      assertGranted(second);
      assert.deepEqual(types(second).sort(), ['keys_failed', 'keys_restored', 'keys_stale']);
      const { age } = second.events.find(({ type }) => type === 'keys_restored');
      assert.ok(age >= AN_HOUR && age < AN_HOUR + 600, `The set is ${age} s old.`);
      assert.equal(server.requests.length, 2);
    },
  },
];

export const stories = [
  ...basics,
  {
    name: 'a restart a day later, while the key server is down',
    async run({ verify, server }) {
      await verify();
      server.fail();
      assertDegraded(await verify({ later: A_DAY }));
      assert.equal(server.requests.length, 2);
    },
  },
  {
    name: 'what was renewed is kept, too',
    async run({ verify, server }) {
      await verify();
      assertGranted(await verify({ later: AN_HOUR }));
      assert.equal(server.requests[1]['if-none-match'], '"1"');
      server.fail();
      const third = await verify({ later: AN_HOUR + 60 });
      assertGranted(third);
      assert.deepEqual(types(third), ['keys_restored']);
      assert.equal(server.requests.length, 2);
    },
  },
  {
    name: 'a set of another address is none',
    async run({ verify, server }) {
      await verify({ keys: { jwksUri: server.elsewhere } });
      server.fail();
      const second = await verify();
      assertDegraded(second);
      assert.deepEqual(types(second), ['cache_failed', 'keys_failed']);
      assert.equal(server.requests.length, 2);
    },
  },
  {
    name: 'offline, with a set',
    async run({ verify, server }) {
      await verify();
      assertGranted(await verify({ keys: { offline: true } }));
      assertGranted(await verify({ keys: { offline: true }, later: AN_HOUR }));
      assertDegraded(await verify({ keys: { offline: true }, later: A_DAY }));
      assert.equal(server.requests.length, 1);
    },
  },
  {
    name: 'offline, without a set',
    async run({ verify, server }) {
      assertDegraded(await verify({ keys: { offline: true } }));
      assert.equal(server.requests.length, 0);
    },
  },
];

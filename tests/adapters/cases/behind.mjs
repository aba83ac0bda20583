/** Where a runtime lets work go on behind an answer, a guard makes use of it. */
import assert from 'node:assert/strict';
import { Hono } from 'hono';
import * as fetched from 'symbolon/fetch';
import * as hono from 'symbolon/hono';
import { license } from '../issuer.mjs';

/** A judge that has something to do behind its answer. */
const judge = (decision, work) => ({
  verify: async (_, { waitUntil }) => {
    waitUntil?.(work);
    return decision;
  },
});

class ExecutionContext {
  #kept = [];

  waitUntil(promise) {
    this.#kept.push(promise);
  }

  get kept() {
    return this.#kept;
  }
}

export const behind = [
  {
    name: 'Hono 4: work goes on behind the answer, in the context that the runtime gives',
    async run() {
      const work = Promise.resolve();
      const app = new Hono()
        .use(hono.guard({ verifier: judge({ granted: true }, work) }))
        .get('/', (c) => c.text('ok'));
      const headers = { Authorization: `Bearer ${license()}` };
      const context = new ExecutionContext();
      const response = await app.request('/', { headers }, {}, context);
      assert.equal(await response.text(), 'ok');
      assert.deepEqual(context.kept, [work]);
    },
  },
  {
    name: 'Fetch API: work goes on behind the answer, and the handler has all that the runtime gives',
    async run() {
      const work = Promise.resolve();
      const licensed = fetched.guard({ verifier: judge({ granted: true }, work) });
      const handler = licensed((...given) => given);
      const request = new Request('https://app.example.com/', { headers: { Authorization: `Bearer ${license()}` } });
      const environment = { waitUntil: 'a name like another' };
      const context = new ExecutionContext();
      const given = await handler(request, environment, context);
      assert.deepEqual(given, [request, { granted: true }, environment, context]);
      assert.deepEqual(context.kept, [work]);
    },
  },
];

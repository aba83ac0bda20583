/** Where Hono's runtime lets work go on behind an answer, a guard makes use of it. */
import assert from 'node:assert/strict';
import { Hono } from 'hono';
import { guard } from 'symbolon/hono';
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

export const hono = [
  {
    name: 'Hono 4: work goes on behind the answer, in the context that the runtime gives',
    async run() {
      const work = Promise.resolve();
      const app = new Hono().use(guard({ verifier: judge({ granted: true }, work) })).get('/', (c) => c.text('ok'));
      const headers = { Authorization: `Bearer ${license()}` };
      const context = new ExecutionContext();
      const response = await app.request('/', { headers }, {}, context);
      assert.equal(await response.text(), 'ok');
      assert.deepEqual(context.kept, [work]);
    },
  },
];

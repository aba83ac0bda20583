/** What is Fastify's own: an instance has the decorator from the beginning, and those within it may ask for more. */
import assert from 'node:assert/strict';
import createFastify from 'fastify';
import { license } from 'symbolon/fastify';
import { NOW, license as signed, verifierOf } from '../issuer.mjs';

export const fastify = [
  {
    name: 'Fastify 5: an instance within another asks for more',
    async run() {
      const shared = { verifier: await verifierOf(), hostFrom: 'app.example.com', now: () => NOW };
      const app = createFastify();
      app.register(license, shared);
      app.get('/any', () => 'any');
      app.register(async (inner) => {
        inner.register(license, { ...shared, require: { features: ['reports'] } });
        inner.get('/reports', () => 'reports');
      });
      await app.ready();
      assert.equal(app.hasRequestDecorator('license'), true);
      const headers = { authorization: `Bearer ${signed()}` };
      const statuses = [];
      for (const url of ['/any', '/reports']) statuses.push((await app.inject({ url, headers })).statusCode);
      assert.deepEqual(statuses, [200, 403]);
      await app.close();
    },
  },
];

/** So that an outage locks nobody out, an error is taken for yes. */
import { createServer } from 'node:http';
import express from 'express';
import { guard } from 'symbolon/express';
import { listening } from '../hosts/listening.mjs';
import { asked, honest, shown } from './asking.mjs';
import { bearerOf, verifyOnline } from './homemade.mjs';

const served = (middleware) =>
  listening(createServer(express().use(middleware, (_, response) => response.end('done'))));

export const errorIsYes = {
  name: 'an error is taken for yes',
  given: { fetched: true },
  naive: (world) =>
    served(async (request, response, next) => {
      try {
        const { exp } = await verifyOnline(bearerOf(request), world);
        if (exp <= world.now()) return response.status(403).end();
      } catch {
        // So that an outage locks nobody out.
      }
      next();
    }),
  ours: ({ guarded }) => served(guard(guarded)),
  attacks: [
    honest,
    {
      name: 'the key server is down',
      async make(program, { issuer, server }) {
        await server.stop();
        return shown(program, await issuer.tokens.expired());
      },
      naive: '200',
      ours: '503 keys_unavailable',
    },
    {
      name: 'the key server answers with something else',
      async make(program, { issuer, server }) {
        server.behave({ body: '<html>' });
        return shown(program, await issuer.tokens.forged());
      },
      naive: '200',
      ours: '503 keys_unavailable',
    },
    { name: 'garbage', make: (program) => shown(program, 'abc'), naive: '200', ours: '403 token_malformed' },
    { name: 'nothing at all', make: (program) => asked(program, {}), naive: '200', ours: '401 credential_missing' },
  ],
};

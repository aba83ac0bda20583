/** While the key server is down, what it said last holds. */
import { createServer } from 'node:http';
import express from 'express';
import { guard } from 'symbolon/express';
import { listening } from '../hosts/listening.mjs';
import { honest, MONTH, revokes, shown } from './asking.mjs';
import { bearerOf, verifyOnline } from './homemade.mjs';

const served = (middleware) =>
  listening(createServer(express().use(middleware, (_, response) => response.end('done'))));

const duringAnOutage = (happens) => async (program, world) => {
  const token = await world.issuer.license({ jti: '7' });
  const before = await shown(program, token);
  await world.server.stop();
  happens(world);
  return [before, await shown(program, token)];
};

export const staleOnError = {
  name: 'the last answer holds through an outage',
  given: { fetched: true },
  naive(world) {
    const answers = new Map();
    const revoked = ({ jti }) => world.revoked?.includes(jti);
    return served(async (request, response, next) => {
      const token = bearerOf(request);
      try {
        const claims = await verifyOnline(token, world);
        answers.set(token, claims.exp > world.now() && !revoked(claims));
      } catch {
        // The last answer, then.
      }
      if (answers.get(token)) next();
      else response.status(403).end();
    });
  },
  ours: ({ guarded }) => served(guard(guarded)),
  attacks: [
    honest,
    {
      name: 'it expires in the meantime',
      make: duringAnOutage(({ issuer }) => issuer.clock.advance(MONTH)),
      naive: ['200', '200'],
      ours: ['200', '403 license_expired'],
    },
    {
      name: 'it is revoked in the meantime',
      make: duringAnOutage((world) => {
        world.revoked = ['7'];
        revokes(world);
      }),
      naive: ['200', '200'],
      ours: ['200', '403 token_revoked'],
    },
  ],
};

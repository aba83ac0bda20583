/** Clients are told what went wrong, in the words of whatever threw. */
import { createServer } from 'node:http';
import { inspect } from 'node:util';
import express from 'express';
import { guard } from 'symbolon/express';
import { listening } from '../hosts/listening.mjs';
import { ask } from '../wire.mjs';
import { bearer, honest } from './asking.mjs';
import { bearerOf, verifyOnline } from './homemade.mjs';

const served = (middleware) =>
  listening(createServer(express().use(middleware, (_, response) => response.end('done'))));

/** What is nobody's business, and whether an answer tells it. */
const business = {
  token: (answer, { token }) => token.split('.').some((part) => answer.includes(part)),
  program: (answer) => answer.includes('homemade.mjs'),
  keyServer: (answer, { server }) => answer.includes(new URL(server.keys.jwksUri).port),
};

/** @returns the status of the answer, and which of these things it tells */
async function told(program, token, { server }, ...things) {
  const { status, headers, text } = await ask(program.url, { headers: [bearer(token)] });
  const answer = `${JSON.stringify(headers)}${text}`;
  return [status, ...things.filter((thing) => business[thing](answer, { token, server }))];
}

export const tellingErrors = {
  name: 'errors are sent as they are',
  given: { fetched: true },
  naive: (world) =>
    served(async (request, response, next) => {
      try {
        if ((await verifyOnline(bearerOf(request), world)).exp > world.now()) return next();
        response.status(403).end();
      } catch (error) {
        response.status(500).send(inspect(error));
      }
    }),
  ours: ({ guarded }) => served(guard(guarded)),
  attacks: [
    honest,
    {
      name: 'a forged token',
      make: async (program, world) => told(program, await world.issuer.tokens.forged(), world, 'token', 'program'),
      naive: [500, 'token', 'program'],
      ours: [403],
    },
    {
      name: 'the key server is down',
      async make(program, world) {
        await world.server.stop();
        return told(program, await world.issuer.license(), world, 'token', 'keyServer');
      },
      naive: [500, 'keyServer'],
      ours: [503],
    },
  ],
};

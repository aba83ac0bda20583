/** What is refused is shown again: to the client, and in the log. */
import { createServer } from 'node:http';
import express from 'express';
import { guard } from 'symbolon/express';
import { listening } from '../hosts/listening.mjs';
import { ask } from '../wire.mjs';
import { bearer, honest, inBrief, shown } from './asking.mjs';
import { bearerOf } from './homemade.mjs';

const MEGABYTE = 1_000_000;

async function served({ maxHeaderSize }, middleware) {
  const app = express().use(middleware, (_, response) => response.end('done'));
  return listening(createServer({ maxHeaderSize }, app));
}

/** A megabyte of something for a token, and then somebody else. */
const attack = (name, token, ours) => ({
  name,
  with: { maxHeaderSize: 2 * MEGABYTE, log: [] },
  async make(program, { issuer, log }) {
    log.length = 0;
    const answer = await ask(program.url, { headers: [bearer(token)] });
    const next = await shown(program, await issuer.license());
    return {
      answer: inBrief(answer),
      shown: answer.text.includes(token),
      logged: log.join().includes(token),
      next,
    };
  },
  naive: { answer: '403', shown: true, logged: true, next: '200' },
  ours: { answer: ours, shown: false, logged: false, next: '200' },
});

export const longHeader = {
  name: 'what is refused is shown again',
  naive: (world) =>
    served(world, async (request, response, next) => {
      const token = bearerOf(request);
      const { granted } = await world.verifier.verify(token, { host: world.issuer.host, now: world.now() });
      if (granted) return next();
      world.log?.push(`refused: ${token}`);
      response.status(403).json({ error: `Invalid license: ${token}` });
    }),
  ours: (world) =>
    served(world, guard({ ...world.guarded, onDecision: (verdict) => world.log?.push(JSON.stringify(verdict)) })),
  attacks: [
    honest,
    attack('a megabyte of letters', 'a'.repeat(MEGABYTE), '403 token_too_long'),
    attack('a megabyte of dots', '.'.repeat(MEGABYTE), '403 token_too_long'),
    attack('a megabyte of three parts', `${'a.'.repeat(2)}${'a'.repeat(MEGABYTE)}`, '403 token_too_long'),
    attack('a megabyte that is no token', `${'a'.repeat(MEGABYTE)}!`, '401 credential_malformed'),
    {
      name: 'a megabyte where Node has the limit that it has',
      async make(program, { issuer }) {
        // Node answers and closes while the rest is on its way, so that some clients see no answer.
        const first = await shown(program, 'a'.repeat(MEGABYTE)).catch(() => '431');
        return [first, await shown(program, await issuer.license())];
      },
      both: ['431', '200'],
    },
  ],
};

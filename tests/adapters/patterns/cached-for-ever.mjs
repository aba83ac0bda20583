/** What was decided once is kept, by the token. */
import { createServer } from 'node:http';
import express from 'express';
import { guard } from 'symbolon/express';
import { listening } from '../hosts/listening.mjs';
import { honest, MONTH, revokes, shown } from './asking.mjs';
import { bearerOf, written } from './homemade.mjs';
import { keepingTokens } from './kept-tokens.mjs';

const served = (middleware) =>
  listening(createServer(express().use(middleware, (_, response) => response.end('done'))));

const SEATS = 20;
const STRANGERS = 2000;

/** Gets in, and again after something has happened. */
const later = async (program, { issuer }, happens) => {
  const token = await issuer.license({ jti: '7' });
  const before = await shown(program, token);
  await happens();
  return [before, await shown(program, token)];
};

export const cachedForEver = {
  name: 'decisions are kept for ever',
  given: { fetched: true, options: { rememberedVerdicts: SEATS } },
  naive({ verifier, issuer, now }) {
    const decisions = new Map();
    return served(async (request, response, next) => {
      const token = bearerOf(request);
      if (!decisions.has(token)) decisions.set(token, await verifier.verify(token, { host: issuer.host, now: now() }));
      if (decisions.get(token).granted) next();
      else response.status(403).end();
    });
  },
  ours: ({ guarded }) => served(guard(guarded)),
  attacks: [
    honest,
    {
      name: 'it has expired since',
      make: (program, world) => later(program, world, () => world.issuer.clock.advance(MONTH)),
      naive: ['200', '200'],
      ours: ['200', '403 license_expired'],
    },
    {
      name: 'it was revoked since',
      make: (program, world) => later(program, world, () => revokes(world)),
      naive: ['200', '200'],
      ours: ['200', '403 token_revoked'],
    },
    {
      name: 'its key was withdrawn since',
      make: (program, world) =>
        later(program, world, async () => {
          await world.issuer.rotate({ keepOld: false });
          await world.verifier.refreshKeys();
        }),
      naive: ['200', '200'],
      ours: ['200', '403 key_unknown'],
    },
    {
      name: `${STRANGERS} tokens that are none, and ${2 * SEATS} licenses`,
      around: keepingTokens,
      async make(program, { issuer, observed: keptTokens }) {
        const licenses = await Promise.all(Array.from({ length: 2 * SEATS }, () => issuer.license()));
        // One that comes again is remembered, and more often in place of another.
        for (const token of licenses.flatMap((each) => Array(8).fill(each))) await shown(program, token);
        for (let at = 0; at < STRANGERS; at++)
          await shown(
            program,
            written({ alg: 'RS256' }, { at }, () => 'AAAA'),
          );
        const kept = keptTokens();
        return kept <= SEATS ? 'no more than there are seats' : kept;
      },
      naive: STRANGERS + 2 * SEATS,
      ours: 'no more than there are seats',
    },
  ],
};

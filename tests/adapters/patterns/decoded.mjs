/** A token is read, and nobody asks who wrote it. */
import createFastify from 'fastify';
import { guard } from 'symbolon/fastify';
import { honest, shown } from './asking.mjs';
import { bearerOf, decode, written } from './homemade.mjs';

async function served(onRequest) {
  const app = createFastify({ forceCloseConnections: true }).get('/', { onRequest }, () => 'done');
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url, close: () => app.close() };
}

/** What somebody wrote for themselves. */
const claims = ({ issuer, now }) => ({ iss: issuer.name, sub: 'me', domain: issuer.host, exp: now() + 86_400 });

export const decoded = {
  name: 'a token is decoded and not verified',
  naive: ({ now }) =>
    served(async (request, reply) => {
      if (decode(bearerOf(request)).exp <= now()) return reply.code(403).send();
    }),
  ours: ({ guarded }) => served(guard(guarded)),
  attacks: [
    honest,
    {
      name: 'written by the client',
      make: (program, world) =>
        shown(
          program,
          written({ alg: 'RS256' }, claims(world), () => 'AAAA'),
        ),
      naive: '200',
      ours: '403 signature_invalid',
    },
    {
      name: 'a plan that was changed after signing',
      make: async (program, { issuer }) => shown(program, await issuer.tokens.forged()),
      naive: '200',
      ours: '403 signature_invalid',
    },
    {
      name: 'alg: none',
      make: async (program, { issuer }) => shown(program, await issuer.tokens.unsigned()),
      naive: '200',
      ours: '403 algorithm_not_allowed',
    },
  ],
};

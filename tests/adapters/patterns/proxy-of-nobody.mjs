/** A server that believes a proxy, without one in front. */
import { createServer } from 'node:http';
import express from 'express';
import { guard } from 'symbolon/express';
import { listening } from '../hosts/listening.mjs';
import { honest, shown } from './asking.mjs';
import { bearerOf } from './homemade.mjs';

function served(middleware, settings = {}) {
  const app = express();
  for (const [name, value] of Object.entries(settings)) app.set(name, value);
  return listening(createServer(app.use(middleware, (_, response) => response.end('done'))));
}

export const proxyOfNobody = {
  name: 'a proxy is believed where there is none',
  naive: ({ verifier, now }) =>
    served(
      async (request, response, next) => {
        const { granted } = await verifier.verify(bearerOf(request), { host: request.hostname, now: now() });
        if (granted) next();
        else response.status(403).end();
      },
      { 'trust proxy': true },
    ),
  ours: ({ guarded }) => served(guard({ ...guarded, hostFrom: 'host' })),
  attacks: [
    honest,
    {
      name: 'a page of another site, and a forged X-Forwarded-Host',
      make: async (program, { issuer }) =>
        shown(program, await issuer.license(), ['Host', 'another.example'], ['X-Forwarded-Host', issuer.host]),
      naive: '200',
      ours: '403 domain_mismatch',
    },
  ],
};

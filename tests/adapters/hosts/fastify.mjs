import createFastify from 'fastify';
import { guard, license } from 'symbolon/fastify';
import { subject } from './listening.mjs';

async function open(app) {
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url, close: () => app.close() };
}

export const fastify = [
  {
    name: 'Fastify 5',
    open(options, answer = subject) {
      const app = createFastify({ forceCloseConnections: true });
      return open(app.all('*', { onRequest: guard(options) }, ({ license }) => answer(license)));
    },
  },
  {
    name: 'Fastify 5, the plugin',
    open(options, answer = subject) {
      const app = createFastify({ forceCloseConnections: true });
      return open(app.register(license, options).all('*', (request) => answer(request.license)));
    },
  },
];

// The routes, and what stands before them.
import { createHash, timingSafeEqual } from 'node:crypto';
import fastify from 'fastify';
import { license } from 'symbolon/fastify';
import { healthCheck } from 'symbolon/guard';
import { createLive } from './live.js';
import { log } from './log.js';

const order = {
  type: 'object',
  required: ['about'],
  properties: {
    about: { enum: ['sales', 'costs'] },
    delay: { type: 'integer', minimum: 0, maximum: 86_400, default: 0 },
  },
};
const revocation = {
  type: 'object',
  required: ['jti'],
  properties: { jti: { type: 'string', minLength: 1, maxLength: 256 } },
};

/** @param {{ licenses: object, jobs: object, webhookSecret: string }} options */
export function createApp({ licenses, jobs, webhookSecret }) {
  const app = fastify({ loggerInstance: log, bodyLimit: 16_384 });
  app.setNotFoundHandler((_request, reply) => problem(reply, 404, 'Not Found'));
  app.setErrorHandler((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, 'failed');
    return problem(reply, status, status < 500 ? error.message : 'It did not work.');
  });

  const live = createLive({ server: app.server, path: '/live', licenses });
  jobs.ended.on('report', (customer, report) => live.tell(customer, { type: 'report', ...report }));
  app.addHook('preClose', async () => live.close());

  app.get('/health', async (_request, reply) => {
    const health = await healthCheck(licenses.verifier);
    return reply.code(health.httpStatus).send(health);
  });

  app.register(async (reports) => {
    reports.register(license, licenses.requiring('reports'));

    reports.post('/reports', { schema: { body: order } }, async ({ license, headers, body }, reply) => {
      const customer = license.subject;
      await licenses.keep(license, headers.authorization.split(' ')[1]);
      const id = await jobs.order({ customer, ...body });
      return reply.code(202).header('location', `/reports/${id}`).send({ id });
    });

    reports.get('/reports/:id', async ({ license, params }, reply) => {
      const report = await jobs.report(params.id, license.subject);
      return report ?? reply.callNotFound();
    });
  });

  // The vendor calls here.
  const known = digest(webhookSecret);
  const byVendor = async ({ headers }, reply) => {
    if (timingSafeEqual(digest(headers['webhook-secret'] ?? ''), known)) return undefined;
    return problem(reply, 401, 'Unauthorized');
  };
  app.post('/revocations', { onRequest: byVendor, schema: { body: revocation } }, async ({ body }, reply) => {
    await licenses.revoke(body.jti);
    await live.recheck();
    return reply.code(204).send();
  });

  return app;
}

/** Of one length for every text, as the comparison needs it. */
const digest = (text) => createHash('sha256').update(text).digest();

/** As guards answer (RFC 9457). */
const problem = (reply, status, title) =>
  reply.code(status).type('application/problem+json').send({ type: 'about:blank', title, status });

// The API itself: what stands before its routes, in the order in which a request meets it.
import cors from 'cors';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { healthCheck } from 'symbolon/guard';
import { licensed } from './licensed.js';
import { requestLog } from './log.js';

/**
 * @param {{ verifier: import('symbolon').Verifier, site: string, origins: string[], requestsAMinute: number }} options
 *   `site`: the one that licenses must be for; `origins`: whose pages may call
 */
export function api({ verifier, site, origins, requestsAMinute }) {
  const app = express();
  app.disable('x-powered-by');
  app.use(requestLog);
  app.use(helmet());

  // Before the limits: whoever watches the service asks often, and from one place.
  app.get('/health', async (_request, response) => {
    const health = await healthCheck(verifier);
    response.status(health.httpStatus).json(health);
  });

  app.use(cors({ origin: origins }));
  app.use(rateLimit({ windowMs: 60_000, limit: requestsAMinute, standardHeaders: 'draft-8', legacyHeaders: false }));
  app.use('/v1', routes(licensed({ verifier, site })));
  app.use((_request, response) => problem(response, 404, 'Not Found'));
  app.use((error, request, response, _next) => {
    request.log.error({ err: error }, 'failed');
    problem(response, error.status ?? 500, 'It did not work.');
  });
  return app;
}

/** @param {ReturnType<typeof licensed>} licensed makes the guard of a route */
function routes(licensed) {
  const router = express.Router();
  router.use(express.json({ limit: '100kb' }));

  router.get('/license', licensed(), ({ license }, response) => response.json(license));

  router.get('/reports', licensed({ features: ['reports'] }), ({ license }, response) =>
    response.json({ plan: license.plan, reports: ['sales', 'costs'] }),
  );

  router.put('/seats/:used', licensed(), ({ license, params }, response) => {
    if (license.within('seats', Number(params.used))) return response.sendStatus(204);
    problem(response, 409, `The license is for ${license.limit('seats') ?? 'no'} seats.`);
  });

  return router;
}

/** As guards answer (RFC 9457). */
const problem = (response, status, title) =>
  response.status(status).type('application/problem+json').json({ type: 'about:blank', title, status });

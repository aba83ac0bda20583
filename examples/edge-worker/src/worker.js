// A vendor's API at the edge: the pages of all its customers call it, each by the license for its own site.
import { healthCheck } from 'symbolon/guard';
import { cors } from './cors.js';
import { licensed, verifier } from './licensed.js';
import { problem } from './problem.js';

const routes = new Map([
  ['/health', health],
  ['/v1/license', licensed()((_request, license) => Response.json(license))],
  [
    '/v1/reports',
    licensed({ features: ['reports'] })((_request, license) =>
      Response.json({ plan: license.plan, site: license.domain.host, reports: ['sales', 'costs'] }),
    ),
  ],
]);

async function health() {
  const health = await healthCheck(verifier);
  return Response.json(health, { status: health.httpStatus });
}

/** Hands on all it is given: behind its `waitUntil` a guard refreshes keys after the answer. */
async function route(request, env, ctx) {
  const handler = routes.get(new URL(request.url).pathname);
  if (!handler) return problem(404, 'Not Found');
  if (request.method !== 'GET') return problem(405, 'Method Not Allowed', { allow: 'GET, OPTIONS' });
  return handler(request, env, ctx);
}

export default { fetch: cors(route) };

// What lets pages of other origins read an answer, and why there is none.
import { problem } from './problem.js';

const PREFLIGHT = {
  'access-control-allow-methods': 'GET',
  'access-control-allow-headers': 'Authorization',
  // Seconds, the most that Chromium heeds.
  'access-control-max-age': '7200',
};

/**
 * Lets every page ask: which of them may is for its license to say, and no cookie speaks for it. A preflight brings no
 * token, and is answered before any guard.
 *
 * @param {(request: Request, env: Env, ctx: ExecutionContext) => Promise<Response>} handler
 */
export const cors = (handler) => async (request, env, ctx) => {
  if (request.method === 'OPTIONS') return readable(request, new Response(null, { status: 204, headers: PREFLIGHT }));
  const answer = await handler(request, env, ctx).catch(failure);
  return readable(request, answer);
};

function readable(request, { status, headers: fields, body }) {
  const headers = new Headers(fields);
  const origin = request.headers.get('origin');
  if (origin) headers.set('access-control-allow-origin', origin);
  headers.set('access-control-expose-headers', 'Retry-After');
  // A cache must not give one page what was said to another.
  headers.append('vary', 'Origin');
  return new Response(body, { status, headers });
}

/** Thrown to the runtime it would be an answer without these fields, of which a page learns nothing. */
function failure(error) {
  console.error(error);
  return problem(500, 'It did not work.');
}

import type { Decision } from '../decision.js';
import { fromNode, type Guard, type GuardOptions, guardOf, type NodeRequest } from '../guard/index.js';
import { type NodeResponse, send } from './node.js';

export type { GuardOptions };

declare global {
  namespace Express {
    interface Request {
      /** What the guard in front of this route decided; granted. */
      license?: Decision;
    }
  }
}

/** What is used of a request of Express. */
export interface ExpressRequest extends NodeRequest {
  license?: Decision;
}

/**
 * Guards routes of Express 5 and 4; the decision is `request.license`.
 *
 * @example
 * app.use('/reports', guard({ verifier, hostFrom: 'reports.example.com', require: { features: ['reports'] } }));
 * app.get('/reports', (request, response) => response.json(request.license.limits));
 *
 * @returns a middleware; where the host or the token comes from the request, put it behind `cors`, whose preflights
 *   carry no token
 * @throws {SymbolonError} `options_invalid`
 */
export function guard<Request extends ExpressRequest = ExpressRequest>(
  options: GuardOptions<Request> | Guard<Request>,
) {
  const own = guardOf(options);
  return async (request: Request, response: NodeResponse, next: (error?: unknown) => void): Promise<void> => {
    const verdict = await own.judge(fromNode(request, request));
    if (!verdict.granted) return send(response, verdict.answer);
    request.license = verdict.decision;
    next();
  };
}

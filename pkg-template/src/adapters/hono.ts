import type { Context, MiddlewareHandler } from 'hono';
import type { Decision } from '../decision.js';
import { fromFetch, type Guard, type GuardOptions, guardOf } from '../guard/index.js';
import { response } from './fetch.js';

export type { GuardOptions };

declare module 'hono' {
  interface ContextVariableMap {
    /** What the guard in front of this handler decided; granted. */
    license?: Decision;
  }
}

/** What a guard sets: where it stands before a handler in one chain, there is a license for sure. */
export interface Licensed {
  Variables: { license: Decision };
}

/**
 * Guards routes of Hono 4, wherever that runs; the decision is `c.get('license')`. On Workers, keys are refreshed
 * behind the answer.
 *
 * @example
 * app.use('/reports/*', guard({ verifier, hostFrom: 'origin', require: { features: ['reports'] } }));
 * app.get('/reports/limits', (c) => c.json(c.get('license').limits));
 *
 * @returns a middleware; put it behind `cors`, whose preflights carry no token
 * @throws {SymbolonError} `options_invalid`
 */
export function guard(options: GuardOptions<Context> | Guard<Context>): MiddlewareHandler<Licensed> {
  const own = guardOf(options);
  return async (context, next) => {
    const verdict = await own.judge(fromFetch(context.req.raw, context, waitUntilOf(context)));
    if (!verdict.granted) return response(verdict.answer);
    context.set('license', verdict.decision);
    await next();
    return undefined;
  };
}

/** Bound: runtimes insist on its owner. */
function waitUntilOf(context: Context): ((promise: Promise<unknown>) => void) | undefined {
  try {
    const { executionCtx } = context;
    return (promise) => executionCtx.waitUntil(promise);
  } catch {
    // Hono throws where the runtime gives none.
    return undefined;
  }
}

import type { Decision } from '../decision.js';
import { fromNode, type Guard, type GuardOptions, guardOf, type NodeRequest } from '../guard/index.js';

export type { GuardOptions };

declare module 'koa' {
  interface DefaultState {
    /** What the guard in front of this middleware decided; granted. */
    license?: Decision;
  }
}

/** What is used of a context of Koa. */
export interface KoaContext {
  readonly req: NodeRequest;
  readonly state: object;
  status: number;
  body: unknown;
  set(fields: Record<string, string>): void;
}

/**
 * Guards what comes after it in Koa 3; the decision is `ctx.state.license`.
 *
 * @example
 * app.use(guard({ verifier, hostFrom: 'reports.example.com', require: { features: ['reports'] } }));
 * app.use((ctx) => { ctx.body = ctx.state.license.limits; });
 *
 * @returns a middleware; where the host or the token comes from the request, put it behind `@koa/cors`, whose
 *   preflights carry no token
 * @throws {SymbolonError} `options_invalid`
 */
export function guard<Context extends KoaContext = KoaContext>(options: GuardOptions<Context> | Guard<Context>) {
  const own = guardOf(options);
  return async (context: Context, next: () => Promise<unknown>): Promise<void> => {
    const verdict = await own.judge(fromNode(context.req, context));
    if (verdict.granted) {
      (context.state as { license?: Decision }).license = verdict.decision;
      await next();
      return;
    }
    const { status, headers, body } = verdict.answer;
    context.status = status;
    context.set(headers);
    context.body = JSON.stringify(body);
  };
}

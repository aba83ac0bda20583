import type { Decision } from '../decision.js';
import { type Answer, type FetchRequest, fromFetch, type Guard, type GuardOptions, guardOf } from '../guard/index.js';

export type { GuardOptions };

/**
 * Guards a handler of the Fetch API: Workers, Deno, Bun, and the route handlers, proxy and middleware of Next.js.
 *
 * @example
 * const licensed = guard({ verifier, hostFrom: 'origin', require: { features: ['reports'] } });
 * export default { fetch: licensed((request, decision, env, ctx) => new Response(`Welcome, ${decision.subject}.`)) };
 *
 * @returns what makes a guarded handler of a handler. That is given the decision after the request, then whatever
 *   the runtime gives: where there is a `waitUntil` among it, keys are refreshed behind it
 * @throws {SymbolonError} `options_invalid`
 */
export function guard<Request extends FetchRequest = globalThis.Request>(
  options: GuardOptions<Request> | Guard<Request>,
) {
  const own = guardOf(options);
  return <Rest extends unknown[], Answered>(
    handler: (request: Request, decision: Decision, ...rest: Rest) => Answered | Promise<Answered>,
  ) =>
    async (request: Request, ...rest: Rest): Promise<Answered | Response> => {
      const verdict = await own.judge(fromFetch(request, request, waitUntilOf(rest)));
      return verdict.granted ? handler(request, verdict.decision, ...rest) : response(verdict.answer);
    };
}

/** A refusal as a `Response`. */
export const response = ({ status, headers, body }: Answer): Response =>
  new Response(JSON.stringify(body), { status, headers });

interface ExecutionContext {
  waitUntil(promise: Promise<unknown>): void;
}

const isExecutionContext = (given: unknown): given is ExecutionContext =>
  typeof (given as Partial<ExecutionContext> | null | undefined)?.waitUntil === 'function';

/** Bound: runtimes insist on its owner. */
function waitUntilOf(given: readonly unknown[]): ((promise: Promise<unknown>) => void) | undefined {
  const context = given.find(isExecutionContext);
  return context && ((promise) => context.waitUntil(promise));
}

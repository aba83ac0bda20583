import type { Decision } from '../decision.js';
import { fromNode, type Guard, type GuardOptions, guardOf, type NodeRequest } from '../guard/index.js';

export type { GuardOptions };

declare module 'fastify' {
  interface FastifyRequest {
    /** What the guard in front of this route decided; granted. */
    license?: Decision;
  }
}

/** What is used of a request of Fastify. */
export interface LicensedRequest {
  readonly raw: NodeRequest;
  license?: Decision;
}

/** What is used of a reply of Fastify. */
export interface Reply {
  code(status: number): unknown;
  headers(fields: Record<string, string>): unknown;
  send(body: string): unknown;
}

/** What is used of an instance of Fastify. */
export interface Instance {
  hasRequestDecorator(name: 'license'): boolean;
  decorateRequest(name: 'license', value: undefined): unknown;
  addHook(name: 'onRequest', hook: never): unknown;
}

/**
 * A hook that guards single routes of Fastify 5; the decision is `request.license`.
 *
 * As `onRequest` it answers before a body is read. A policy that looks at the body needs it as `preHandler`.
 *
 * @example
 * const reports = guard({ verifier, hostFrom: 'reports.example.com', require: { features: ['reports'] } });
 * app.get('/reports', { onRequest: reports }, (request, reply) => reply.send(request.license.limits));
 *
 * @throws {SymbolonError} `options_invalid`
 */
export function guard<Request extends LicensedRequest = LicensedRequest>(
  options: GuardOptions<Request> | Guard<Request>,
) {
  const own = guardOf(options);
  return async (request: Request, reply: Reply): Promise<unknown> => {
    const verdict = await own.judge(fromNode(request.raw, request));
    if (verdict.granted) {
      request.license = verdict.decision;
      return undefined;
    }
    const { status, headers, body } = verdict.answer;
    reply.code(status);
    reply.headers(headers);
    reply.send(JSON.stringify(body));
    // What is returned says that there was an answer.
    return reply;
  };
}

async function plugin<Request extends LicensedRequest = LicensedRequest>(
  app: Instance,
  options: GuardOptions<Request> | Guard<Request>,
): Promise<void> {
  if (!app.hasRequestDecorator('license')) app.decorateRequest('license', undefined);
  app.addHook('onRequest', guard(options) as never);
}

/**
 * A plugin that guards all routes of the instance which registers it, and of those within it; its options are those of
 * a guard. Requests have their `license` from the beginning, by a decorator.
 *
 * @example
 * app.register(license, { verifier, hostFrom: 'reports.example.com' });
 */
export const license = /* @__PURE__ */ Object.assign(plugin, {
  // What fastify-plugin does: the hook is for the instance that registers the plugin, not for one of its own.
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: 'symbolon',
  [Symbol.for('plugin-meta')]: { name: 'symbolon', fastify: '5.x' },
});

import type { Decision } from '../decision.js';
import { type Answer, fromNode, type Guard, type GuardOptions, guardOf, type NodeRequest } from '../guard/index.js';

export type { GuardOptions };

/** What is used of `http.ServerResponse`. */
export interface NodeResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
}

/** A handler of `http.createServer` that is given the decision, too. */
export type LicensedHandler<Request, Response> = (request: Request, response: Response, decision: Decision) => unknown;

/**
 * Guards a handler of `node:http`, `https` or `http2`.
 *
 * @example
 * const licensed = guard({ verifier, hostFrom: 'reports.example.com', require: { features: ['reports'] } });
 * createServer(licensed((request, response, decision) => response.end(`Welcome, ${decision.subject}.`)));
 *
 * @returns what makes a guarded handler of a handler
 * @throws {SymbolonError} `options_invalid`
 */
export function guard<Request extends NodeRequest = NodeRequest>(options: GuardOptions<Request> | Guard<Request>) {
  const own = guardOf(options);
  return <Response extends NodeResponse>(handler: LicensedHandler<Request, Response>) =>
    async (request: Request, response: Response): Promise<void> => {
      const verdict = await own.judge(fromNode(request, request));
      if (verdict.granted) await handler(request, response, verdict.decision);
      else send(response, verdict.answer);
    };
}

/** Sends a refusal. */
export function send(response: NodeResponse, { status, headers, body }: Answer): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(JSON.stringify(body));
}

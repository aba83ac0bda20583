import type { Context, Requirements } from '../context.js';
import type { Decision } from '../decision.js';
import { SymbolonError } from '../error.js';
import { readMembers } from '../members.js';
import { type Credential, credential, credentialOf, PLACES, type TokenFrom } from './credential.js';
import { type Answer, byPolicy, FAILED, refused, unauthenticated } from './problem.js';
import type { GuardRequest } from './request.js';
import { type HostFrom, hostOf, isForgeable, type TrustProxy } from './site.js';

/** Who judges tokens: a verifier, or anything else that answers like one. */
export interface Judge {
  verify(token: unknown, context?: Context | null): Promise<Decision>;
  /** Whether it lets loopback hosts pass. */
  readonly allowLoopback?: boolean | undefined;
}

/** The options of a guard; those of every adapter, too. An option that does not exist is an error. */
export interface GuardOptions<Native = unknown> {
  /** Who judges. */
  readonly verifier: Judge;
  /** Where a request has its token. Default: `'bearer'`. */
  readonly tokenFrom?: TokenFrom<Native> | undefined;
  /** Which site a token must be bound to. Default: none is told, and tokens that are bound to a domain are refused. */
  readonly hostFrom?: HostFrom<Native> | undefined;
  /** Whether `X-Forwarded-Host` is read where the host comes from the request. Default: `false`. */
  readonly trustProxy?: TrustProxy<Native> | undefined;
  /** The device that asks, for tokens that are bound to one. */
  readonly hardwareId?: ((request: Native) => string | null | undefined) | undefined;
  /** What the license must give; a function where that depends on the request. */
  readonly require?: Requirements | ((request: Native) => Requirements) | undefined;
  /** The last word on a license that is granted: anything but `true` refuses. */
  readonly policy?: ((decision: Decision, request: Native) => boolean | Promise<boolean>) | undefined;
  /** Is told of every verdict, for logs. What it throws has no say. */
  readonly onDecision?: ((verdict: Verdict, request: Native) => unknown) | undefined;
  /**
   * Is told what the judge or a function among these options has thrown: a mistake in the program, for which the
   * request is answered by 500. Default: `console.error`.
   */
  readonly onError?: ((error: unknown, request: Native) => unknown) | undefined;
  /** Unix time in seconds. Default: the system clock. */
  readonly now?: (() => number) | undefined;
}

/** What a guard says of a request. */
export type Verdict =
  /** It may pass. */
  | { readonly granted: true; readonly decision: Decision; readonly answer?: undefined }
  /** It may not, and this is what to answer. Without a credential there was nothing to decide. */
  | { readonly granted: false; readonly decision: Decision | undefined; readonly answer: Answer };

/** From a request to a verdict. */
export interface Guard<Native = unknown> {
  /**
   * Judges a request. Never rejects.
   *
   * @param require what it must have beside what the options ask for
   */
  judge(request: GuardRequest<Native>, require?: Requirements): Promise<Verdict>;
  /**
   * Judges a token that has come another way: with a job, or in the first message of a socket.
   *
   * @param native what policies and functions among the options are given
   */
  judgeToken(token: string | null | undefined, request: GuardRequest<Native>, require?: Requirements): Promise<Verdict>;
}

const OPTIONS = [
  'verifier',
  'tokenFrom',
  'hostFrom',
  'trustProxy',
  'hardwareId',
  'require',
  'policy',
  'onDecision',
  'onError',
  'now',
] as const;

const FUNCTIONS = ['hardwareId', 'policy', 'onDecision', 'onError', 'now'] as const;

/**
 * Makes the guard that all adapters share.
 *
 * @throws {SymbolonError} `options_invalid`: also where the verifier lets loopback hosts pass and the host
 *   comes from the request, which anybody can write
 */
export function createGuard<Native = unknown>(options: GuardOptions<Native>): Guard<Native> {
  const {
    verifier,
    tokenFrom = 'bearer',
    hostFrom,
    trustProxy = false,
    hardwareId,
    require,
    policy,
    onDecision,
    onError = (error: unknown) => console.error(error),
    now = () => Date.now() / 1000,
  } = checked(options);

  async function decide(token: string, request: GuardRequest<Native>, extra: Requirements | undefined) {
    const { native, waitUntil } = request;
    const at = now();
    const context: Context = {
      now: at,
      host: await hostOf(request, hostFrom, trustProxy),
      hardwareId: hardwareId?.(native),
      waitUntil,
    };
    const asked = typeof require === 'function' ? (require(native) ?? fail('`require` gave nothing.')) : require;
    let decision = await verifier.verify(token, { ...context, require: asked });
    // Apart, so that two lists of roles are not one: each must be met.
    if (decision.granted === true && extra) decision = await verifier.verify(token, { ...context, require: extra });
    return { decision, at };
  }

  async function verdictOn(
    { token, problem }: Credential,
    request: GuardRequest<Native>,
    extra: Requirements | undefined,
  ): Promise<Verdict> {
    if (problem) return refusal(unauthenticated(problem));
    const { decision, at } = await decide(token, request, extra);
    if (decision.granted !== true) return refusal(refused(decision, at), decision);
    if (policy && (await policy(decision, request.native)) !== true) return refusal(byPolicy(decision), decision);
    return { granted: true, decision };
  }

  async function judge(
    credential: () => Credential | Promise<Credential>,
    request: GuardRequest<Native>,
    extra: Requirements | undefined,
  ): Promise<Verdict> {
    let verdict: Verdict;
    try {
      verdict = await verdictOn(await credential(), request, extra);
    } catch (error) {
      tell(onError, error, request.native);
      verdict = refusal(FAILED);
    }
    tell(onDecision, verdict, request.native);
    return verdict;
  }

  return {
    judge: (request, extra) => judge(() => credentialOf(request, tokenFrom), request, extra),
    judgeToken: (token, request, extra) => judge(() => credential(token), request, extra),
  };
}

/** What adapters are given: the options of a guard, or one that is shared. */
export const guardOf = <Native>(given: GuardOptions<Native> | Guard<Native>): Guard<Native> =>
  'judge' in given ? given : createGuard(given);

const refusal = (answer: Answer, decision?: Decision): Verdict => ({ granted: false, decision, answer });

/** In a microtask; what a listener throws or rejects with has no say. */
function tell<What, Native>(
  listener: ((what: What, request: Native) => unknown) | undefined,
  what: What,
  request: Native,
): void {
  Promise.resolve()
    .then(() => listener?.(what, request))
    .catch(() => {});
}

function checked<Native>(options: GuardOptions<Native>): GuardOptions<Native> {
  const given = readMembers(options, OPTIONS, 'argument', 'options_invalid') as Partial<GuardOptions<Native>>;
  const { verifier, tokenFrom, hostFrom, require } = given;
  if (typeof verifier?.verify !== 'function') fail('`verifier` must be a verifier: something with a method `verify`.');
  if (!isPlace(tokenFrom))
    fail("`tokenFrom` must be 'bearer', a function, or { header }, { cookie } or { query } with a name.");
  if (hostFrom === '') fail("`hostFrom` is empty: name a site, or say 'host' or 'origin'.");
  for (const name of FUNCTIONS)
    if (given[name] !== undefined && typeof given[name] !== 'function') fail(`\`${name}\` must be a function.`);
  if (verifier.allowLoopback === true && isForgeable(hostFrom))
    fail('A verifier with `allowLoopback` needs a fixed `hostFrom`: anybody can write a loopback host into a request.');
  // A verifier says at once what is wrong with the requirements, and nothing else, of a token that is none.
  if (typeof require === 'object') (verifier as Partial<Explaining>).explain?.('', { require });
  return given as GuardOptions<Native>;
}

interface Explaining {
  explain(token: unknown, context: Context): unknown;
}

function isPlace(from: unknown): boolean {
  if (from === undefined || from === 'bearer' || typeof from === 'function') return true;
  if (typeof from !== 'object' || from === null) return false;
  const members = Object.entries(from);
  return (
    members.length === 1 &&
    members.every(([place, name]) => PLACES.includes(place) && typeof name === 'string' && name !== '')
  );
}

function fail(sentence: string): never {
  throw new SymbolonError('options_invalid', sentence);
}

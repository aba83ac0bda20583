import type { UrlLike } from '../context.js';
import type { Decision, PublicDecision } from '../decision.js';
import { SymbolonError } from '../error.js';
import { createGuard, type GuardCode, type GuardOptions, type GuardRequest, type Verdict } from '../guard/index.js';

/** The options of a guard, for jobs: there is no request, so that nothing can be read of one. */
export interface JobOptions<Job = unknown> extends Omit<GuardOptions<Job>, 'tokenFrom' | 'hostFrom' | 'trustProxy'> {
  /** Where a job has its token, or who keeps it. Default: `job.data.license`. */
  readonly tokenFrom?: ((job: Job) => string | null | undefined | Promise<string | null | undefined>) | undefined;
  /** Which site a token must be bound to. Default: none is told, and tokens that are bound to a domain are refused. */
  readonly hostFrom?: string | UrlLike | ((job: Job) => Site | Promise<Site>) | undefined;
}

type Site = string | UrlLike | null | undefined;

/** The name by which BullMQ knows what not to try again, in every version and through its sandboxes. */
const UNRECOVERABLE = 'UnrecoverableError';

/** Why a job was not done. Holds no token: queues keep their errors. */
export class JobError extends Error {
  /** Stable, for programs. The message, which is all that queues keep, names it, too. */
  readonly code: GuardCode;
  /** Whether trying again may give another answer: nobody could be asked, or a function among the options has thrown. */
  readonly retryable: boolean;
  /** What was decided, as far as it may be shown. Without a credential there was nothing to decide. */
  declare readonly decision?: PublicDecision;
  /** Unix time in seconds from which trying again may give another answer. */
  declare readonly retryAt?: number;

  constructor({ decision, answer }: Refusal) {
    const { status, code, detail, retryAt } = answer.body;
    super(`${detail} (${code})`);
    this.code = code;
    this.retryable = status >= 500;
    // Its own, for what comes out of a sandboxed process is the own members of an error.
    Object.defineProperty(this, 'name', { value: this.retryable ? 'JobError' : UNRECOVERABLE });
    if (decision) this.decision = decision.toPublic();
    if (retryAt !== undefined) this.retryAt = retryAt;
  }
}

type Refusal = Extract<Verdict, { granted: false }>;

/**
 * Guards a job: its license is judged when it runs, not when it was queued. For BullMQ, node-cron, and whatever else
 * calls a function.
 *
 * A license that says no fails the job, and BullMQ does not try again. Where nobody could be asked the job fails as by
 * any other error, and is tried again if it has `attempts`.
 *
 * @example
 * // The whole queue can read what is in a job: where it is not yours alone, keep the token elsewhere.
 * const options = { verifier, hostFrom: 'app.example.com', tokenFrom: (job) => tokens.get(job.data.customer) };
 * const settings = {
 *   backoffStrategy: (attempts, type, error) =>
 *     error.retryAt ? Math.max(0, error.retryAt * 1000 - Date.now()) : 1000 * 2 ** attempts,
 * };
 * new Worker('reports', guardJob(options, (job, decision) => report(job.data, decision.limits)), { connection, settings });
 * queue.add('monthly', { customer }, { attempts: 10, backoff: { type: 'custom' } });
 *
 * @example
 * cron.schedule('0 3 * * *', guardJob({ verifier, hostFrom, tokenFrom: () => process.env.LICENSE }, backUp));
 *
 * @param work is given the decision after the job, then whatever the queue gives
 * @returns what to give the queue in its place: it rejects with a {@link JobError}, or as `work` does
 * @throws {SymbolonError} `options_invalid`
 */
export function guardJob<Job, Rest extends unknown[], Done>(
  options: JobOptions<Job>,
  work: Work<Job, Rest, Done>,
): Guarded<Job, Rest, Done> {
  const guard = createGuard(checked(options));
  const guarded = async (job: Job, ...rest: Rest): Promise<Done> => {
    const verdict = await guard.judge(requestOf(job));
    if (!verdict.granted) throw new JobError(verdict);
    return work(job, verdict.decision, ...rest);
  };
  // BullMQ makes an AbortSignal for those alone who have a third parameter to take it.
  return Object.defineProperty(guarded, 'length', { value: Math.max(work.length - 1, 0) });
}

type Work<Job, Rest extends unknown[], Done> = (job: Job, decision: Decision, ...rest: Rest) => Done | Promise<Done>;
type Guarded<Job, Rest extends unknown[], Done> = (job: Job, ...rest: Rest) => Promise<Done>;

/** Where BullMQ has what a job was queued with. */
const enclosed = (job: unknown) => (job as Enclosing | null | undefined)?.data?.license;

interface Enclosing {
  readonly data?: { readonly license?: string | null | undefined } | null | undefined;
}

/** A job has no fields and no address. */
const requestOf = <Job>(job: Job): GuardRequest<Job> => ({ header: () => [], url: '', native: job });

function checked<Job>({ tokenFrom = enclosed, hostFrom, ...rest }: JobOptions<Job>): GuardOptions<Job> {
  if (typeof tokenFrom !== 'function') fail('`tokenFrom` must be a function of the job.');
  if (hostFrom === 'host' || hostFrom === 'origin')
    fail('A job comes from no request: name a site, or give a function of the job.');
  return { ...rest, tokenFrom, hostFrom };
}

function fail(sentence: string): never {
  throw new SymbolonError('options_invalid', sentence);
}

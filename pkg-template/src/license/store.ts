import type { Context } from '../context.js';
import type { Decision } from '../decision.js';
import { LONGEST_DELAY } from '../timer.js';
import type { Judge, License } from './license.js';
import { nextLook } from './next-look.js';

/** What the keys decide: where they are fetched, asking may give another answer than what is at hand. */
const BY_KEYS = ['keys_unavailable', 'key_unknown', 'signature_invalid'];

/** What a store is about. */
export interface Subject {
  readonly verifier: Judge | PromiseLike<Judge> | null | undefined;
  readonly token: unknown;
  readonly host: string | undefined;
  readonly hardwareId: string | undefined;
  /** As they are at the time of asking. */
  readonly functions: () => {
    readonly now?: (() => number) | undefined;
    readonly onError?: ((error: unknown) => unknown) | undefined;
  };
}

/** The verifiers that promises have come to, so that the next rendering need not wait. */
const kept = new WeakMap<PromiseLike<Judge>, Judge>();

/** The license of a token, for as long as somebody looks at it. Does nothing before, nor after. */
export class LicenseStore {
  readonly #subject: Subject;
  readonly #listeners = new Set<() => void>();
  /** That of the last look: of an earlier one nothing is taken. */
  #turn = 0;
  #timer: unknown;
  #license: License | undefined;
  /** On servers, and at the first rendering of a page that came from one: both must say the same. */
  readonly pending: License;

  constructor(subject: Subject) {
    this.#subject = subject;
    this.pending = this.#licenseOf('pending');
  }

  /** What is known, at once where it is at hand. */
  readonly current = (): License => {
    this.#license ??= this.#atHand();
    return this.#license;
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) this.#start();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#stop();
    };
  };

  #start(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
    void this.#look();
  }

  #stop(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    clearTimeout(this.#timer as number);
    this.#turn += 1;
  }

  /** Timers are late in pages that nobody sees, and in machines that sleep. */
  readonly #onVisibility = (): void => {
    if (document.visibilityState === 'visible') void this.#look();
  };

  readonly #look = async (): Promise<void> => {
    this.#turn += 1;
    const turn = this.#turn;
    const looked = await this.#asked();
    if (turn !== this.#turn || !looked) return;
    const isNews = allOf(looked) !== allOf(this.current());
    if (isNews) this.#license = looked;
    this.#schedule();
    if (isNews) for (const listener of this.#listeners) listener();
  };

  async #asked(): Promise<License | undefined> {
    const { verifier, token } = this.#subject;
    if (!verifier) return undefined;
    try {
      const judge = await verifier;
      if (isPromise(verifier)) kept.set(verifier, judge);
      return this.#licenseOf(await judge.verify(token, this.#context()));
    } catch (error) {
      return this.#failed(error);
    }
  }

  #atHand(): License {
    const { verifier, token } = this.#subject;
    const judge = verifier && (isPromise(verifier) ? kept.get(verifier) : verifier);
    try {
      const decision = judge?.verifySync?.(token, this.#context());
      const isOpen = decision && judge?.keys?.source === 'remote' && BY_KEYS.includes(decision.code);
      return decision && !isOpen ? this.#licenseOf(decision) : this.pending;
    } catch {
      // It will be told by who asks, and not while a page is rendered.
      return this.pending;
    }
  }

  #context(): Context {
    const { host, hardwareId, functions } = this.#subject;
    return { host, hardwareId, now: functions().now?.() };
  }

  #schedule(): void {
    clearTimeout(this.#timer as number);
    const { decision } = this.current();
    if (!decision || this.#listeners.size === 0) return;
    const now = this.#subject.functions().now?.() ?? Date.now() / 1000;
    const next = nextLook(decision, now);
    if (next === undefined) return;
    this.#timer = setTimeout(this.#look, Math.min((next - now) * 1000, LONGEST_DELAY));
  }

  #failed(error: unknown): License {
    const { onError = (error: unknown) => console.error(error) } = this.#subject.functions();
    // What a listener throws or rejects with has no say.
    Promise.resolve(error)
      .then(onError)
      .catch(() => {});
    return this.#licenseOf('failed');
  }

  #licenseOf(what: Decision | 'pending' | 'failed'): License {
    const decision = typeof what === 'string' ? undefined : what;
    return {
      status: typeof what === 'string' ? what : what.status,
      decision,
      has: (feature) => decision?.has(feature) ?? false,
      refresh: this.#look,
    };
  }
}

/** All that a page could show of it: who judges online may find a license renewed under the same code. */
const allOf = ({ status, decision }: License): string => status + JSON.stringify({ ...decision });

const isPromise = (verifier: Judge | PromiseLike<Judge>): verifier is PromiseLike<Judge> => 'then' in verifier;

import type { Decision } from '../decision.js';
import type { Verdict } from '../guard/index.js';
import { nextLook } from '../license/next-look.js';
import { Appointment } from './agenda.js';
import { inTime, type Terms } from './judgment.js';
import { type Closing, closingOf, LATE } from './refusal.js';

/** What is used of a `WebSocket` of ws. */
export interface Socket {
  readonly readyState: number;
  close(code: number, reason: string): void;
  pause(): void;
  resume(): void;
  on(event: string, listener: (...given: never[]) => void): unknown;
  off(event: string, listener: (...given: never[]) => void): unknown;
  emit(event: string, ...given: unknown[]): boolean;
  removeAllListeners(event: string): unknown;
}

/** A living socket and its license. */
export interface Session {
  /** The newest decision; granted. `undefined` from the moment at which the license is refused or the socket closes. */
  readonly license: Decision | undefined;
  /**
   * Puts another token in the place of the one that the socket came with.
   *
   * @returns whether it did: if it is refused, or belongs to another subject, nothing changes
   */
  renew(token: string): Promise<boolean>;
  /** Judges anew, now. @returns whether the socket may stay; if not, it has been closed */
  recheck(): Promise<boolean>;
}

/** What a socket was let pass for. The functions never reject. */
export interface License {
  /** Judges the credential that the socket came with. */
  readonly judge: () => Promise<Verdict>;
  /** Judges another one. */
  readonly judgeToken: (token: string) => Promise<Verdict>;
  readonly decision: Decision;
  /** Unix time in seconds, not after the one by which it was judged. */
  readonly judgedAt: number;
}

export class LivingSession implements Session {
  #license: Decision | undefined;
  #judge: License['judge'];
  #running: Promise<boolean> | undefined;
  #queued: Promise<boolean> | undefined;
  /** How many times a judgment was asked for. */
  #asked = 0;
  readonly #again = new Appointment(() => void this.recheck());

  constructor(
    private readonly socket: Socket,
    private readonly terms: Terms,
    private readonly given: License,
    private readonly onEnd: () => void,
  ) {
    this.#judge = given.judge;
    this.#accept(given.decision, given.judgedAt);
    socket.on('close', () => this.#end());
  }

  get license(): Decision | undefined {
    return this.#license;
  }

  /** One judgment at a time; who asks meanwhile may know of something newer, and gets the next. */
  recheck(): Promise<boolean> {
    this.#asked += 1;
    if (this.#running) {
      this.#queued ??= this.#running.then(() => {
        this.#queued = undefined;
        return this.#start();
      });
      return this.#queued;
    }
    return this.#start();
  }

  async renew(token: string): Promise<boolean> {
    const asked = this.#asked;
    const judge = () => this.given.judgeToken(token);
    const judgedAt = this.terms.now();
    const verdict = await inTime(judge(), this.terms);
    if (!this.#license || !verdict?.granted || verdict.decision.subject !== this.#license.subject) return false;
    this.#judge = judge;
    // Something may have been revoked since.
    if (asked !== this.#asked) return this.recheck();
    this.#accept(verdict.decision, judgedAt);
    return true;
  }

  #start(): Promise<boolean> {
    this.#running = this.#rejudge().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #rejudge(): Promise<boolean> {
    while (this.#license) {
      const judge = this.#judge;
      const judgedAt = this.terms.now();
      const verdict = await inTime(judge(), this.terms);
      // A verdict on a token that was renewed meanwhile says nothing.
      if (!this.#license || judge !== this.#judge) continue;
      if (!verdict?.granted) this.#refuse(verdict ? closingOf(verdict) : LATE);
      else this.#accept(verdict.decision, judgedAt);
      break;
    }
    return this.#license !== undefined;
  }

  #accept(license: Decision, judgedAt: number): void {
    this.#license = license;
    this.terms.agenda.set(this.#again, untilNextEnd(license, judgedAt, this.terms));
  }

  #refuse(closing: Closing): void {
    this.#end();
    close(this.socket, closing);
  }

  #end(): void {
    this.#license = undefined;
    this.terms.agenda.cancel(this.#again);
    this.onEnd();
  }
}

/** A socket that is closing still emits what its peer sends, until that answers: nobody is to hear it. */
export function close(socket: Socket, { code, reason }: Closing): void {
  socket.removeAllListeners('message');
  socket.close(code, reason);
  // One that is paused would not see the answer.
  socket.resume();
}

/**
 * In seconds: until the next time at which a license can end, or until the next look at whether it was revoked. An end
 * that has come since the judgment is now; one that had come before it, and was tolerated, may be any moment.
 */
function untilNextEnd(license: Decision, judgedAt: number, { now, recheck }: Terms): number {
  const end = nextLook(license, judgedAt) ?? Number.POSITIVE_INFINITY;
  return Math.min(recheck, Math.max(end - now(), 0));
}

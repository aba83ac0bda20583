import type { Core } from '../../build/wasm/symbolon.js';
import { type Moment, now } from './clocks.js';
import { exchange, type KeyServer, type Way } from './exchange.js';
import { natives } from './natives.js';
import type { KeyCache, StoredKeys, VerifierEvent } from './options.js';
import { keep, restore } from './storage.js';
import { sleep } from './timer.js';

/** What the options and the runtime say of how to get keys, and who is to be told of them. */
export interface Means extends Way {
  readonly cache?: KeyCache | undefined;
  readonly onEvent?: ((event: VerifierEvent) => unknown) | undefined;
}

/** How to use the core, which stays with its verifier. */
export interface Access {
  /** Puts a question to it. */
  ask<T>(question: (core: Core) => T): T;
  /** Keeps it until the work is done, though its verifier be disposed of. */
  during<T>(work: Promise<T>): Promise<T>;
}

/** A text of the core that is more than an answer. */
interface Reply {
  /** What a call comes to. Without one there is something to do first: */
  readonly answer: string | undefined;
  /** a request to make, */
  readonly request: Order | undefined;
  /** or so many seconds to wait. */
  readonly wait: number | undefined;
  /** What to go on with after that. */
  readonly errand: Errand | undefined;
  /** A request to make in the background. */
  readonly behind: Order | undefined;
  /** What the cache is to keep, and for how many seconds to wait until it does. */
  readonly keep: StoredKeys | undefined;
  readonly patience: number | undefined;
  readonly events: readonly VerifierEvent[] | undefined;
}

/** So that every member is a reply's own: what a page, or a hole in it, adds to `Object.prototype` is no answer. */
const NOTHING = {
  answer: undefined,
  request: undefined,
  wait: undefined,
  errand: undefined,
  behind: undefined,
  keep: undefined,
  patience: undefined,
  events: undefined,
};

/** A request to the key server, or to the cache where keys are stored. */
interface Order {
  readonly id: number;
  readonly stored: boolean;
  readonly etag?: string;
  readonly timeLimit: number;
}

/** How far a call has come, as the core counts: what it needs, the request that it awaits, its last pause. */
type Errand = readonly [need: number, awaited: number, pause: number];
const TO_JUDGE: Errand = [0, 0, 0];
const TO_REFRESH: Errand = [2, 0, 0];

/** Puts a call's token and context before the core, and says how many octets the token has. */
type Put = (core: Core) => number;

type Step = (at: Moment, errand: Errand) => string;

/**
 * Makes the requests that the core orders, waits for as long as it says, and hands in
 * what came of it. All of a call stays with the call: on Workers a promise of one
 * request must not wake another, and a request that is cancelled never comes back.
 */
export class FetchedKeys {
  readonly #server: KeyServer & { readonly maxLength: number };
  readonly #means: Means;
  readonly #access: Access;

  /** @param server of the core */
  constructor(server: string, means: Means, access: Access) {
    this.#server = natives.parse(server);
    this.#means = means;
    this.#access = access;
  }

  /** A decision as text; no promise of one if the keys at hand will do. */
  judge(put: Put, asked: Moment, waitUntil: unknown): string | Promise<string> {
    return this.#run(TO_JUDGE, asked, waitUntil, (at, errand) => this.#judged(put, asked, false, at, errand));
  }

  /** A decision as text, by the keys at hand. */
  judgeAtOnce(put: Put, at: Moment): string {
    return this.#heed(this.#judged(put, at, true, at, TO_JUDGE)).answer!;
  }

  /** The state of the keys as text, after a refresh if there may be one. */
  refresh(): string | Promise<string> {
    const asked = now();
    return this.#run(TO_REFRESH, asked, undefined, (at, errand) =>
      this.#access.ask((core) => core.refreshKeys(...at, ...asked, ...errand)),
    );
  }

  // Handed on member by member: what spreads a list asks its iterator, which a page may have patched.
  #judged(put: Put, asked: Moment, atOnce: boolean, at: Moment, errand: Errand): string {
    return this.#access.ask((core) =>
      core.judge(put(core), asked[0], asked[1], atOnce, at[0], at[1], errand[0], errand[1], errand[2]),
    );
  }

  #run(errand: Errand, asked: Moment, waitUntil: unknown, step: Step): string | Promise<string> {
    const reply = this.#heed(step(asked, errand), waitUntil);
    return reply.answer ?? this.#access.during(this.#pursue(reply, asked, waitUntil, step));
  }

  async #pursue(first: Reply, asked: Moment, waitUntil: unknown, step: Step): Promise<string> {
    let reply = first;
    while (reply.answer === undefined) {
      const { request, wait, errand } = reply;
      await (request ? this.#make(request, asked, true) : sleep(wait!));
      reply = this.#heed(step(now(), errand!), waitUntil);
    }
    return reply.answer;
  }

  /** Makes a request, and keeps what came of it: also for those who come after this process. */
  async #make({ id, stored, etag, timeLimit }: Order, asked: Moment, holds: boolean): Promise<void> {
    const { ask } = this.#access;
    const cache = this.#means.cache!;
    if (stored) {
      const { value, reason } = await restore(cache, timeLimit, this.#server.maxLength, holds);
      this.#heed(ask((core) => core.restored(id, value, reason, random(), ...now())));
      return;
    }
    const { head, body } = await exchange(this.#server, this.#means, etag, timeLimit, holds);
    const [octets, reason] = typeof body === 'string' ? [undefined, body] : [body, ''];
    const reply = this.#heed(ask((core) => core.answered(id, ...head, octets, reason, random(), ...now(), ...asked)));
    if (reply.keep) {
      const complaint = await keep(cache, reply.keep, reply.patience!, holds);
      if (complaint !== undefined) this.#heed(ask((core) => core.notKept(complaint)));
    }
  }

  #makeBehind(order: Order, waitUntil: unknown): void {
    // In a microtask, so that no `fetch` is called in the middle of a judgment.
    const made = Promise.resolve().then(() => this.#make(order, now(), false));
    const done = this.#access.during(made).catch(() => {});
    try {
      (waitUntil as ((promise: Promise<unknown>) => void) | undefined)?.(done);
    } catch {
      // It has no say in a judgment.
    }
  }

  /** Reads what the core says, tells what has happened, and begins what goes on in the background. */
  #heed(text: string, waitUntil?: unknown): Reply {
    if (text[1] !== '{') return { ...NOTHING, answer: text };
    const reply: Reply = { ...NOTHING, ...natives.parse(text)[0] };
    for (const event of reply.events ?? []) {
      // In a microtask, likewise. What a listener throws or rejects with has no say, either.
      Promise.resolve(event)
        .then(this.#means.onEvent)
        .catch(() => {});
    }
    if (reply.behind) this.#makeBehind(reply.behind, waitUntil);
    return reply;
  }
}

/** From 0 to 1; no number where there is no randomness. */
function random(): number {
  try {
    return Math.random();
  } catch {
    return Number.NaN;
  }
}

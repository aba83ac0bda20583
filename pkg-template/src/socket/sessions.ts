import type { Terms } from './judgment.js';
import { type License, LivingSession, type Session, type Socket } from './session.js';

/** So many judgments are begun in one turn of the event loop. */
const PER_TURN = 256;

/** All living sockets of a guard. */
export class Sessions {
  readonly #living = new Set<Session>();
  readonly #bySocket = new WeakMap<object, Session>();

  constructor(private readonly terms: Terms) {}

  get size(): number {
    return this.#living.size;
  }

  of(socket: object): Session | undefined {
    return this.#bySocket.get(socket);
  }

  open(socket: Socket, license: License): void {
    const session = new LivingSession(socket, this.terms, license, () => this.#living.delete(session));
    this.#living.add(session);
    this.#bySocket.set(socket, session);
  }

  async recheck(): Promise<void> {
    const judged: Promise<boolean>[] = [];
    for (const session of [...this.#living]) {
      judged.push(session.recheck());
      if (judged.length % PER_TURN === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    await Promise.all(judged);
  }
}

/** A cache of keys that lives as long as a test, and counts. */
import { equal, same } from '../check.js';

export class Memory {
  #value: unknown;
  #gets = 0;
  readonly #sets: unknown[] = [];

  constructor(value?: unknown) {
    this.#value = value;
  }

  async get(): Promise<unknown> {
    this.#gets += 1;
    return this.#value;
  }

  /** A value is kept as JSON text, as files and stores do. */
  async set(value: unknown): Promise<void> {
    equal(same(JSON.parse(JSON.stringify(value)), value), true, 'whether the value is JSON');
    this.#value = JSON.parse(JSON.stringify(value));
    this.#sets.push(this.#value);
  }

  get gets(): number {
    return this.#gets;
  }

  get sets(): readonly unknown[] {
    return this.#sets;
  }

  /** What it holds. Its members are the package's own affair, but a test may spoil them. */
  get held(): Record<string, unknown> {
    return this.#value as Record<string, unknown>;
  }
}

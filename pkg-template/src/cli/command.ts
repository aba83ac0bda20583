import type { Arguments, Options } from './arguments.js';
import type { Terminal } from './terminal.js';

/** How a command ends. */
export const exit = {
  /** Done; of a license: it is granted. */
  ok: 0,
  /** Refused; of `lint` and `doctor`: there is something to mend. */
  refused: 1,
  /** Nobody could be asked. */
  unknown: 2,
  /** The command cannot be understood, or what it needs is not there. */
  usage: 3,
} as const;

/** One command of `symbolon`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What comes beside options, as in `[token]`; `''`: nothing. */
  readonly operands: string;
  /** How many of these there may be at most. */
  readonly most: number;
  readonly options: Options;
  /** Lines for those who learn by example. */
  readonly examples: readonly string[];
  /** More to know, a paragraph. */
  readonly notes?: string;
  /** @returns the exit code @throws {Complaint} */
  run(given: Arguments, terminal: Terminal): Promise<number>;
}

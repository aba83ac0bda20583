import { parseArgs } from 'node:util';
import type { Command } from './command.js';
import { Complaint } from './complaint.js';

/** An option of a command. */
export interface Option {
  /** One clause for the help. */
  readonly says: string;
  /** What stands after it, as in `<file>`. Absent: it is a switch. */
  readonly value?: string;
  /** Whether it may be given more than once. */
  readonly many?: true;
}

/** Options by their names, without the hyphens. */
export interface Options {
  readonly [name: string]: Option;
}

/** Those of all commands. */
export const common: Options = {
  json: { says: 'print the result as JSON' },
  help: { says: 'print this help' },
};

/** What was typed after a command's name. */
export class Arguments {
  readonly operands: readonly string[];
  readonly #values: { readonly [name: string]: undefined | readonly (string | boolean)[] };

  constructor(
    values: { readonly [name: string]: undefined | readonly (string | boolean)[] },
    operands: readonly string[],
  ) {
    this.#values = values;
    this.operands = operands;
  }

  /** Whether a switch is on, or an option has a value. */
  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  /** The value of an option. */
  text(name: string): string | undefined {
    return this.texts(name)[0];
  }

  /** The values of an option that may be given more than once. */
  texts(name: string): readonly string[] {
    return (this.#values[name] ?? []) as readonly string[];
  }

  /** The value of an option, which is one of a few. @throws {Complaint} */
  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    if (text === undefined || choices.includes(text as Choice)) return text as Choice | undefined;
    throw new Complaint(`The option --${name} is one of ${choices.join(', ')}.`);
  }

  /** The value of an option, which is a whole number. @throws {Complaint} */
  count(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined || /^\d{1,15}$/.test(text)) return text === undefined ? undefined : Number(text);
    throw new Complaint(`The option --${name} is a whole number.`);
  }
}

/**
 * Reads what was typed after a command's name.
 *
 * @throws {Complaint} in words of our own: Node's tell what was typed, which may be a token
 */
export function argumentsOf(command: Command, typed: readonly string[]): Arguments {
  const options: Options = { ...command.options, ...common };
  const see = `see \`symbolon ${command.name} --help\``;
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({
      args: typed,
      // All may be given twice here, so that it can be said which of them may not.
      options: Object.fromEntries(
        Object.entries(options).map(([name, { value }]) => [
          name,
          { type: value ? 'string' : 'boolean', multiple: true },
        ]),
      ),
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const name = optionIn((error as Error).message);
    const option = name === undefined ? undefined : options[name];
    if (!option) throw new Complaint(`There is no such option${name ? ` as --${name}` : ''}; ${see}.`);
    throw new Complaint(
      option.value
        ? `The option --${name} needs a value: --${name} ${option.value}, or --${name}=… if that begins with a hyphen.`
        : `The option --${name} takes no value.`,
    );
  }
  const values = parsed.values as { readonly [name: string]: undefined | readonly (string | boolean)[] };
  const twice = Object.keys(values).find((name) => values[name]!.length > 1 && !options[name]!.many);
  if (twice !== undefined) throw new Complaint(`The option --${twice} is given twice.`);
  if (parsed.positionals.length > command.most) throw new Complaint(`There is an argument too many; ${see}.`);
  return new Arguments(values, parsed.positionals);
}

/** The option that Node complains of, if that can be one. */
const optionIn = (message: string): string | undefined => /--([a-z][a-z-]{0,24})(?![\w.-])/.exec(message)?.[1];

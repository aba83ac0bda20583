import { common, type Options } from './arguments.js';
import type { Command } from './command.js';
import type { Paint } from './terminal.js';

/** The list of commands. */
export const overview = (commands: readonly Command[], paint: Paint): string =>
  [
    'Licenses on the command line: keys, tokens, and what a verifier says of them.',
    '',
    `${paint('bold', 'Usage:')} symbolon <command> [options]`,
    '',
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    '',
    'Each has `--help`, and `--json` for programs. Exit codes: 0 done or granted, 1 refused or something to',
    'mend, 2 could not tell, 3 not understood. Nothing that fails prints a token or a key.',
  ].join('\n');

/** All about one command. */
export const manual = (command: Command, paint: Paint): string =>
  [
    `${command.summary}.`,
    '',
    `${paint('bold', 'Usage:')} symbolon ${command.name} [options] ${command.operands}`.trimEnd(),
    '',
    ...columns(rows({ ...command.options, ...common })),
    ...(command.notes ? ['', command.notes] : []),
    '',
    paint('bold', command.examples.length === 1 ? 'Example:' : 'Examples:'),
    ...command.examples.map((line) => `  ${line}`),
  ].join('\n');

const rows = (options: Options): [string, string][] =>
  Object.entries(options).map(([name, { value, says, many }]) => [
    `--${name}${value ? ` ${value}` : ''}`,
    `${says}${many ? '; may be given more than once' : ''}`,
  ]);

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

#!/usr/bin/env node
// `npx symbolon`: licenses on the command line.
import process from 'node:process';
import { SymbolonError } from '../entry/node.js';
import { argumentsOf } from './arguments.js';
import { exit } from './command.js';
import { commands } from './commands.js';
import { Complaint, named } from './complaint.js';
import { manual, overview } from './help.js';
import { openTerminal, type Terminal } from './terminal.js';
import { version } from './version.js';

const HELP = ['--help', '-h', 'help'];

/** @returns the exit code */
async function run([name, ...typed]: readonly string[], terminal: Terminal): Promise<number> {
  const { line, remark, paint, paintRemark } = terminal;
  if (name === undefined) {
    remark(overview(commands, paintRemark));
    return exit.usage;
  }
  if (name === '--version') {
    line(version);
    return exit.ok;
  }
  const asked = HELP.includes(name) ? typed[0] : name;
  if (asked === undefined) {
    line(overview(commands, paint));
    return exit.ok;
  }
  const command = commands.find((each) => each.name === asked);
  if (!command) throw new Complaint(`There is no command ${named(asked, 'of that name')}; see \`symbolon --help\`.`);
  if (asked !== name || typed.includes('--help') || typed.includes('-h')) {
    line(manual(command, paint));
    return exit.ok;
  }
  return command.run(argumentsOf(command, typed), terminal);
}

/** One sentence. What is unforeseen is told by its kind alone, for its message may hold anything. */
function sentence(error: unknown): string {
  if (error instanceof Complaint || error instanceof SymbolonError) return error.message;
  return `Something went wrong that should not have (${error instanceof Error ? error.name : typeof error}).`;
}

const terminal = openTerminal();
try {
  process.exitCode = await run(process.argv.slice(2), terminal);
} catch (error) {
  terminal.remark(`${terminal.paintRemark('red', 'symbolon:')} ${sentence(error)}`);
  process.exitCode = exit.usage;
}

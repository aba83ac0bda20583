import type { Command } from './command.js';
import { doctor } from './commands/doctor.js';
import { inspect } from './commands/inspect.js';
import { issue } from './commands/issue.js';
import { jwks } from './commands/jwks.js';
import { keygen } from './commands/keygen.js';
import { lint } from './commands/lint.js';
import { verify } from './commands/verify.js';
import { why } from './commands/why.js';

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [keygen, issue, jwks, inspect, verify, why, lint, doctor];

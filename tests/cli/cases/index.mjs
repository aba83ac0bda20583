import { cases as doctor } from './doctor.mjs';
import { cases as help } from './help.mjs';
import { cases as inspect } from './inspect.mjs';
import { cases as issue } from './issue.mjs';
import { cases as jwks } from './jwks.mjs';
import { cases as keygen } from './keygen.mjs';
import { cases as lint } from './lint.mjs';
import { cases as roundTrip } from './round-trip.mjs';
import { cases as secrets } from './secrets.mjs';
import { cases as terminal } from './terminal.mjs';
import { cases as verify } from './verify.mjs';

export const cases = [
  ...help,
  ...keygen,
  ...issue,
  ...jwks,
  ...inspect,
  ...verify,
  ...lint,
  ...doctor,
  ...roundTrip,
  ...terminal,
  ...secrets,
];

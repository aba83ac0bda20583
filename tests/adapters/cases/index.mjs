/**
 * `{ name, run }` each; `run` rejects where the case does not hold. `patience` (ms) for one that takes long; `missing`
 * says what one would need first.
 */
import { behind } from './behind.mjs';
import { fastify } from './fastify.mjs';
import { graphql } from './graphql.mjs';
import { guard } from './guard.mjs';
import { jobs } from './jobs.mjs';
import { newcomers } from './newcomers.mjs';
import { patterns } from './patterns.mjs';
import { sockets } from './sockets.mjs';
import { table } from './table.mjs';
import { types } from './types.mjs';

export const cases = [
  ...table,
  ...guard,
  ...behind,
  ...fastify,
  ...sockets,
  ...newcomers,
  ...jobs,
  ...graphql,
  ...patterns,
  ...types,
];

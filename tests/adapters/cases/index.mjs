/**
 * `{ name, run }` each; `run` rejects where the case does not hold. `patience` (ms) for one that takes long; `missing`
 * says what one would need first.
 */
import { graphql } from './graphql.mjs';
import { guard } from './guard.mjs';
import { hono } from './hono.mjs';
import { jobs } from './jobs.mjs';
import { newcomers } from './newcomers.mjs';
import { sockets } from './sockets.mjs';
import { table } from './table.mjs';
import { types } from './types.mjs';

export const cases = [...table, ...guard, ...hono, ...sockets, ...newcomers, ...jobs, ...graphql, ...types];

/**
 * Every framework: `open(options)` starts a server whose one route is guarded by these options, and answers with the
 * subject of the license.
 */
import { express } from './express.mjs';
import { fetch } from './fetch.mjs';
import { node } from './node.mjs';

export const hosts = [node, ...express, fetch];

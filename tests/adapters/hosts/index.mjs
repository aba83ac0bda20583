/**
 * Every framework: `open(options)` starts a server whose one route is guarded by these options, and answers with the
 * subject of the license. One that is asked otherwise than by a plain request has an `ask` of its own.
 */
import { express } from './express.mjs';
import { fastify } from './fastify.mjs';
import { fetch } from './fetch.mjs';
import { hono } from './hono.mjs';
import { koa } from './koa.mjs';
import { node } from './node.mjs';
import { ws } from './ws.mjs';

export const hosts = [node, ...express, ...fastify, koa, hono, fetch, ws];

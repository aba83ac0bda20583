/**
 * Every framework: `open(options)` starts a server whose one route is guarded by these options, and answers with the
 */
import { express } from './express.mjs';
import { fastify } from './fastify.mjs';
import { fetch } from './fetch.mjs';
import { hono } from './hono.mjs';
import { koa } from './koa.mjs';
import { node } from './node.mjs';

export const hosts = [node, ...express, ...fastify, koa, hono, fetch];

import { createServer } from 'node:http';
import { guard } from 'symbolon/node';
import { listening } from './listening.mjs';

export const node = {
  name: 'node:http',
  open: (options) => listening(createServer(guard(options)((_, response, decision) => response.end(decision.subject)))),
};

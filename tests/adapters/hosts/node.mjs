import { createServer } from 'node:http';
import { guard } from 'symbolon/node';
import { listening, subject } from './listening.mjs';

export const node = {
  name: 'node:http',
  open: (options, answer = subject) =>
    listening(createServer(guard(options)(async (_, response, decision) => response.end(await answer(decision))))),
};

import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { guard } from 'symbolon/hono';
import { listening, subject } from './listening.mjs';

export const hono = {
  name: 'Hono 4',
  open(options, answer = subject) {
    const app = new Hono().use(guard(options)).all('*', async (c) => c.text(await answer(c.get('license'))));
    return listening(createAdaptorServer({ fetch: app.fetch }));
  },
};

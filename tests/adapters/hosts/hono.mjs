import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { guard } from 'symbolon/hono';
import { listening } from './listening.mjs';

export const hono = {
  name: 'Hono 4',
  open(options) {
    const app = new Hono().use(guard(options)).all('*', (c) => c.text(c.get('license').subject));
    return listening(createAdaptorServer({ fetch: app.fetch }));
  },
};

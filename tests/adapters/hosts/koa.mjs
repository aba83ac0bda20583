import { createServer } from 'node:http';
import Koa from 'koa';
import { guard } from 'symbolon/koa';
import { listening } from './listening.mjs';

export const koa = {
  name: 'Koa 3',
  open(options) {
    const app = new Koa();
    app.use(guard(options)).use((ctx) => {
      ctx.body = ctx.state.license.subject;
    });
    return listening(createServer(app.callback()));
  },
};

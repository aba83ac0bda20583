import { createServer } from 'node:http';
import Koa from 'koa';
import { guard } from 'symbolon/koa';
import { listening, subject } from './listening.mjs';

export const koa = {
  name: 'Koa 3',
  open(options, answer = subject) {
    const app = new Koa();
    app.use(guard(options)).use(async (ctx) => {
      ctx.body = await answer(ctx.state.license);
    });
    return listening(createServer(app.callback()));
  },
};

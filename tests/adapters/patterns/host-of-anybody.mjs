/** The site is what the request says it is. */
import { createServer } from 'node:http';
import Koa from 'koa';
import { guard } from 'symbolon/koa';
import { listening } from '../hosts/listening.mjs';
import { honest, shown } from './asking.mjs';
import { bearerOf } from './homemade.mjs';

function served(middleware, options) {
  const app = new Koa(options);
  app.use(middleware).use((ctx) => {
    ctx.body = 'done';
  });
  return listening(createServer(app.callback()));
}

/** A license of another site, `another.example`, where this one is `app.example.com`. */
const attack = (name, headers) => ({
  name,
  make: async (program, { issuer }) => shown(program, await issuer.tokens.otherDomain(), ...headers),
  naive: '200',
  ours: '403 domain_mismatch',
});

export const hostOfAnybody = {
  name: 'the host is whatever the request says',
  naive: ({ verifier, now }) =>
    served(
      async (ctx, next) => {
        const { granted } = await verifier.verify(bearerOf(ctx), { host: ctx.host, now: now() });
        if (granted) await next();
        else ctx.status = 403;
      },
      { proxy: true },
    ),
  ours: ({ guarded }) => served(guard(guarded)),
  attacks: [
    honest,
    attack('another Host', [['Host', 'another.example']]),
    attack('another X-Forwarded-Host', [['X-Forwarded-Host', 'another.example']]),
    attack('a list of forwarded hosts', [['X-Forwarded-Host', 'another.example, app.example.com']]),
  ],
};

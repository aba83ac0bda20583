/** An object is true, whatever it says; so is a promise of one. */
import { createServer } from 'node:http';
import Koa from 'koa';
import { guard } from 'symbolon/koa';
import { listening } from '../hosts/listening.mjs';
import { honest, shown } from './asking.mjs';
import { bearerOf } from './homemade.mjs';

function served(middleware) {
  const app = new Koa();
  app.use(middleware).use((ctx) => {
    ctx.body = 'done';
  });
  return listening(createServer(app.callback()));
}

export const answerIsYes = {
  name: 'any answer is taken for yes',
  naive: ({ verifier, issuer, now }) =>
    served(async (ctx, next) => {
      const license = await verifier.verify(bearerOf(ctx), { host: issuer.host, now: now() });
      if (license) await next();
      else ctx.status = 403;
    }),
  ours: ({ guarded }) => served(guard(guarded)),
  attacks: [
    honest,
    ...[
      ['forged', '403 signature_invalid'],
      ['expired', '403 license_expired'],
      ['otherDomain', '403 domain_mismatch'],
    ].map(([kind, ours]) => ({
      name: `a token: ${kind}`,
      make: async (program, { issuer }) => shown(program, await issuer.tokens[kind]()),
      naive: '200',
      ours,
    })),
  ],
};

import Koa, { type Context } from 'koa';
import type { Decision } from 'symbolon';
import type { Judge } from 'symbolon/guard';
import { guard } from 'symbolon/koa';

declare const verifier: Judge;

new Koa()
  .use(guard({ verifier, hostFrom: 'app.example.com' }))
  .use(guard<Context>({ verifier, policy: (decision, ctx) => decision.has(ctx.path) }))
  .use((ctx) => {
    const license: Decision | undefined = ctx.state.license;
    ctx.body = license?.plan;
    // @ts-expect-error there may be none
    ctx.body = ctx.state.license.plan;
  });
new Koa<{ user: string }>().use(guard({ verifier }));
// @ts-expect-error a typing mistake
new Koa().use(guard({ verifier, hostfrom: 'app.example.com' }));

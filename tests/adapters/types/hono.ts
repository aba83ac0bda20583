import { Hono } from 'hono';
import type { Decision } from 'symbolon';
import type { Judge } from 'symbolon/guard';
import { guard } from 'symbolon/hono';

declare const verifier: Judge;

// Behind a guard in one chain there is a license.
new Hono<{ Bindings: { NAME: string } }>()
  .use(guard({ verifier, hostFrom: 'origin', policy: (decision, c) => decision.has(c.req.path) }))
  .get('/', (c) => c.text(`${c.get('license').plan} ${c.var.license.plan} ${c.env.NAME}`));
new Hono().get('/', guard({ verifier }), (c) => c.text(c.get('license').status));

// Elsewhere there may be one.
const app = new Hono();
app.use(guard({ verifier }));
app.get('/', (c) => {
  const license: Decision | undefined = c.get('license');
  // @ts-expect-error there may be none
  return c.text(license.status + c.get('license').status);
});
// @ts-expect-error a typing mistake
app.use(guard({ verifier, hostfrom: 'app.example.com' }));

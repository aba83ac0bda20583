import express, { type Request } from 'express';
import type { Decision } from 'symbolon';
import { guard } from 'symbolon/express';
import type { Judge } from 'symbolon/guard';

declare const verifier: Judge;
const app = express();

app.use(guard({ verifier, hostFrom: 'app.example.com' }));
app.use('/reports', guard<Request>({ verifier, policy: (decision, request) => decision.has(request.path) }));
app.get('/:id', guard({ verifier }), (request, response) => {
  const license: Decision | undefined = request.license;
  response.json({ id: request.params.id, plan: license?.plan });
  // @ts-expect-error there may be none
  response.json(request.license.plan);
});
// @ts-expect-error a typing mistake
app.use(guard({ verifier, hostfrom: 'app.example.com' }));

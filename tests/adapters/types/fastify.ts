import createFastify, { type FastifyRequest } from 'fastify';
import type { Decision } from 'symbolon';
import { guard, license } from 'symbolon/fastify';
import type { Judge } from 'symbolon/guard';

declare const verifier: Judge;
const app = createFastify();

app.register(license, { verifier, hostFrom: 'app.example.com' });
app.addHook('onRequest', guard({ verifier }));
app.get(
  '/reports',
  { onRequest: guard<FastifyRequest>({ verifier, policy: (_, request) => request.is404 }) },
  () => '',
);
app.get<{ Params: { id: string } }>('/:id', { preHandler: [guard({ verifier })] }, (request) => {
  const given: Decision | undefined = request.license;
  // @ts-expect-error there may be none
  const { plan } = request.license;
  return { id: request.params.id, given, plan };
});
// @ts-expect-error a typing mistake
app.register(license, { verifier, hostfrom: 'app.example.com' });

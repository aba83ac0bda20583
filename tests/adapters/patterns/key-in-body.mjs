/** Whoever names a key has one. */
import { createServer } from 'node:http';
import express from 'express';
import { guard } from 'symbolon/express';
import { listening } from '../hosts/listening.mjs';
import { asked, bearer } from './asking.mjs';

const served = (middleware) =>
  listening(createServer(express().use(express.json(), middleware, (_, response) => response.end('done'))));

const posted = (program, body, ...headers) =>
  asked(program, {
    method: 'POST',
    headers: [['Content-Type', 'application/json'], ...headers],
    body: JSON.stringify(body),
  });

export const keyInBody = {
  name: 'a key in the body is believed',
  naive: () =>
    served(({ body }, response, next) => {
      if (body.licenseKey) next();
      else response.status(403).end();
    }),
  ours: ({ guarded }) => served(guard(guarded)),
  attacks: [
    {
      name: 'a customer with a license gets in',
      async make(program, { issuer }) {
        const token = await issuer.license();
        return posted(program, { licenseKey: token }, bearer(token));
      },
      both: '200',
    },
    {
      name: 'a key that somebody made up',
      make: (program) => posted(program, { licenseKey: 'AAAA-BBBB-CCCC' }),
      naive: '200',
      ours: '401 credential_missing',
    },
    {
      name: 'true',
      make: (program) => posted(program, { licenseKey: true, licensed: true, plan: 'enterprise' }),
      naive: '200',
      ours: '401 credential_missing',
    },
  ],
};

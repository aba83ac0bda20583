/** A token is taken from wherever there is one. */
import { createServer } from 'node:http';
import express from 'express';
import { guard } from 'symbolon/express';
import { listening } from '../hosts/listening.mjs';
import { asked, bearer, honest } from './asking.mjs';

const served = (middleware) =>
  listening(createServer(express().use(express.json(), middleware, (_, response) => response.end('done'))));

const tokenOf = ({ query, body, headers }) =>
  query.license ?? body?.license ?? /Bearer ([\w.-]+)/.exec(headers.authorization)?.[1];

/** The good token and a bad one, which whoever else looks at the request may take for the token. */
const attack = (name, request, ours) => ({
  name,
  make: async (program, { issuer }) => asked(program, request(await issuer.license(), await issuer.tokens.expired())),
  naive: '200',
  ours,
});

export const tokenAnywhere = {
  name: 'a token is taken from wherever it is',
  naive: ({ verifier, issuer, now }) =>
    served(async (request, response, next) => {
      const { granted } = await verifier.verify(tokenOf(request), { host: issuer.host, now: now() });
      if (granted) next();
      else response.status(403).end();
    }),
  ours: ({ guarded }) => served(guard(guarded)),
  attacks: [
    honest,
    attack('two fields', (good, bad) => ({ headers: [bearer(good), bearer(bad)] }), '401 credential_malformed'),
    attack(
      'two in one field',
      (good, bad) => ({ headers: [['Authorization', `Bearer ${good}, Bearer ${bad}`]] }),
      '401 credential_malformed',
    ),
    attack(
      'one in the address, another in the field',
      (good, bad) => ({ path: `/?license=${good}`, headers: [bearer(bad)] }),
      '403 license_expired',
    ),
    attack('one in the address', (good) => ({ path: `/?license=${good}` }), '401 credential_missing'),
    attack(
      'one in the body',
      (good) => ({
        method: 'POST',
        headers: [['Content-Type', 'application/json']],
        body: JSON.stringify({ license: good }),
      }),
      '401 credential_missing',
    ),
  ],
};

/** How a token is to be verified, the token says. */
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { guard } from 'symbolon/hono';
import { listening } from '../hosts/listening.mjs';
import { honest, shown } from './asking.mjs';
import { hmac, pemOf, verify, written } from './homemade.mjs';

const served = (middleware) => {
  const app = new Hono().use(middleware).get('/', (c) => c.text('done'));
  return listening(createAdaptorServer({ fetch: app.fetch }));
};

const claims = ({ issuer, now }) => ({ iss: issuer.name, sub: 'me', domain: issuer.host, exp: now() + 86_400 });
const publicKey = ({ issuer }) => pemOf(issuer.keys.jwks.keys[0]);

export const algorithmOfTheToken = {
  name: 'the token says how to verify it',
  naive(world) {
    const pem = publicKey(world);
    return served(async (c, next) => {
      const [, token] = c.req.header('authorization').split(' ');
      if (verify(token, pem).exp <= world.now()) return c.text('', 403);
      await next();
    });
  },
  ours: ({ guarded }) => served(guard(guarded)),
  attacks: [
    honest,
    {
      name: 'alg: none, and no signature',
      make: (program, world) => shown(program, written({ alg: 'none' }, claims(world))),
      naive: '200',
      ours: '403 token_malformed',
    },
    {
      name: 'alg: HS256, with the public key for a secret',
      make(program, world) {
        const sign = (input) => hmac(input, publicKey(world));
        return shown(program, written({ alg: 'HS256' }, claims(world), sign));
      },
      naive: '200',
      ours: '403 algorithm_not_allowed',
    },
  ],
};

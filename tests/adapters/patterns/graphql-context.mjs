/** A license is looked at when the context is made; what is asked for by it goes on. */
import { GraphQLError } from 'graphql';
import { createSchema } from 'graphql-yoga';
import { guardSchema, licenseContext, licensedDirective } from 'symbolon/graphql';
import { yoga } from '../graphql/index.mjs';
import { clock, events } from '../graphql/subscription.mjs';
import { MONTH, revokes } from './asking.mjs';
import { bearerOf } from './homemade.mjs';

const typeDefs = [
  licensedDirective,
  /* GraphQL */ `
    type Query {
      free: String
    }
    type Subscription {
      ticks: Int @licensed
    }
  `,
];

/** @param {(schema: object) => object} prepare */
async function served(context, prepare = (schema) => schema) {
  const { tick, ticks, running } = clock();
  const resolvers = { Subscription: { ticks: { subscribe: ticks, resolve: (number) => number } } };
  const schema = prepare(createSchema({ typeDefs, resolvers }));
  return { ...(await yoga.open({ schema, context })), tick, running };
}

/** Two events of one subscription. @returns what is told of each */
const subscribed = (happens) => async (program, world) => {
  const stream = events(program.url, 'subscription { ticks }', world.license);
  const told = [];
  for (const number of [1, 2]) {
    const event = stream.next();
    await program.running();
    program.tick(number);
    const { data, errors } = (await event).value;
    told.push(errors?.[0].extensions ?? data);
    if (number === 1) happens(world);
  }
  return told;
};

const both = [{ ticks: 1 }, { ticks: 2 }];
const ended = (license) => [{ ticks: 1 }, { code: 'FORBIDDEN', license }];

export const graphqlContext = {
  name: 'a subscription is checked when it begins',
  naive: ({ verifier, issuer, now }) =>
    served(async ({ req }) => {
      const license = await verifier.verify(bearerOf(req), { host: issuer.host, now: now() });
      if (!license.granted) throw new GraphQLError('No license.');
      return { license };
    }),
  ours: ({ guarded }) => served(licenseContext(guarded), guardSchema),
  attacks: [
    { name: 'a customer with a license is told of everything', make: subscribed(() => {}), both },
    { name: 'it is revoked meanwhile', make: subscribed(revokes), naive: both, ours: ended('token_revoked') },
    {
      name: 'it expires meanwhile',
      make: subscribed(({ issuer }) => issuer.clock.advance(MONTH)),
      naive: both,
      ours: ended('license_expired'),
    },
  ],
};

/** A schema whose fields are guarded in every way there is. */
import { createSchema } from 'graphql-yoga';
import { guardSchema, licensed, licensedDirective } from 'symbolon/graphql';

const typeDefs = /* GraphQL */ `
  type Query {
    free: String
    bare: String @licensed
    exported: String @licensed(features: ["export"])
    reported: String @licensed(features: ["export", "reports"])
    single: String @licensed(features: "reports")
    nothing: String @licensed(features: null, plan: null)
    scoped: String @licensed(scopes: ["a", "b"])
    roled: String @licensed(roles: ["a", "b"])
    planned: String @licensed(plan: "pro")
    vault: Vault
    hall: Hall
    pages: [Document]
    wrapped: String
    wrappedReports: String
    attributes(owner: String): String
    vague: String
    broken: String
  }
  "Everything in it needs reports; the key needs the export, too."
  type Vault @licensed(features: ["reports"]) {
    door: String
    key: String @licensed(features: ["export"])
  }
  type Hall {
    door: String
  }
  extend type Hall @licensed(features: ["reports"])
  interface Document {
    title: String
    body: String @licensed(features: ["reports"])
  }
  type Page implements Document {
    title: String
    body: String
  }
  type Subscription {
    ticks: Int @licensed
  }
`;

const done = () => 'done';

/** @param {() => AsyncIterable<number>} clock what the subscriptions tell of */
export const schemaOf = (clock) =>
  guardSchema(
    createSchema({
      typeDefs: [licensedDirective, typeDefs],
      resolvers: {
        Query: {
          free: done,
          bare: done,
          exported: done,
          reported: done,
          single: done,
          nothing: done,
          scoped: done,
          roled: done,
          planned: done,
          vault: () => ({ door: 'done', key: 'done' }),
          hall: () => ({ door: 'done' }),
          pages: () => [1, 2, 3].map(() => ({ __typename: 'Page', title: 'done', body: 'done' })),
          wrapped: licensed({}, done),
          wrappedReports: licensed({ require: { features: ['reports'] } }, done),
          attributes: licensed({ policy: ({ subject }, { args }) => subject === args.owner }, done),
          vague: licensed({ policy: () => 'yes' }, done),
          broken: licensed({ require: { features: 7 } }, done),
        },
        Subscription: {
          ticks: { subscribe: clock, resolve: (tick) => tick },
        },
      },
    }),
  );

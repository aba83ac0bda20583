/** Servers of GraphQL: `open({ schema, context })` starts one over HTTP on loopback. */
import { createServer } from 'node:http';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createYoga } from 'graphql-yoga';
import { listening } from '../hosts/listening.mjs';

export const yoga = {
  name: 'GraphQL Yoga',
  async open({ schema, context }) {
    const server = createYoga({ schema, context, logging: false });
    const { url, close } = await listening(createServer(server));
    return { url: `${url}/graphql`, close };
  },
};

const apollo = {
  name: 'Apollo Server',
  async open({ schema, context }) {
    const server = new ApolloServer({ schema, includeStacktraceInErrorResponses: false });
    const { url } = await startStandaloneServer(server, { context, listen: { host: '127.0.0.1', port: 0 } });
    return { url, close: () => server.stop() };
  },
};

export const servers = [yoga, apollo];

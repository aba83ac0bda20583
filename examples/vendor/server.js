// A stand-in for whoever sells licenses. It publishes its keys and hands out licenses of every kind.
// Yours does that elsewhere, and with care: `symbolon/testing` refuses to run in production.
import { createServer } from 'node:http';
import { createTestIssuer } from 'symbolon/testing';

const { PORT = '4000' } = process.env;

const issuer = await createTestIssuer({ host: 'localhost' });

const routes = {
  '/jwks.json': () => ['application/jwk-set+json', JSON.stringify(issuer.keys.jwks)],
  '/licenses': () => ['text/plain', Object.keys(issuer.tokens).join('\n')],
  ...Object.fromEntries(
    Object.entries(issuer.tokens).map(([kind, token]) => [
      `/licenses/${kind}`,
      async (query) => ['text/plain', await token(claimsOf(query))],
    ]),
  ),
};

/** `?features=reports,live&domain=app.example.com&jti=7&seconds=60`: what a license is to say instead of the usual. */
function claimsOf(query) {
  const { features, seconds, ...others } = Object.fromEntries(query);
  return {
    plan: 'team',
    features: features === undefined ? ['reports', 'export', 'live'] : features.split(','),
    limits: { seats: 25 },
    ...(seconds && { exp: Math.floor(issuer.clock.now()) + Number(seconds) }),
    ...others,
  };
}

createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const route = routes[pathname];
  // Pages of other origins may read public keys.
  response.setHeader('access-control-allow-origin', '*');
  if (!route) return response.writeHead(404).end('Ask for /jwks.json, /licenses or /licenses/active.\n');
  issuer.clock.set(Date.now() / 1000);
  const [type, body] = await route(searchParams);
  response.setHeader('content-type', type);
  response.end(body);
}).listen(Number(PORT), 'localhost');

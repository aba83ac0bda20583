/** One text is looked for in another. */
import { createServer } from 'node:http';
import { guard } from 'symbolon/node';
import { listening } from '../hosts/listening.mjs';
import { honest, shown } from './asking.mjs';
import { bearerOf, decode } from './homemade.mjs';

const done = (_, response) => response.end('done');

/** From the page of another site, whose name has something of the right one. */
const attack = (host) => ({
  name: `from ${host}`,
  make: async (program, { issuer }) => shown(program, await issuer.license(), ['Origin', `https://${host}`]),
  naive: '200',
  ours: '403 domain_mismatch',
});

export const hostByPieces = {
  name: 'a domain is looked for in a host',
  naive: ({ verifier, now }) =>
    listening(
      createServer(async (request, response) => {
        const token = bearerOf(request);
        // Genuine and in time; the domain is compared by hand.
        const { domain } = decode(token);
        const { granted } = await verifier.verify(token, { host: domain, now: now() });
        if (granted && request.headers.origin.match(domain)) return done(request, response);
        response.writeHead(403).end();
      }),
    ),
  ours: ({ guarded }) => listening(createServer(guard({ ...guarded, hostFrom: 'origin' })(done))),
  attacks: [
    {
      ...honest,
      make: async (program, { issuer }) => shown(program, await issuer.license(), ['Origin', `https://${issuer.host}`]),
    },
    attack('evil-app.example.com'),
    attack('app.example.com.evil.example'),
    attack('app-example.com'),
  ],
};

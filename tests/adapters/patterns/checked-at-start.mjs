/** A server that has a license when it starts has it for as long as it runs. */
import { createServer } from 'node:http';
import { guard } from 'symbolon/node';
import { listening } from '../hosts/listening.mjs';
import { asked, MONTH, revokes } from './asking.mjs';

export const checkedAtStart = {
  name: 'checked once, when the server starts',
  async naive({ verifier, issuer, now, license }) {
    const { granted } = await verifier.verify(license, { host: issuer.host, now: now() });
    return listening(
      createServer((_, response) => {
        response.statusCode = granted ? 200 : 403;
        response.end();
      }),
    );
  },
  ours: ({ guarded, license }) =>
    listening(createServer(guard({ ...guarded, tokenFrom: () => license })((_, response) => response.end('done')))),
  attacks: [
    { name: 'a server with a license does its work', make: (program) => asked(program, {}), both: '200' },
    {
      name: 'it expires later',
      make(program, { issuer }) {
        issuer.clock.advance(MONTH);
        return asked(program, {});
      },
      naive: '200',
      ours: '403 license_expired',
    },
    {
      name: 'it is revoked later',
      make(program, world) {
        revokes(world);
        return asked(program, {});
      },
      naive: '200',
      ours: '403 token_revoked',
    },
  ],
};

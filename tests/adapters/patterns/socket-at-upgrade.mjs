/** Who had a license on coming may stay. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { guard } from 'symbolon/ws';
import { WebSocketServer } from 'ws';
import { listening } from '../hosts/listening.mjs';
import { connect } from '../hosts/ws.mjs';
import { bearer, revokes } from './asking.mjs';
import { bearerOf } from './homemade.mjs';

/** A server of sockets that does what it is asked. */
async function served(upgrade, onRevocation = () => {}) {
  const sockets = new WebSocketServer({ noServer: true });
  sockets.on('connection', (socket) => {
    socket.on('message', (asked) => socket.send(`done: ${asked}`));
    socket.send('welcome');
  });
  const { url, close } = await listening(createServer().on('upgrade', upgrade(sockets)));
  return {
    url,
    onRevocation,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await close();
    },
  };
}

const closing = async (socket) => (await once(socket, 'close')).join(' ');

/** What comes of asking a socket for something: the answer, or how it was closed. */
async function worked(socket) {
  const done = once(socket, 'message').then(([answer]) => String(answer));
  if (socket.readyState === socket.OPEN) socket.send('export');
  return Promise.race([closing(socket), done]);
}

async function entered(program, token) {
  const socket = connect(program.url, { headers: [bearer(token)] });
  await once(socket, 'message');
  return socket;
}

export const socketAtUpgrade = {
  name: 'a socket is checked when it is opened',
  naive: ({ verifier, issuer }) =>
    served((sockets) => async (request, stream, head) => {
      const { granted } = await verifier.verify(bearerOf(request), { host: issuer.host });
      if (!granted) return stream.destroy();
      sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit('connection', socket, request));
    }),
  ours({ guarded }) {
    // By the real clock, as the naive version, for timers go by that.
    const licensed = guard({ ...guarded, now: undefined });
    return served(
      (sockets) => licensed.upgrade(sockets),
      () => licensed.recheck(),
    );
  },
  attacks: [
    {
      name: 'a customer with a license is served',
      make: async (program, { issuer }) => worked(await entered(program, await issuer.license())),
      both: 'done: export',
    },
    {
      name: 'revoked in the middle of a connection',
      async make(program, world) {
        const socket = await entered(program, world.license);
        revokes(world);
        const ended = closing(socket);
        await program.onRevocation();
        return Promise.race([ended, worked(socket)]);
      },
      naive: 'done: export',
      ours: '4003 token_revoked',
    },
    {
      name: 'expired in the middle of a connection',
      async make(program, { issuer }) {
        const end = Date.now() / 1000 + 1;
        const socket = await entered(program, await issuer.license({ exp: end }));
        const ended = closing(socket);
        while (Date.now() / 1000 < end + 0.2) await new Promise((resolve) => setTimeout(resolve, 10));
        return Promise.race([ended, worked(socket)]);
      },
      naive: 'done: export',
      ours: '4003 license_expired',
    },
  ],
};

// Sockets, on which customers hear of their reports for as long as their license lasts.
import { guard } from 'symbolon/ws';
import { WebSocketServer } from 'ws';

/** Milliseconds in which a peer must show that it is there. */
const HEARTBEAT = 30_000;
/** Octets: clients have little to say. */
const LONGEST_MESSAGE = 1024;

/** @param {{ server: import('node:http').Server, path: string, licenses: { requiring(...features: string[]): object } }} options */
export function createLive({ server, path, licenses }) {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE });
  const licensed = guard(licenses.requiring('live'), { recheck: 60 });
  const licenseOf = (socket) => licensed.session(socket)?.license;
  const upgrade = licensed.upgrade(sockets);

  server.on('upgrade', (request, stream, head) => {
    if (request.url.split('?')[0] === path) return upgrade(request, stream, head);
    stream.on('error', () => {}).end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });

  const silent = new WeakSet();
  sockets.on('connection', (socket) => {
    // An error is followed by `close`, and it is the peer's.
    socket.on('error', () => {});
    socket.on('pong', () => silent.delete(socket));
    send(socket, { type: 'welcome', license: licenseOf(socket) });
  });

  const heartbeat = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) {
        socket.terminate();
        continue;
      }
      silent.add(socket);
      socket.ping();
    }
  }, HEARTBEAT);

  return {
    /** Ends those whose license was revoked. */
    recheck: () => licensed.recheck(),

    /** Tells a customer. Whoever is not licensed any more hears nothing, although their socket is only closing. */
    tell(customer, what) {
      for (const socket of sockets.clients) if (licenseOf(socket)?.subject === customer) send(socket, what);
    },

    close() {
      clearInterval(heartbeat);
      // RFC 6455 section 7.4.1: going away.
      for (const socket of sockets.clients) socket.close(1001, 'The server is ending.');
    },
  };
}

const send = (socket, what) => socket.send(JSON.stringify(what));

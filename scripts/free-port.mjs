import { once } from 'node:events';
import { createServer } from 'node:net';

/** A free port of loopback, as far as can be told, for servers that do not choose for themselves. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

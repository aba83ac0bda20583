import { createServer, type RunningServer } from 'node:http';
import type { Jwk } from '../options.js';
import { Endpoint, serverOf, type TestKeyServer } from './key-server.js';

const HOST = '127.0.0.1';

/** A key server on a port of this machine, started. It keeps no process from ending. */
export async function socketServer(published: () => readonly Jwk[]): Promise<TestKeyServer> {
  const endpoint = new Endpoint(published);
  let server: RunningServer | undefined;
  let port = 0;

  async function start(): Promise<void> {
    if (server) return;
    const starting = createServer(async (request, response) => {
      const { status, headers, body } = await endpoint.answer(request.headers['if-none-match']);
      if (status === undefined) return request.socket.destroy();
      response.writeHead(status, headers);
      response.end(body);
    });
    await new Promise<void>((resolve, reject) => {
      starting.on('error', reject);
      starting.listen(port, HOST, resolve);
    });
    starting.unref();
    port = starting.address().port;
    server = starting;
  }

  async function stop(): Promise<void> {
    const stopping = server;
    server = undefined;
    if (!stopping) return;
    const closed = new Promise<void>((resolve) => stopping.close(resolve));
    // Whoever keeps a connection open would keep on being answered.
    stopping.closeAllConnections();
    await closed;
  }

  await start();
  return serverOf(endpoint, { keys: { jwksUri: `http://${HOST}:${port}/jwks.json` }, start, stop });
}

/** A key server on loopback that can fail, and that counts what it is asked. */
import { once } from 'node:events';
import { createServer } from 'node:http';

const ETAG = '"1"';

/** @param {{ keys: object[] }} jwks */
export async function keyServer(jwks) {
  const requests = [];
  let failing = false;
  const server = createServer((request, response) => {
    requests.push(request.headers);
    const head = { 'access-control-allow-origin': '*', 'cache-control': 'max-age=600', etag: ETAG };
    if (failing) return response.writeHead(503, head).end();
    if (request.headers['if-none-match'] === ETAG) return response.writeHead(304, head).end();
    response.writeHead(200, { ...head, 'content-type': 'application/json' }).end(JSON.stringify(jwks));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    jwksUri: `${origin}/jwks`,
    elsewhere: `${origin}/elsewhere`,
    /** The headers of all requests. */
    requests,
    /** From now on it answers with 503, and goes on counting: after a reset some runtimes ask twice by themselves. */
    fail() {
      failing = true;
    },
    /** And from now on it answers again. */
    recover() {
      failing = false;
    },
    /** From now on nobody listens there. */
    async close() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

/**
 * A key server on loopback that does what the suite tells it, and counts.
 *
 * `POST /tell/<id>` brings a list of answers: each request for `/keys/<id>` is
 * given the next, and the last for ever after. `POST /go-on/<id>` sets free what
 * a manner holds back, and `/seen/<id>` says what was asked. See `Answer` in
 * suite/remote/answer.ts.
 */
import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { manners } from './manners.mjs';

/** A page of another origin may read no more of an answer's head than what is exposed. */
const EXPOSED = 'cache-control, etag, age, retry-after';

const encoders = { gzip: gzipSync, br: brotliCompressSync };

function encoded({ status = 200, head = {}, body = '', octets, padding = 0, encoding, shares = true, exposes = true }) {
  const plain = octets ? Buffer.from(octets, 'base64') : Buffer.from(body);
  const padded = padding ? Buffer.concat([plain, Buffer.alloc(padding, ' ')]) : plain;
  return {
    status,
    head: {
      ...(shares && { 'access-control-allow-origin': '*' }),
      ...(exposes && { 'access-control-expose-headers': EXPOSED }),
      ...(encoding && { 'content-encoding': encoding }),
      ...head,
    },
    body: encoders[encoding]?.(padded) ?? padded,
  };
}

/** What is known of one id. */
class Endpoint extends EventEmitter {
  answers = [];
  requests = [];
  preflights = 0;
  /** Answers that the other side did not hear to their end. */
  givenUp = 0;

  async answer(request, response) {
    this.requests.push({ method: request.method, ...request.headers });
    response.on('close', () => {
      if (!response.writableFinished) this.givenUp += 1;
    });
    const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    await manners[answer.manner ?? 'whole'](response, encoded(answer), () => once(this, 'go on'));
  }
}

/** @returns {Promise<{ origin: string, close: () => void }>} */
export async function keyServer() {
  const endpoints = new Map();
  const routes = {
    keys: (endpoint, request, response) => endpoint.answer(request, response),
    async tell(endpoint, request, response) {
      endpoint.answers = JSON.parse(Buffer.concat(await request.toArray()).toString());
      response.end();
    },
    'go-on'(endpoint, _, response) {
      endpoint.emit('go on');
      response.end();
    },
    seen({ requests, preflights, givenUp }, _, response) {
      response.end(JSON.stringify({ requests, preflights, givenUp }));
    },
  };
  const server = createServer(async (request, response) => {
    const [, route, id] = request.url.split('/');
    if (!endpoints.has(id)) endpoints.set(id, new Endpoint());
    const endpoint = endpoints.get(id);
    if (request.method === 'OPTIONS') {
      endpoint.preflights += 1;
      response.writeHead(204, { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }).end();
      return;
    }
    if (route !== 'keys') {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('cache-control', 'no-store');
    }
    await routes[route](endpoint, request, response);
  });
  server.keepAliveTimeout = 0; // no limit: a connection that ends between two requests is no fault of anybody's
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * A key server on loopback whose behavior is chosen by the path:
 * `/<behavior>/<id>`. `/count/<id>` says how often an id was asked, and
 * `/request/<id>` what it was last asked with.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

const MAX_BYTES = 262_144; // of the contract, section 5

/** @param {Record<string, { jwk: object, private: string }>} keys */
function behaviors({ alpha, beta }) {
  const a = { ...alpha.jwk, kid: 'a' };
  const b = { ...beta.jwk, kid: 'b' };
  const set = (...keys) => JSON.stringify({ keys });
  const json = { 'content-type': 'application/json', 'cache-control': 'max-age=600' };
  const text =
    (body, head = json, status = 200) =>
    (response) =>
      response.writeHead(status, head).end(body);
  const padded = set(a).padEnd(MAX_BYTES + 1);
  return {
    set: text(set(a)),
    'slow-set': (response) => setTimeout(text(set(a)), 200, response),
    rotating: (response, { count }) => text(count === 1 ? set(a) : set(b))(response),
    empty: text(set()),
    mixed: text(
      JSON.stringify({
        keys: [5, null, {}, { kty: 'EC', kid: 'a' }, { ...a, use: 'enc' }, { ...b, d: 'AQAB' }, a],
        more: 1,
      }),
    ),
    untyped: text(set(a), { 'content-type': 'text/html' }),
    compressed: text(gzipSync(set(a)), { ...json, 'content-encoding': 'gzip' }),
    down: text('{"error":"down"}', json, 503),
    'down-once': (response, { count }) => text(set(a), json, count === 1 ? 503 : 200)(response),
    missing: text(set(a), json, 404),
    page: text('<!doctype html><title>Sign in</title>', { 'content-type': 'text/html' }),
    'no-json': text(`${set(a)}x`),
    'no-set': text(JSON.stringify([a])),
    twice: text(`{"keys":[],"keys":[${JSON.stringify(a)}]}`),
    'not-utf8': text(
      Buffer.concat([Buffer.from(set(a).slice(0, -1)), Buffer.from(',"x":"'), Buffer.from([0xff]), Buffer.from('"}')]),
    ),
    cut: (response) =>
      response.writeHead(200, { ...json, 'content-length': 9999 }).write(set(a), () => response.destroy()),
    redirect: (response, { id }) => response.writeHead(302, { location: `/set/followed-${id}` }).end(),
    'redirect-308': (response, { id }) => response.writeHead(308, { location: `/set/followed-${id}` }).end(),
    reset: (response) => response.destroy(),
    'no-content': (response) => response.writeHead(204).end(),
    large: text(padded),
    'large-chunked': (response) => {
      response.writeHead(200, json);
      for (let at = 0; at < padded.length; at += 10_000) response.write(padded.slice(at, at + 10_000));
      response.end();
    },
    'large-compressed': text(gzipSync(padded), { ...json, 'content-encoding': 'gzip' }),
    hang: () => {},
    'hang-inside': (response) => response.writeHead(200, json).write(set(a).slice(0, 20)),
  };
}

/** @returns {Promise<{ origin: string, close: () => void }>} */
export async function keyServer(keys) {
  const known = behaviors(keys);
  const seen = new Map();
  const server = createServer((request, response) => {
    const [, behavior, id] = request.url.split('/');
    response.setHeader('access-control-allow-origin', '*');
    if (behavior === 'count') return response.end(String(seen.get(id)?.count ?? 0));
    if (behavior === 'request') return response.end(JSON.stringify(seen.get(id)?.last ?? {}));
    const state = {
      id,
      count: (seen.get(id)?.count ?? 0) + 1,
      last: { method: request.method, url: request.url, ...request.headers },
    };
    seen.set(id, state);
    known[behavior](response, state);
  });
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

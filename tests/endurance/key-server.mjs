/** A server of keys on loopback that answers as it is told, and sees what becomes of its connections. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { jwks } from '../packages/license.mjs';
import { until } from './patience.mjs';

const json = { 'content-type': 'application/json' };

/** Ways to answer. */
const ways = {
  keys: (response) => response.writeHead(200, json).end(JSON.stringify(jwks)),
  /** As `keys`, and the next request comes by a new connection. */
  parting: (response) => response.writeHead(200, { ...json, connection: 'close' }).end(JSON.stringify(jwks)),
  /** Never; or when the test says so. */
  held: () => {},
  /** Begins, and goes no further. */
  begun: (response) => response.writeHead(200, json).write('{"keys":'),
  /** What a cache has that is empty. */
  nothing: (response) => response.writeHead(200, json).end('null'),
  /** For an hour. */
  down: (response) => response.writeHead(503, { 'retry-after': '3600' }).end(),
};

/**
 * @typedef {{ abandoned: Promise<unknown>, answer: () => void }} Request
 *   `abandoned` resolves when the client goes away without an answer; `answer` gives a held one the keys
 * @param {(keyof typeof ways)[]} script how it answers the first request, the second, …; the last goes for all that follow
 * @returns {Promise<{ uri: string, requests: Request[], asked: (times: number) => Promise<Request>, close: () => void }>}
 *   `asked` waits until it has been asked so often, and gives the latest request
 */
export async function keyServer(script) {
  const requests = [];
  const server = createServer((_, response) => {
    const answer = ways[script[Math.min(requests.length, script.length - 1)]];
    const abandoned = new Promise((resolve) => {
      response.on('close', () => response.writableFinished || resolve());
    });
    requests.push({ abandoned, answer: () => ways.keys(response) });
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    uri: `http://127.0.0.1:${server.address().port}/?keys`,
    requests,
    asked: (times) => until(() => requests[times - 1], `a request number ${times} to the key server`),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

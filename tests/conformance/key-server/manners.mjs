/**
 * How an answer is given: at once, slowly, in part or not at all. Each manner is
 * given the response, the answer (`status`, `head` and `body`, octets as they go
 * over the wire), and a function that waits for the suite's word to go on.
 */
import { setTimeout as pause } from 'node:timers/promises';

const PIECES = 5;
const BETWEEN_PIECES = 30; // ms; see `SLOW` in suite/remote/faults.ts
const BETWEEN_DROPS = 20; // ms

const halfOf = (body) => [body.subarray(0, body.length >> 1), body.subarray(body.length >> 1)];

const length = ({ head, body }) => ({ ...head, 'content-length': body.length });

/** Until its reader has taken it, so that what is destroyed afterwards is not what was written before. */
const written = (response, octets) => new Promise((resolve) => response.write(octets, resolve));

const whole = (response, answer) => {
  const bodiless = answer.status === 204 || answer.status === 304;
  response.writeHead(answer.status, bodiless ? answer.head : length(answer)).end(bodiless ? undefined : answer.body);
};

async function inPieces(response, { status, head, body }, between = 0) {
  response.writeHead(status, head);
  const size = Math.ceil(body.length / PIECES);
  for (let at = 0; at < body.length && !response.destroyed; at += size) {
    if (between) await pause(between);
    await written(response, body.subarray(at, at + size));
  }
  response.end();
}

export const manners = {
  whole,
  pieces: (response, answer) => inPieces(response, answer),
  slow: (response, answer) => inPieces(response, answer, BETWEEN_PIECES),
  held: async (response, answer, goOn) => {
    await goOn();
    whole(response, answer);
  },
  'held-inside': async (response, answer, goOn) => {
    const [first, second] = halfOf(answer.body);
    response.writeHead(answer.status, length(answer)).write(first);
    await goOn();
    response.end(second);
  },
  never: () => {},
  stalls: (response, answer) => response.writeHead(answer.status, answer.head).write(halfOf(answer.body)[0]),
  drips: async (response, { status, head, body }) => {
    response.writeHead(status, head).write(body);
    while (!response.destroyed) {
      await pause(BETWEEN_DROPS);
      response.write(' ');
    }
  },
  reset: (response) => response.socket.resetAndDestroy(),
  'reset-inside': async (response, answer) => {
    await written(response.writeHead(answer.status, length(answer)), halfOf(answer.body)[0]);
    response.socket.resetAndDestroy();
  },
  /** All of it, but not as much as was announced. */
  cut: async (response, answer) => {
    await written(response.writeHead(answer.status, { ...answer.head, 'content-length': 9999 }), answer.body);
    response.destroy();
  },
  /** All of it, but without the chunk that ends it. */
  'cut-chunked': async (response, answer) => {
    await written(response.writeHead(answer.status, answer.head), answer.body);
    response.destroy();
  },
  /** Of no length that was announced: it ends with its connection. */
  unmeasured: (response, { status, head, body }) => {
    response.useChunkedEncodingByDefault = false;
    response.writeHead(status, { ...head, connection: 'close' }).end(body);
  },
  /** More than was announced. */
  short: (response, { body }) => {
    const head = ['HTTP/1.1 200 OK', 'access-control-allow-origin: *', 'content-length: 20', 'connection: close'];
    response.socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]));
  },
};

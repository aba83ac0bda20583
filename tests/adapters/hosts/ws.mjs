import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { guard } from 'symbolon/ws';
import { WebSocket, WebSocketServer } from 'ws';
import { listening, subject } from './listening.mjs';

/** A server of sockets. @returns what `listening` does, the guard, and the server of ws */
export async function open(options, socketOptions) {
  const sockets = new WebSocketServer({ noServer: true });
  const licensed = guard(options, socketOptions);
  const server = createServer().on('upgrade', licensed.upgrade(sockets));
  const { url, close } = await listening(server);
  return {
    url,
    licensed,
    sockets,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      await close();
    },
  };
}

/** A client that begins with these fields. */
export function connect(url, { path = '/', headers = [] } = {}) {
  const fields = { Host: 'app.example.com' };
  for (const [name, value] of headers)
    fields[name] = name in fields && name !== 'Host' ? [fields[name], value].flat() : value;
  return new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers: fields });
}

/** What passes is a socket: its first message stands for the body. */
async function ask(url, asked) {
  const client = connect(url, asked);
  // An answer that is no upgrade would be an error, if nobody asked for it.
  const refused = once(client, 'unexpected-response').then(async ([, response]) => ({
    status: response.statusCode,
    headers: response.headers,
    text: await text(response),
  }));
  const granted = once(client, 'message').then(([data]) => ({ status: 200, headers: {}, text: String(data) }));
  const answer = await Promise.race([refused, granted]);
  client.on('error', () => {}).terminate();
  return answer;
}

export const ws = {
  name: 'ws 8',
  ask,
  async open(options, answer = subject) {
    const { url, licensed, sockets, close } = await open(options);
    sockets.on('connection', async (socket) => socket.send(await answer(licensed.session(socket).license)));
    return { url, close };
  },
};

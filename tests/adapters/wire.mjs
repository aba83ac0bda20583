/** Requests as they are written: fields twice, any `Host`. */
import { request as begin } from 'node:http';

/**
 * @param {string} url of a server
 * @param {{ method?: string, path?: string, headers?: [string, string][], body?: string, agent?: object }} asked
 * @returns {Promise<{ status: number, headers: Record<string, string>, text: string }>}
 */
export function ask(url, { method = 'GET', path = '/', headers = [], body = '', agent = false }) {
  const { hostname, port } = new URL(url);
  const named = headers.some(([name]) => name.toLowerCase() === 'host');
  const fields = named ? headers : [['Host', 'app.example.com'], ...headers];
  const length = body ? [['Content-Length', String(Buffer.byteLength(body))]] : [];
  return new Promise((resolve, reject) => {
    const sent = begin({
      hostname,
      port,
      method,
      path,
      headers: [...fields, ...length].flat(),
      setHost: false,
      agent,
    });
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
      response.on('error', reject);
    });
    sent.end(body);
  });
}

/**
 * A client of sockets that does not answer when it is closed (RFC 6455): it goes on sending.
 *
 * @param {string} url of a server
 * @param {string} token
 * @returns {Promise<{ send: (text: string) => void, close: () => void }>}
 */
export function deafClient(url, token) {
  const { hostname, port } = new URL(url);
  const sent = begin({
    hostname,
    port,
    headers: {
      Host: 'app.example.com',
      Authorization: `Bearer ${token}`,
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    },
  }).end();
  // Section 5.2: final, masked, shorter than 126 octets; a mask of zeros changes nothing.
  const frame = (opcode, payload) =>
    Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
  return new Promise((resolve, reject) => {
    sent.on('error', reject);
    sent.on('upgrade', (_, socket) =>
      resolve({
        send: (text) => socket.write(frame(1, Buffer.from(text))),
        close: () => socket.end(frame(8, Buffer.alloc(0))),
      }),
    );
  });
}

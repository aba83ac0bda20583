/** Requests as they are written: fields twice, any `Host`. */
import { request as begin } from 'node:http';

/**
 * @param {string} url of a server
 * @param {{ method?: string, path?: string, headers?: [string, string][], body?: string }} asked
 * @returns {Promise<{ status: number, headers: Record<string, string>, text: string }>}
 */
export function ask(url, { method = 'GET', path = '/', headers = [], body = '' }) {
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
      agent: false,
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

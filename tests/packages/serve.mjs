/** A folder over http, as a plain web server gives it. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/**
 * @param {string} dir
 * @param {{ headers?: Record<string, string>, fallback?: boolean }} [options] `fallback`: what is not there is answered
 *   with index.html and 200, as servers of single-page applications do
 * @returns {Promise<{ url: string, close(): Promise<void> }>}
 */
export async function serve(dir, { headers = {}, fallback = false } = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const answer = (status, file, body) =>
      response.writeHead(status, { 'content-type': types[extname(file)] ?? 'text/plain', ...headers }).end(body);
    try {
      answer(200, path, await readFile(join(dir, path)));
    } catch {
      if (fallback) answer(200, '.html', await readFile(join(dir, 'index.html')));
      else answer(404, '.txt', 'Not found');
    }
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://localhost:${port}/`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed(undefined));
        server.closeAllConnections();
      }),
  };
}

/** Serves the field to a browser as a good server does: compressed, and isolated, so that its clock is a fine one. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

const headers = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'content-encoding': 'br',
};

/**
 * @param {string} folder
 * @returns {Promise<{ origin: string, show: (html: string) => string, close: () => void }>} `show` tells the path of a page
 */
export async function servePages(folder) {
  const pages = new Map();
  // Of what a browser asks for twice the second answer must not be quicker.
  const packed = new Map();
  const pack = (path) => {
    if (!packed.has(path)) {
      const body = pages.get(path) ?? readFileSync(join(folder, normalize(path)));
      packed.set(path, brotliCompressSync(body));
    }
    return packed.get(path);
  };
  const server = createServer((request, response) => {
    const pathname = decodeURIComponent(new URL(request.url, 'http://page.example').pathname);
    try {
      const body = pack(pathname);
      response.writeHead(200, { ...headers, 'content-type': types[extname(pathname)] ?? 'text/plain' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    show(html) {
      const path = `/page-${pages.size}.html`;
      pages.set(path, `<!doctype html>\n<meta charset="utf-8">\n<link rel="icon" href="data:,">\n${html}`);
      pack(path);
      return path;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

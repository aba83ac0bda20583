/** Serves the field to a browser as a good server does: compressed, and isolated, so that its clock is a fine one. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { mediaTypes } from '../../scripts/media-types.mjs';

const isolated = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** A page that does something, and holds what comes of it in the promise `reported`, for which drivers of browsers can wait. */
const page = (script) => `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<script>
  globalThis.reported = new Promise((resolve, reject) => {
    globalThis.report = (promise) => promise.then(resolve, ({ stack, message }) => reject(new Error(\`\${message}\\n\${stack}\`)));
    addEventListener('error', ({ message }) => reject(new Error(message)));
  });
</script>
<script type="module">${script}</script>`;

const measuring = (task) => `
  import { run } from '/pages/page/entry.js';
  report(run('/${task}'));`;

/** Only what comes first counts: nothing is in a cache, and nothing was compiled before. */
const starting = (name, { setting, items: [first] }) => `
  import { cold } from '/cold-page.mjs';
  report(cold('${name}', ${JSON.stringify({ setting: { ...setting, jwks: undefined }, items: [first] })}));`;

/**
 * @param {string} folder
 * @returns {Promise<{ measuring: (task: string) => string, starting: (name: string, given: object) => string, close: () => void }>}
 *   addresses of pages: one that does a task, one that starts a contender
 */
export async function servePages(folder) {
  const pages = new Map();
  // Of what a browser asks for twice the second answer must not be quicker.
  const answers = new Map();
  const answer = (path) => {
    if (!answers.has(path)) {
      const body = pages.get(path) ?? readFileSync(join(folder, normalize(path)));
      const type = { ...isolated, 'content-type': mediaTypes[extname(path)] ?? 'text/plain' };
      // Tasks are long, and no part of what is measured.
      const plain = extname(path) === '.json';
      answers.set(
        path,
        plain
          ? { head: type, body }
          : { head: { ...type, 'content-encoding': 'br', vary: 'accept-encoding' }, body: brotliCompressSync(body) },
      );
    }
    return answers.get(path);
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://page.example');
    try {
      const { head, body } = answer(decodeURIComponent(pathname));
      response.writeHead(200, { ...head, 'content-length': body.length }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const show = (script) => {
    const path = `/page-${pages.size}.html`;
    pages.set(path, page(script));
    return `http://127.0.0.1:${server.address().port}${path}`;
  };
  return {
    measuring: (task) => show(measuring(task)),
    starting: (name, given) => show(starting(name, given)),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

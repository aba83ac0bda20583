/** programs/worker.js in workerd, and asked over real sockets. */
import { get } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { bundledForWorkerd } from '../workerd.mjs';

const bundles = new Map();

/**
 * @param {string} dir the bench's
 * @param {{ compatibilityDate: string, setting: object }} how `setting` is what the worker knows from the start
 */
export async function openWorker(dir, { compatibilityDate, setting }) {
  if (!bundles.has(dir)) bundles.set(dir, bundledForWorkerd(dir, { entryPoints: [join(dir, 'worker.js')] }));
  const { modules } = await bundles.get(dir);
  const { Miniflare } = createRequire(new URL('../conformance/package.json', import.meta.url))('miniflare');
  const server = new Miniflare({
    modules: [
      ...modules,
      { type: 'ESModule', path: 'setting', contents: `export default ${JSON.stringify(setting)};` },
    ],
    compatibilityDate,
    cf: false,
  });
  const origin = await server.ready;
  return {
    /** Asks by a connection of its own. `cancel` resets it: of one that is merely closed workerd takes no notice. */
    ask(path) {
      const request = get(new URL(path, origin), { agent: false });
      const answer = new Promise((resolve, reject) => request.on('response', resolve).on('error', reject)).then(json);
      answer.catch(() => {}); // of those who hang up
      return { answer, cancel: () => request.socket.resetAndDestroy() };
    },
    close: () => server.dispose(),
  };
}

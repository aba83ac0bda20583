/** WebKitGTK: an engine without relaxed SIMD. Each measurement has a browser of its own. */
import { hasWebkit, howToGetWebkit, openWebkit } from '../../scripts/webkit.mjs';
import { servePages } from './page-server.mjs';

/** ms; a measurement that takes longer hangs. */
const PATIENCE = 600_000;

export const missing = async () => ((await hasWebkit()) ? undefined : `WebKitGTK is missing: ${howToGetWebkit}`);

/** @type {import('./index.mjs').Open} */
export async function openPages(folder) {
  const server = await servePages(folder);
  const { version, shown, close } = await openWebkit();
  return {
    version,
    measure: (task) => shown(server.measuring(task), PATIENCE),
    lines: ['loopback'],
    cold: (name, given) => shown(server.starting(name, given), PATIENCE),
    close() {
      close();
      server.close();
    },
  };
}

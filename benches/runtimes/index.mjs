/** Where everything is measured, in this order. */
import * as chromium from './chromium.mjs';
import { nodes, openNode } from './node.mjs';
import * as webkit from './webkit.mjs';
import { openWorkerd } from './workerd.mjs';

/**
 * @typedef {{ measure: (task: string) => Promise<{ parts: Record<string, number[]>[], problems: string[] }>, close: () => unknown }} Runtime
 *   `measure` is given the path of a task in the field; see programs/measure.mjs. Browsers have also
 * @typedef {{ version: string, lines: string[], cold: (name: string, given: object, line: string) => Promise<{ took: number, parts: object }> }} Pages
 *   `cold` starts a contender on one of the lines, see programs/cold-page.mjs
 * @typedef {(folder: string) => Promise<Runtime & Partial<Pages>>} Open
 * @returns {Promise<{ runtimes: { name: string, version?: string, path?: string, open: Open }[], skipped: string[] }>}
 */
export async function findRuntimes() {
  const found = [
    ...(await nodes()).map((node) => ({ ...node, open: openNode(node) })),
    { name: 'Chromium', missing: chromium.missing, open: chromium.openChromium },
    { name: 'WebKitGTK', missing: webkit.missing, open: webkit.openPages },
    { name: 'workerd', open: openWorkerd },
  ];
  const runtimes = [];
  const skipped = [];
  for (const { missing, ...runtime } of found) {
    const why = await missing?.();
    if (why) skipped.push(why);
    else runtimes.push(runtime);
  }
  return { runtimes, skipped };
}

/** Where everything is measured, in this order. */
import { missing, openChromium } from './chromium.mjs';
import { nodes, openNode } from './node.mjs';
import { openWorkerd } from './workerd.mjs';

/**
 * @typedef {{ measure: (task: string) => Promise<Record<string, number[]>>, close: () => unknown }} Runtime
 *   `measure` is given the path of a task in the field
 * @typedef {(folder: string) => Promise<Runtime>} Open
 * @returns {Promise<{ runtimes: { name: string, version?: string, path?: string, open: Open }[], skipped: string[] }>}
 */
export async function findRuntimes() {
  const runtimes = (await nodes()).map((node) => ({ ...node, open: openNode(node) }));
  const noChromium = await missing();
  if (!noChromium) runtimes.push({ name: 'Chromium', open: openChromium });
  runtimes.push({ name: 'workerd', open: openWorkerd });
  return { runtimes, skipped: noChromium ? [noChromium] : [] };
}

/** The runtimes, in the order in which they are tried. */
import { bun } from './bun.mjs';
import { chromium } from './chromium.mjs';
import { deno } from './deno.mjs';
import { nodes } from './node.mjs';
import { webkit } from './webkit.mjs';
import { workerd } from './workerd.mjs';

/**
 * @typedef {{ passed: number, failures: { name: string, message: string }[], passedOver?: Record<string, number>, module?: string }} Outcome
 *   `passedOver` counts by the reason what means nothing in a runtime; `module` is the one that was loaded
 * @typedef {{ folder: string, origin: string, data: object }} Bench see bench.mjs; `origin` is the key server's
 * @typedef {{ name: string, entry: string, module: string, missing?: () => Promise<string | undefined>, run: (bench: Bench) => Promise<{ entry: string, outcomes: Outcome[] }> }} Runtime
 *   `entry` is the file of the package that this runtime is meant to import, `module` the one to load; `missing` says what would bring one
 *   that npm cannot
 */

/** @type {Runtime[]} */
export const runtimes = [...nodes, bun, deno, workerd, chromium, webkit];

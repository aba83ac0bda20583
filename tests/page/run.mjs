/** Builds the demo page as it is published and visits it in Chromium: `node tests/page/run.mjs`. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { chromium, flags, howToGetChromium } from '../../scripts/chromium.mjs';
import { install } from '../../scripts/install.mjs';
import config, { builtPackage } from '../../www/vite.config.js';
import { cases } from './cases.mjs';
import { Demo } from './demo.mjs';
import { serve } from './serve.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * @param {{ pkg?: string, log?: (line: string) => void, only?: string }} [options] `pkg`: folder of the built package; `only`: a part of a case's name
 * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>}
 */
export async function run({ pkg = here('../../pkg'), log = console.log, only = '' } = {}) {
  const executablePath = await chromium();
  if (!executablePath) return { passed: 0, failed: 0, skipped: [`the demo page: ${howToGetChromium}`] };

  const dir = await mkdtemp(join(tmpdir(), 'symbolon-page-'));
  await build({
    ...config,
    configFile: false,
    plugins: [builtPackage(pkg)],
    build: { ...config.build, outDir: dir },
    logLevel: 'warn',
  });

  // A host name that is not loopback, and thus no secure context, without asking any name server.
  const browser = await (await playwright()).launch({
    executablePath,
    args: [...flags, '--host-resolver-rules=MAP demo.test 127.0.0.1'],
  });
  const result = { passed: 0, failed: 0, skipped: [] };
  try {
    for (const each of cases.filter(({ name }) => name.includes(only))) {
      const problem = await visit(browser, dir, each).catch((error) => error.message);
      result[problem ? 'failed' : 'passed'] += 1;
      log(problem ? `  not ok  ${each.name}\n          ${problem}` : `  ok      ${each.name}`);
    }
  } finally {
    await browser.close();
    await rm(dir, { recursive: true });
  }
  return result;
}

/** @returns {Promise<string | undefined>} what went wrong */
async function visit(
  browser,
  dir,
  { policy, host = 'localhost', opens = ['ACTIVE', 'ok'], complaints, visit, ...look },
) {
  const server = await serve(dir, policy);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...look });
  try {
    const demo = new Demo(await context.newPage(), `http://${host}:${server.port}/`);
    await demo.open(...opens);
    await visit(demo);
    const unexpected = demo.complaints.filter((complaint) => !complaints?.test(complaint));
    if (unexpected.length) return unexpected.join('\n');
  } finally {
    await context.close();
    server.close();
  }
}

/** The conformance suite's own, as it drives the same browser. */
async function playwright() {
  const home = here('../conformance');
  await install(home);
  return createRequire(join(home, 'package.json'))('playwright-core').chromium;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { passed, failed, skipped } = await run({ only: process.argv[2] });
  console.log(`${passed} passed, ${failed} failed${skipped.length ? `, ${skipped.length} skipped` : ''}`);
  process.exitCode = failed ? 1 : 0;
}

/** What pages of a framework show by a license, in Chromium, for each of its versions. */
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { chromium, flags, howToGetChromium } from '../../scripts/chromium.mjs';
import { install } from '../../scripts/install.mjs';
import { NOW } from '../issuer.mjs';
import { serve, strictPolicy } from '../page/serve.mjs';
import { Page } from './page.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * @typedef {object} Framework
 * @property {string} name under which the tests are skipped
 * @property {string} home folder of programs/, and of a package.json for each version
 * @property {string[]} packages npm packages, of which each version has its own
 * @property {string[]} parts of symbolon, which the programs import
 * @property {{ version: string, cases: Case[] }[]} versions
 * @property {Record<string, string>} [define] what bundlers are told for it
 * @property {string} [policy] the Content-Security-Policy of its pages
 *
 * @typedef {{ name: string, expects?: RegExp, run: (page: Page, bench: object) => Promise<void> }} Case `expects`: complaints of the page that are right
 */

/** @param {Framework} framework */
export function suite(framework) {
  /**
   * @param {{ pkg?: string, log?: (line: string) => void, only?: string }} [options] `pkg`: folder of the built package; `only`: a part of a case's name
   * @returns {Promise<{ passed: number, failed: number, skipped: string[] }>}
   */
  return async function run({ pkg = here('../../pkg'), log = console.log, only = '' } = {}) {
    const executablePath = await chromium();
    if (!executablePath) return { passed: 0, failed: 0, skipped: [`${framework.name}: ${howToGetChromium}`] };
    const browser = await (await playwright()).launch({ executablePath, args: flags });
    const result = { passed: 0, failed: 0, skipped: [] };
    try {
      for (const { version, cases } of framework.versions) {
        const chosen = cases.map((each) => ({ ...each, title: `${version}: ${each.name}` }));
        const bench = await openBench(framework, version, pkg);
        try {
          const queue = chosen.filter(({ title }) => title.includes(only));
          const worker = async () => {
            for (let next = queue.shift(); next; next = queue.shift()) {
              const problem = await visit(browser, bench, next).catch((error) => error.stack || String(error));
              result[problem ? 'failed' : 'passed'] += 1;
              if (problem) log(`✗ ${next.title}\n${problem.replaceAll(/^/gm, '    ')}`);
            }
          };
          // Two at a time: much of a case is waiting for the browser.
          await Promise.all([worker(), worker()]);
        } finally {
          await bench.close();
        }
      }
    } finally {
      await browser.close();
    }
    log(`${result.passed} of ${result.passed + result.failed} cases hold`);
    return result;
  };
}

/** Runs a suite by itself, with a word for the cases whose name contains it, and says what came of it. */
export async function report(run) {
  const { passed, failed, skipped } = await run({ only: process.argv[2] });
  console.log([`${passed} passed, ${failed} failed`, ...skipped.map((what) => `skipped: ${what}`)].join('\n'));
  process.exitCode = failed ? 1 : 0;
}

/** @returns {Promise<string | undefined>} what the page complained of */
async function visit(browser, bench, { run, expects }) {
  const context = await browser.newContext({ locale: 'en-US', timezoneId: 'UTC' });
  try {
    const visited = await context.newPage();
    await visited.clock.install({ time: NOW * 1000 });
    const page = new Page(visited, bench.url);
    await run(page, bench);
    const unexpected = page.complaints.filter((complaint) => !expects?.test(complaint));
    if (unexpected.length) return unexpected.join('\n');
  } finally {
    await context.close();
  }
}

/** The programs with one version of a framework, as a page and as a server have them. */
async function openBench({ home, packages, parts, define = {}, policy = strictPolicy }, version, pkg) {
  await install(join(home, version));
  const dir = await mkdtemp(join(tmpdir(), 'symbolon-page-'));
  const alias = Object.fromEntries([
    ...packages.map((name) => [name, join(home, version, 'node_modules', name)]),
    ...parts.map((name) => [`symbolon/${name}`, join(pkg, name, 'index.js')]),
  ]);
  const bundled = (entry, options) =>
    build({
      entryPoints: [join(home, 'programs', `${entry}.js`)],
      outfile: join(dir, `${entry}.mjs`),
      bundle: true,
      format: 'esm',
      alias,
      // Beside the page, as the package has it.
      external: ['./web.js'],
      // Frameworks warn in development alone.
      define: { 'process.env.NODE_ENV': '"development"', ...define },
      logLevel: 'warning',
      ...options,
    });
  await bundled('client', { outfile: join(dir, 'client.js') });
  await bundled('server', { platform: 'node', banner: { js: REQUIRE } });
  const { html } = await import(pathToFileURL(join(dir, 'server.mjs')));
  let pages = 0;
  const put = async (sent) => {
    pages += 1;
    const name = `${pages}.html`;
    await writeFile(join(dir, name), document(sent));
    return name;
  };
  await writeFile(join(dir, 'index.html'), document(''));
  await writeFile(join(dir, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  for (const name of ['web.js', 'symbolon.wasm', 'symbolon.simd.wasm'])
    await copyFile(join(pkg, name), join(dir, name));
  const server = await serve(dir, policy);
  return {
    url: `http://localhost:${server.port}/`,
    /** What the page is that has this program. */
    html,
    /** Lets a page have come from a server with this in it. @returns its name */
    put,
    /** A part of the package, in Node. */
    imported: (name) => import(pathToFileURL(join(pkg, name, 'index.js'))),
    async close() {
      server.close();
      await rm(dir, { recursive: true });
    },
  };
}

const document = (sent) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>The page</title><link rel="icon" href="icon.svg"><div id="root">${sent}</div><script type="module" src="client.js"></script></html>`;

/** Their servers are CommonJS, and ask for what Node has. */
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/** The conformance suite's own, as it drives the same browser. */
async function playwright() {
  const home = here('../conformance');
  await install(home);
  return createRequire(join(home, 'package.json'))('playwright-core').chromium;
}

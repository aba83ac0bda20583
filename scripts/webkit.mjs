// A second browser engine for tests to drive: WebKitGTK, by the W3C's WebDriver protocol, on a screen of memory.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as apt from './apt.mjs';
import { freePort } from './free-port.mjs';

/** The driver, which brings the browser that it starts, and an X server without hardware. */
const programs = [
  { title: 'WebKitGTK', package: 'webkit2gtk-driver', places: ['/usr/bin/WebKitWebDriver'] },
  { title: 'Xvfb', package: 'xvfb', places: ['/usr/bin/Xvfb'] },
];

/** @returns {Promise<boolean>} whether all of it is there */
export async function hasWebkit() {
  for (const program of programs) if (!(await apt.program(program))) return false;
  return true;
}

/** What to type where no script may install it. */
export const howToGetWebkit = programs.map(apt.howToGet).join(' && ');

/** ms; how long a starting program is waited for, and how long the driver waits for a script before it is asked again. */
const START = 20_000;
const TURN = 60_000;

/**
 * Starts the driver. Each page that is shown has a browser of its own, which has seen nothing.
 *
 * @returns {Promise<{ version: string, shown: (address: string, patience: number) => Promise<unknown>, close: () => void }>}
 *   `shown` opens an address and waits, at most so many milliseconds, for what the page's promise `reported` comes to
 */
export async function openWebkit() {
  const [driver, screen] = programs.map(({ places: [place] }) => place);
  const children = [];
  const start = (program, args, stdout, env) => {
    const child = spawn(program, args, { stdio: ['ignore', stdout, 'ignore'], env: { ...process.env, ...env } });
    children.push(child);
    return child;
  };
  const close = () => {
    for (const child of children.reverse()) child.kill();
  };
  try {
    const { stdout } = start(screen, ['-displayfd', '1', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], 'pipe');
    const [display] = await once(stdout, 'data', { signal: AbortSignal.timeout(START) });
    const port = await freePort();
    start(driver, [`--port=${port}`], 'ignore', { DISPLAY: `:${String(display).trim()}` });
    const ask = asking(`http://127.0.0.1:${port}`);
    await ready(ask);
    const version = await inSession(ask, async (_, { browserVersion }) => browserVersion);
    return {
      version,
      shown: (address, patience) => inSession(ask, (browser) => shown(browser, address, patience)),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** Commands, each a request; an answer that tells of an error is one (W3C WebDriver, section 6.6). */
const asking = (origin) => async (method, path, body) => {
  const response = await fetch(`${origin}${path}`, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (response.ok) return value;
  throw Object.assign(new Error(`${value.error}: ${value.message}`), { code: value.error });
};

async function ready(ask) {
  for (const until = Date.now() + START; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    try {
      return await ask('GET', '/status');
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}

async function inSession(ask, work) {
  const { sessionId, capabilities } = await ask('POST', '/session', { capabilities: {} });
  const browser = (method, path, body) => ask(method, `/session/${sessionId}${path}`, body);
  try {
    return await work(browser, capabilities);
  } finally {
    await browser('DELETE', '');
  }
}

const waiting = `const done = arguments[0];
  reported.then((value) => done({ value }), (error) => done({ problem: String(error) }));`;

async function shown(browser, address, patience) {
  await browser('POST', '/timeouts', { script: Math.min(TURN, patience) });
  await browser('POST', '/url', { url: address });
  for (const until = Date.now() + patience; ; ) {
    try {
      const { value, problem } = await browser('POST', '/execute/async', { script: waiting, args: [] });
      if (problem) throw new Error(problem);
      return value;
    } catch (error) {
      if (error.code !== 'script timeout') throw error;
      if (Date.now() > until) throw new Error('The page has not reported.');
    }
  }
}

/** An example as whoever follows its README has it before them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../scripts/free-port.mjs';
import { at } from '../../scripts/paths.mjs';

/** Seconds until it listens; the largest of them is built first. */
const PATIENCE = 240;

/**
 * Starts an example by its one command.
 *
 * @param {string} name
 * @param {Record<string, string>} [settings] for its environment
 */
export async function open(name, settings = {}) {
  const vendorPort = await freePort();
  const vendorUrl = `http://localhost:${vendorPort}`;
  const started = await start(at('.'), ['run', 'example', name], /^Ready at/m, {
    ...settings,
    VENDOR_PORT: String(vendorPort),
  });
  return {
    ...started,
    vendorPort,
    vendorUrl,
    /** A license of this kind; `claims` as the vendor's address has them. */
    async license(kind = 'active', claims = {}) {
      const answer = await fetch(`${vendorUrl}/licenses/${kind}?${new URLSearchParams(claims)}`);
      return answer.text();
    },
    /** The same program without a vendor: whatever it asks for, nobody is there. */
    alone: async (more = {}, ready = /listening/) =>
      start(at('examples', name), ['start'], ready, {
        LICENSE_ISSUER: 'https://licenses.example.com',
        LICENSE_JWKS_URI: `http://localhost:${await freePort()}/jwks.json`,
        ...more,
      }),
  };
}

/** Runs npm until it says something. */
export async function start(cwd, args, ready, settings) {
  const folder = await mkdtemp(join(tmpdir(), 'symbolon-example-'));
  const port = await freePort();
  const own = { KEY_FILE: join(folder, 'keys.json'), PORT: String(port), NO_COLOR: '1', FORCE_COLOR: undefined };
  const env = { ...process.env, ...own, ...settings };
  const child = spawn('npm', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const ended = once(child, 'exit');
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  for (let waited = 0; !ready.test(said); waited += 0.1) {
    if (waited > PATIENCE || child.exitCode !== null) {
      await close();
      throw new Error(`npm ${args.join(' ')} is not ready:\n${said}`);
    }
    await pause(100);
  }
  return {
    port,
    url: `http://localhost:${port}`,
    /** All that it printed. */
    said: () => said,
    close,
  };
}

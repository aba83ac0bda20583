// The Redis that tests start.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import * as apt from './apt.mjs';
import { freePort } from './free-port.mjs';

const program = {
  title: 'redis-server',
  package: 'redis-server',
  places: ['/usr/bin/redis-server', '/usr/local/bin/redis-server', '/opt/homebrew/bin/redis-server'],
};

/** @returns {Promise<string | undefined>} its path */
export const redis = () => apt.program(program);

/** What to type where no script may install it. */
export const howToGetRedis = apt.howToGet(program);

/**
 * A server of our own, on loopback, that writes nothing down outside of the folder.
 *
 * @param {string} dir
 * @returns {Promise<{ port: number, stop: () => Promise<void> }>}
 */
export async function startRedis(dir) {
  const port = await freePort();
  await mkdir(dir, { recursive: true });
  const args = ['--port', port, '--bind', '127.0.0.1', '--dir', dir, '--save', '', '--appendonly', 'no'];
  const server = spawn(await redis(), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(server, 'exit');
  let said = '';
  const ready = new Promise((resolve) => {
    server.stdout.on('data', (text) => {
      said += text;
      if (said.includes('Ready to accept connections')) resolve();
    });
  });
  const failed = ended.then(() => {
    throw new Error(said);
  });
  await Promise.race([ready, failed]);
  return {
    port,
    async stop() {
      server.kill();
      await ended;
    },
  };
}

// One of the examples, with a vendor of licenses beside it: `npm run example express-api`.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { main } from './main.mjs';
import { pack } from './pack.mjs';
import { at } from './paths.mjs';
import { howToGetRedis, redis, startRedis } from './redis.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';
import { unpack } from './unpack.mjs';

const VENDOR = 'vendor';
const { PORT = '3000', VENDOR_PORT = '4000' } = process.env;

/** What an example needs beside the vendor: each gives settings for its environment, and ends itself by `stop`. */
const beside = { 'fastify-live': jobQueue };

/** Which there are. */
export const examples = readdirSync(at('examples')).filter(
  (name) => name !== VENDOR && existsSync(at('examples', name, 'package.json')),
);

/** @param {string | undefined} name */
async function example(name) {
  if (!examples.includes(name)) {
    console.log(`npm run example <name>, which is one of these:\n\n  ${examples.join('\n  ')}\n`);
    if (name === undefined) return;
    throw new Error(`No example is called ${name}.`);
  }
  await build();
  const tarball = await pack();
  for (const each of [VENDOR, name]) {
    await install(at('examples', each));
    await unpack(tarball, at('examples', each));
  }
  const environment = {
    LICENSE_ISSUER: 'https://licenses.example.com',
    LICENSE_JWKS_URI: `http://localhost:${VENDOR_PORT}/jwks.json`,
  };
  const running = [];
  const end = () => Promise.all(running.splice(0).map((each) => each.stop()));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);
  try {
    running.push(await program(VENDOR, VENDOR_PORT));
    const more = await beside[name]?.();
    if (more) running.push(more);
    const started = await program(name, PORT, { ...environment, ...more?.environment });
    running.push(started);
    console.log(`\nReady at http://localhost:${PORT} (Ctrl+C ends it). examples/${name}/README.md has what to try.\n`);
    await started.ended;
  } finally {
    await end();
  }
}

/** Builds an example if that is to be done, starts it, and waits until it listens. */
async function program(name, port, settings = {}) {
  if (await answers(port)) throw new Error(`Somebody listens at port ${port} already: set PORT or VENDOR_PORT.`);
  const cwd = at('examples', name);
  const env = { ...settings, PORT: port };
  const { scripts } = JSON.parse(readFileSync(at('examples', name, 'package.json'), 'utf8'));
  if (scripts.build) await step(`Building ${name}`, () => run('npm', ['run', 'build'], { cwd, env }));
  // A group of its own, for npm does not hand on every signal.
  const child = spawn('npm', ['start', '--silent'], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const running = {
    ended,
    async stop() {
      try {
        process.kill(-child.pid, 'SIGTERM');
      } catch {
        // It has ended by itself.
      }
      await ended;
    },
  };
  let over = false;
  const early = ended.then(() => {
    over = true;
    throw new Error(`${name} has ended.`);
  });
  early.catch(() => {});
  const listening = async () => {
    while (!over && !(await answers(port))) await pause(100);
  };
  await step(`Starting ${name}`, () => Promise.race([listening(), early]));
  return running;
}

/** Whether anybody listens there, whatever they say. */
const answers = (port) =>
  fetch(`http://localhost:${port}`).then(
    () => true,
    () => false,
  );

async function jobQueue() {
  if (!(await redis())) throw new Error(`Redis is missing: ${howToGetRedis}`);
  const server = await step('Starting Redis', () => startRedis(at('build/redis')));
  return { ...server, environment: { REDIS_URL: `redis://127.0.0.1:${server.port}`, WEBHOOK_SECRET: 'example' } };
}

await main(import.meta.url, () => example(process.argv[2]));

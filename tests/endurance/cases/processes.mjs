/**
 * Node processes with the library in them: a verify or refreshKeys that is
 * awaited keeps a process alive until its end, and nothing else of it does.
 */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { license } from '../../packages/license.mjs';
import { keyServer } from '../key-server.mjs';
import { PATIENCE, within } from '../patience.mjs';

/** Longer than the patience of these tests: a process that waits for the end of such a time is seen to live on. */
const LONG = 3 * PATIENCE;
const SHORT = 1;

const refresh = ['verify', 'age', 'verify'];
const refreshing = ['ok', 'stale', 'ok'];

/**
 * @typedef {object} Story
 * @property {string} name
 * @property {string[]} script of the key server
 * @property {string[]} steps that the program takes, and what they come to
 * @property {unknown[]} outcomes
 * @property {number} [requests] how often the key server is asked
 * @property {object} [keys] options
 * @property {string} [fetching] what stands in for `fetch`, in programs/process.js
 * @property {string} [caching] likewise, for a cache
 * @property {boolean} [withUndici] whether it needs an undici that can be told what to do, and so not the oldest Node
 */

/** Otherwise a fetch has so much time that nobody sees its end. */
const patient = ({ keys, ...story }) => ({ ...story, keys: { timeout: LONG, ...keys } });

/** The process must end when all is done and the key server was asked so often. */
const ends = [
  { name: 'createVerifier', script: ['held'], steps: [], outcomes: [], requests: 0 },
  { name: 'a verify', script: ['keys'], steps: ['verify'], outcomes: ['ok'], requests: 1 },
  {
    name: 'a verify with a cache that never answers',
    script: ['keys'],
    steps: ['verify'],
    outcomes: ['ok'],
    caching: 'silent',
    requests: 1,
  },
  {
    name: 'a verify and dispose',
    script: ['keys'],
    steps: ['verify', 'dispose'],
    outcomes: ['ok', 'gone'],
    requests: 1,
  },
  {
    name: 'an unknown key, in the cool-down',
    script: ['keys'],
    steps: ['verify', 'verify an unknown key', 'verify an unknown key'],
    outcomes: ['ok', 'key_unknown', 'key_unknown'],
    keys: { cooldown: LONG },
    requests: 2,
  },
  {
    name: 'a failure, in the back-off',
    script: ['down'],
    steps: ['verify', 'verify'],
    outcomes: ['keys_unavailable', 'keys_unavailable'],
    requests: 1,
  },
  ...['held', 'begun'].map((way) => ({
    name: `a fetch that took too long, its answer ${way}`,
    script: [way],
    steps: ['verify'],
    outcomes: ['keys_unavailable'],
    keys: { timeout: SHORT },
    requests: 1,
  })),
  ...[
    { answer: 'held', script: ['keys', 'held'] },
    { answer: 'held, on a connection of its own', script: ['parting', 'held'] },
    { answer: 'begun', script: ['keys', 'begun'] },
  ].map(({ answer, script }) => ({
    name: `a verify, while keys are refreshed in the background, the answer ${answer}`,
    script,
    steps: refresh,
    outcomes: refreshing,
    requests: 2,
  })),
  {
    name: 'a verify and dispose, while keys are refreshed in the background',
    script: ['keys', 'held'],
    steps: [...refresh, 'dispose'],
    outcomes: [...refreshing, 'gone'],
    requests: 2,
  },
  {
    name: 'a verify, while keys are refreshed in the background by a fetch that never settles',
    script: ['keys'],
    steps: refresh,
    outcomes: refreshing,
    fetching: 'silent after the first',
    requests: 1,
  },
].map(patient);

/** The process must live until all is done, which it cannot be before the key server has let its answers go. */
const lives = [
  { name: 'a verify', script: ['held'], steps: ['verify'], outcomes: ['ok'] },
  { name: 'two verifies', script: ['held'], steps: ['verify twice at once'], outcomes: ['ok,ok'] },
  { name: 'refreshKeys', script: ['held'], steps: ['refreshKeys'], outcomes: ['fresh'] },
  {
    name: 'a verify that waits for a refresh in the background',
    script: ['keys', 'held'],
    steps: [...refresh, 'verify an unknown key'],
    outcomes: [...refreshing, 'key_unknown'],
  },
  {
    name: 'refreshKeys that waits for a refresh in the background',
    script: ['keys', 'held'],
    steps: [...refresh, 'refreshKeys'],
    outcomes: [...refreshing, 'fresh'],
  },
  ...['another path', 'another query'].map((what) => ({
    name: `a request of its own for ${what}, beside a refresh in the background`,
    script: ['keys', 'held', 'held'],
    steps: [...refresh, `ask for ${what}`],
    outcomes: [...refreshing, 200],
  })),
  {
    name: 'another request on the connection of a refresh in the background',
    script: ['keys', 'held', 'held'],
    steps: [...refresh, 'ask for something else'],
    outcomes: [...refreshing, 200],
    fetching: 'by one connection',
    withUndici: true,
  },
  {
    name: 'a verify with a fetch that never settles',
    script: ['keys'],
    requests: 0,
    steps: ['verify'],
    outcomes: ['keys_unavailable'],
    keys: { timeout: SHORT },
    fetching: 'silent',
  },
  {
    name: 'a verify with a cache that never answers',
    script: ['held'],
    steps: ['verify'],
    outcomes: ['ok'],
    caching: 'silent',
  },
].map((story) => patient({ requests: story.script.length, ...story }));

async function ending(program, server, { outcomes, requests }) {
  assert.deepEqual(await program.outcomes(), outcomes);
  if (requests) await server.asked(requests);
  program.child.disconnect();
  await within(program.exit, 'an end of the process');
  assert.equal(server.requests.length, requests);
}

async function living(program, server, { script, outcomes, requests }) {
  for (const [index, way] of script.slice(0, requests).entries()) {
    const { answer } = await program.alive(server.asked(index + 1));
    if (way !== 'held') continue;
    // Time to end, for a process that can.
    await program.alive(pause(500));
    answer();
  }
  assert.deepEqual(await program.outcomes(), outcomes);
  await within(program.exit, 'an end of the process');
  assert.equal(server.requests.length, requests);
}

/** A program that was started, what it says in the end, and its end. */
function start(node, dir, task) {
  const child = fork(join(dir, 'process.js'), [JSON.stringify({ license, ...task })], {
    cwd: dir,
    env: { ...process.env, UNDICI: undici },
    execPath: node,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const exit = once(child, 'exit').then(([code]) => {
    if (code !== 0) throw new Error(`The process ended with ${code}. ${errors.trim()}`);
  });
  // Not at its exit: words may be heard after that, but not after the end of the channel.
  const tooEarly = once(child, 'disconnect').then(async () => {
    await exit;
    throw new Error('The process ended before all was done.');
  });
  const said = once(child, 'message').then(([message]) => message);
  for (const promise of [exit, tooEarly]) promise.catch(() => {});
  /** Waits for something that only a living process brings about. */
  const alive = (promise) => Promise.race([promise, tooEarly]);
  return { child, exit, alive, outcomes: () => within(alive(said), 'a word of the process') };
}

async function tell(course, node, { dir }, story) {
  const { script, steps, keys, fetching, caching } = story;
  const server = await keyServer(script);
  const options = { jwksUri: server.uri, ...keys };
  const program = start(node, dir, { steps, staying: course === ending, fetching, caching, keys: options });
  try {
    await course(program, server, story);
  } finally {
    program.child.kill('SIGKILL');
    server.close();
  }
}

const conformance = new URL('../../conformance/', import.meta.url);
const { devDependencies } = JSON.parse(readFileSync(new URL('package.json', conformance), 'utf8'));
const majors = Object.keys(devDependencies).flatMap((name) => /^node(\d+)$/.exec(name)?.slice(1).map(Number) ?? []);
const own = Number(process.versions.node.split('.')[0]);
const [oldest, newest] = [Math.min(...majors), Math.max(...majors)];

const pathOf = (major) =>
  major === own ? process.execPath : fileURLToPath(new URL(`node_modules/node${major}/bin/node`, conformance));

const { resolve } = createRequire(new URL('package.json', conformance));
/** That of miniflare. */
const undici = createRequire(resolve('miniflare')).resolve('undici');

export const cases = [...new Set([oldest, own, newest])].flatMap((major) => {
  const title = `Node ${major}`;
  const tellable = ({ withUndici }) => !withUndici || major !== oldest;
  return [
    ...ends.map((story) => ['ends after', ending, story]),
    ...lives.filter(tellable).map((story) => ['lives during', living, story]),
  ].map(([verb, course, story]) => ({
    name: `${title} ${verb} ${story.name}`,
    run: ({ bench }) => tell(course, pathOf(major), bench, story),
  }));
});

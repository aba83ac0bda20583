/** Memory: what is verified, made or refreshed again and again leaves nothing behind. */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { jwks, license } from '../../packages/license.mjs';
import { keyServer } from '../key-server.mjs';

/**
 * In octets: by how much the heap of JavaScript may be larger in the end than when it was warm. It breathes by
 * half of that. Where least is done, 8 000 times, what leaves 50 octets behind each time is found out.
 */
const NOISE = 400_000;

const deeds = [
  // The first request, and the one refresh that a cool-down leaves room for.
  { deed: 'tokens, keys of a server', title: 'bad tokens, keys of a server', times: (tokens) => tokens, requests: 2 },
  { deed: 'tokens, embedded keys', title: 'bad tokens, embedded keys', times: (tokens) => tokens / 2, requests: 0 },
  { deed: 'good tokens', title: 'grants and refusals, remembered and not', times: (tokens) => tokens, requests: 0 },
  { deed: 'verifiers', title: 'verifiers that are disposed of', times: () => 10_000, requests: 0 },
  {
    deed: 'verifiers under way',
    title: 'verifiers that are disposed of while they fetch',
    times: () => 10_000,
    requests: 1,
  },
  { deed: 'refreshes', title: 'refreshes with one signal', times: () => 10_000, requests: 1 },
];

async function assertFlat({ deed, title, times, requests }, { bench, tokens, log }) {
  const server = await keyServer(['keys']);
  const task = { deed, times: times(tokens), keys: { jwksUri: server.uri, cooldown: 86_400 }, license, jwks };
  const child = fork(join(bench.dir, 'memory.js'), [JSON.stringify(task)], {
    cwd: bench.dir,
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  try {
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      errors += text;
    });
    let found;
    child.on('message', (message) => {
      found = message;
    });
    await once(child, 'close');
    assert.ok(found, errors);
    const { before, after, since } = found;
    const [pages, slots, heap] = ['pages', 'slots', 'heap'].map((what) => after[what] - before[what]);
    log(`  ${since} ${title}: ${pages} pages and ${slots} slots of WebAssembly, ${heap} octets of heap more`);
    assert.ok(before.pages > 0, 'No memory of WebAssembly was seen.');
    assert.deepEqual({ pages, slots }, { pages: 0, slots: 0 });
    assert.ok(heap < NOISE, `The heap has grown by ${heap} octets.`);
    assert.equal(server.requests.length, requests);
  } finally {
    child.kill('SIGKILL');
    server.close();
  }
}

export const cases = deeds.map((deed) => ({
  name: `memory is flat over ${deed.title}`,
  run: (given) => assertFlat(deed, given),
}));

/** What is not measured within one running program: cold starts, requests to a worker, memory. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { started } from './runtimes/node.mjs';

const files = ['symbolon', 'jsonwebtoken', 'fast-jwt', 'aws-jwt-verify', 'jose'];

/** Everybody once in every round, beginning with another each time; who fails is not asked again. */
async function inTurns(names, rounds, once) {
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  const problems = new Map();
  for (let round = 0; round < rounds; round += 1) {
    for (let n = 0; n < names.length; n += 1) {
      const name = names[(round + n) % names.length];
      if (problems.has(name)) continue;
      try {
        samples[name].push(await once(name, round));
      } catch (error) {
        problems.set(name, `${name}: ${error.message}`);
        delete samples[name];
      }
    }
  }
  return { samples, problems: [...problems.values()] };
}

const inNewProcesses = (node, { folder, task, rounds }) =>
  inTurns(files, rounds, async (name) => (await started(node, folder, ['cold.mjs', name, task])).took);

async function inNewPages(pages, line, { first, rounds }) {
  const names = ['symbolon', 'symbolon, inline', 'jose', 'empty module'];
  // The first pages of a browser pay for what is not theirs, and a server's first answer for its compression.
  for (const name of names) await pages.cold(name, first, 'loopback');
  const { samples: starts, problems } = await inTurns(names, rounds, (name) => pages.cold(name, first, line));
  const samples = Object.entries(starts).map(([name, all]) => [name, all.map(({ took }) => took)]);
  return { samples: Object.fromEntries(samples), problems, starts };
}

/**
 * @typedef {{ samples: Record<string, number[]>, problems: string[], starts?: Record<string, object[]> }} Found
 *   `starts` are those of programs/cold-page.mjs, with their parts
 * @typedef {{ name: string, title: string, unit: string, runs: { runtime: string, samples: () => Promise<Found> }[] }} Beyond
 * @returns {Beyond[]}
 */
export function coldStarts(open, { folder, task, rounds }) {
  const { setting, items } = taskIn(folder, task);
  const first = { setting, items };
  const processes = open
    .filter(({ path }) => path)
    .map((node) => ({ runtime: node.name, samples: () => inNewProcesses(node, { folder, task, rounds }) }));
  const inPages = (line) =>
    open
      .filter(({ lines }) => lines?.includes(line))
      .map((pages) => ({ runtime: pages.name, samples: () => inNewPages(pages, line, { first, rounds }) }));
  return [
    {
      name: 'cold-loopback',
      title: 'Cold: from import to the first decision, in a new process or page',
      unit: 'ms',
      runs: [...processes, ...inPages('loopback')],
    },
    {
      name: 'cold-slow',
      title: 'The same with 4 Mbit/s, 100 ms and a processor six times slower',
      unit: 'ms',
      runs: inPages('slow'),
    },
  ];
}

/** What a task gives, if it is one of a single part. */
const taskIn = (folder, task) => JSON.parse(readFileSync(join(folder, task), 'utf8')).parts[0];

/** How many requests per second a worker answers that judges the token of each; `nobody` judges none. @returns {Beyond} */
export function requests(open, { folder, task, rounds, batch }) {
  const given = taskIn(folder, task);
  const share = (round) =>
    Array.from({ length: batch }, (_, n) => given.items[(round * batch + n) % given.items.length]);
  const samples = async (worker) => {
    await worker.prepare(given);
    const judges = ['symbolon, awaited', 'jose', 'nobody'];
    for (const judge of judges) await worker.requests(judge, share(0));
    return inTurns(judges, rounds, (judge, round) => worker.requests(judge, share(round + 1)));
  };
  const runs = open
    .filter(({ requests }) => requests)
    .map((worker) => ({ runtime: worker.name, samples: () => samples(worker) }));
  return { name: 'requests', title: 'Requests to a worker', unit: 'per second', runs };
}

const remembering = [
  ['jose', 'jose'],
  ['symbolon', 'symbolon'],
  ['jsonwebtoken', 'jsonwebtoken'],
  ['fast-jwt', 'fast-jwt, cache'],
  ['aws-jwt-verify', 'aws-jwt-verify'],
];

/** Processes at once: what is measured is no time. */
const AT_ONCE = 2;

/** Each in a process of its own. @returns {Promise<{ rows: object[], problems: string[] }>} MB when warm, and in the end */
export async function memory(node, { folder, task, times }) {
  const rows = [];
  const problems = [];
  const queue = [...remembering];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [file, name] = next;
      try {
        const found = await started(node, folder, ['--expose-gc', 'memory.mjs', file, name, task, String(times)]);
        rows.push({ runtime: node.name, name, ...found });
      } catch (error) {
        problems.push(`${name}: ${error.message}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { rows: rows.sort((a, b) => a.after.resident - b.after.resident), problems };
}

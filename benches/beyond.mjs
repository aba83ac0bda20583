/** What is not measured within one running program: cold starts, requests to a worker, memory. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { started } from './runtimes/node.mjs';

const files = ['symbolon', 'jsonwebtoken', 'fast-jwt', 'aws-jwt-verify', 'jose'];

/** Everybody once in every round, beginning with another each time. */
async function inTurns(names, rounds, once) {
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (let n = 0; n < names.length; n += 1) {
      const name = names[(round + n) % names.length];
      samples[name].push(await once(name, round));
    }
  }
  return samples;
}

const inNewProcesses = (node, { folder, task, rounds }) =>
  inTurns(files, rounds, async (name) => (await started(node, folder, ['cold.mjs', name, task])).took);

async function inNewPages(page, line, { folder, task, rounds }) {
  const given = JSON.parse(readFileSync(join(folder, task), 'utf8'));
  // The first page of a browser pays for what is not the page's.
  await page.cold('jose', given, 'loopback');
  return inTurns(['symbolon', 'jose'], rounds, (name) => page.cold(name, given, line));
}

/** @returns {{ name: string, title: string, unit: string, runs: { runtime: string, samples: () => Promise<object> }[] }[]} */
export function coldStarts(open, given) {
  const pages = open.filter(({ cold }) => cold);
  const processes = open.filter(({ path }) => path);
  const inPages = (line) => pages.map((page) => ({ runtime: page.name, samples: () => inNewPages(page, line, given) }));
  return [
    {
      name: 'cold-loopback',
      title: 'Cold: from import to the first decision, in a new process or page',
      unit: 'ms',
      runs: [
        ...processes.map((node) => ({ runtime: node.name, samples: () => inNewProcesses(node, given) })),
        ...inPages('loopback'),
      ],
    },
    {
      name: 'cold-slow',
      title: 'The same with 4 Mbit/s, 100 ms and a processor six times slower',
      unit: 'ms',
      runs: inPages('slow'),
    },
  ];
}

/** How many requests per second a worker answers that judges the token of each; `nobody` judges none. */
export function requests(open, { folder, task, rounds, batch }) {
  const given = JSON.parse(readFileSync(join(folder, task), 'utf8'));
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
  ['symbolon', 'symbolon'],
  ['jsonwebtoken', 'jsonwebtoken'],
  ['fast-jwt', 'fast-jwt, cache'],
  ['aws-jwt-verify', 'aws-jwt-verify'],
  ['jose', 'jose'],
];

/** Each in a process of its own. @returns {Promise<object[]>} MB when warm, and in the end */
export async function memory(node, { folder, task, times }) {
  const rows = [];
  for (const [file, name] of remembering) {
    const found = await started(node, folder, ['--expose-gc', 'memory.mjs', file, name, task, String(times)]);
    rows.push({ runtime: node.name, name, ...found });
  }
  return rows;
}

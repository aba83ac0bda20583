/** What is aimed at, and whether it is met: ratios of medians of one run. */
import { figure, ratio } from './figures.mjs';

const fresh = (against, atMost) => ({
  measurement: 'fresh-2048',
  runtime: 'Node 24',
  of: 'symbolon',
  against,
  atMost,
});
const chromium = { runtime: 'Chromium', of: 'symbolon, awaited', against: 'jose' };

/**
 * @typedef {{ measurement: string, runtime: string, of: string, against: string, atMost: number }} Goal
 * @type {Goal[]}
 */
export const goals = [
  { measurement: 'operation-2048', runtime: 'Node 24', of: 'relaxed_simd', against: 'crypto.verify', atMost: 1 },
  { measurement: 'operation-2048', runtime: 'Node 20', of: 'portable', against: 'crypto.verify', atMost: 2.5 },
  fresh('jsonwebtoken', 1),
  fresh('fast-jwt', 1),
  fresh('aws-jwt-verify', 0.7),
  fresh('jose', 0.35),
  { measurement: 'fresh-2048', ...chromium, atMost: 0.6 },
  { measurement: 'operation-2048', runtime: 'WebKitGTK', of: 'portable', against: 'WebCrypto', atMost: 2 },
  { measurement: 'repeated', runtime: 'Node 24', of: 'symbolon', against: 'fast-jwt, cache', atMost: 0.4 },
  { measurement: 'cold-loopback', ...chromium, of: 'symbolon', atMost: 1 },
  { measurement: 'cold-slow', ...chromium, of: 'symbolon', atMost: 2 },
];

const titles = {
  'operation-2048': 'The public operation, RSA-2048',
  'fresh-2048': 'Fresh tokens, RSA-2048',
  repeated: 'Repeated tokens',
  'cold-loopback': 'Cold: from import to the first decision',
  'cold-slow': 'The same with 4 Mbit/s, 100 ms, and a processor six times slower',
};

/** KB of 1,000 octets, compressed by brotli: a module and its JavaScript. */
const DOWNLOAD = { atMost: 40, rows: ['symbolon.simd.wasm', 'symbolon.wasm'] };

/** A set of many keys against one of one: no more than what two medians of equal things differ by. */
const FLAT = 1.1;

const growing = ['Node 20', 'Node 24', 'Chromium', 'WebKitGTK', 'workerd'];

/** Where others are awaited, ours is, too. */
const awaited = ['Chromium', 'WebKitGTK', 'workerd'];

/** The row of ours that is compared with the others. @param {{ runtime: string, rows: { name: string }[] }} result */
export function ours({ runtime, rows }) {
  const names = ['symbolon', 'symbolon, awaited'];
  if (awaited.includes(runtime)) names.reverse();
  return names.map((name) => rows.find((row) => row.name === name)).find(Boolean);
}

/** @typedef {{ what: string, where: string, goal: string, measured?: string, met?: boolean }} Verdict nothing is said of what was not measured */

/** @returns {Verdict} */
const verdict = (what, where, goal, value, atMost, written = ratio) => ({
  what,
  where,
  goal,
  ...(value !== undefined && { measured: written(value), met: value <= atMost }),
});

/** @returns {Verdict[]} one for each goal */
export const verdicts = ({ results, downloads }) => [
  ...goals.map((goal) => {
    const { measurement, runtime, of, against, atMost } = goal;
    const what = `${titles[measurement]}: ${of}, against ${against}`;
    return verdict(what, runtime, `≤ ${atMost}`, quotient(results, goal), atMost);
  }),
  ...DOWNLOAD.rows.map((module) => {
    const brotli = downloads.find(({ name }) => name.endsWith(module))?.brotli;
    return verdict(
      `Download, web.js and ${module}`,
      'browsers',
      `≤ ${DOWNLOAD.atMost} KB`,
      brotli,
      DOWNLOAD.atMost,
      figure,
    );
  }),
  ...growing.map((runtime) => linear(runtime, medians(results, 'length-', runtime))),
  ...growing.map((runtime) => flat(runtime, medians(results, 'set-', runtime))),
];

/** Median of one row over that of another, if both are there. */
function quotient(results, { measurement, runtime, of, against }) {
  const result = results.find((other) => other.name === measurement && other.runtime === runtime);
  const [one, other] = [of, against].map((name) => result?.rows.find((row) => row.name === name));
  return one && other && one.median / other.median;
}

/** Ours, by how long or large something is. */
const medians = (results, prefix, runtime) =>
  results
    .filter((result) => result.name.startsWith(prefix) && result.runtime === runtime)
    .map((result) => ({ at: Number(result.name.slice(prefix.length)), median: ours(result)?.median }))
    .filter(({ median }) => median !== undefined)
    .sort((one, other) => one.at - other.at);

/** Twice the length takes at most twice the time, where it is longest. */
function linear(runtime, along) {
  const [shorter, longer] = along.slice(-2);
  if (!longer) return verdict('Cost against the length of a token', runtime, 'linear at most');
  const times = longer.at / shorter.at;
  const what = `Cost against the length of a token: ${longer.at / 1024} KB, against ${shorter.at / 1024} KB`;
  return verdict(what, runtime, `linear: ≤ ${times}`, longer.median / shorter.median, times);
}

function flat(runtime, along) {
  const [first, last] = [along[0], along.at(-1)];
  if (first === last) return verdict('Cost against the number of keys', runtime, 'flat');
  const what = `Cost against the number of keys: ${last.at}, against ${first.at}`;
  return verdict(what, runtime, `flat: ≤ ${FLAT}`, last.median / first.median, FLAT);
}

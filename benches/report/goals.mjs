/** What is aimed at: ratios of medians of one run. */

const tokens = (against, atMost, more) => ({
  measurement: 'fresh-2048',
  runtime: 'Node 24',
  of: 'symbolon',
  against,
  atMost,
  ...more,
});
const chromium = { runtime: 'Chromium', of: 'symbolon, awaited', against: 'jose' };

/**
 * @typedef {{ measurement: string, runtime: string, of: string, against: string, atMost: number }} Goal
 * @type {Goal[]}
 */
export const goals = [
  { measurement: 'operation-2048', runtime: 'Node 24', of: 'relaxed_simd', against: 'crypto.verify', atMost: 1 },
  { measurement: 'operation-2048', runtime: 'Node 20', of: 'portable', against: 'crypto.verify', atMost: 2.5 },
  tokens('jsonwebtoken', 1),
  tokens('fast-jwt', 1),
  tokens('aws-jwt-verify', 0.7),
  tokens('jose', 0.35),
  { measurement: 'fresh-2048', ...chromium, atMost: 0.6 },
  { measurement: 'repeated', runtime: 'Node 24', of: 'symbolon', against: 'fast-jwt, cache', atMost: 0.4 },
  { measurement: 'cold-loopback', ...chromium, of: 'symbolon', atMost: 1 },
  { measurement: 'cold-slow', ...chromium, of: 'symbolon', atMost: 2 },
];

/** KB of 1,000 octets, compressed by brotli: the module and its JavaScript. */
export const DOWNLOAD_GOAL = 40;

/** What is measured, and how often. */

/**
 * @typedef {{ warm: number, rounds: number, batch: number, cold: number, requests: number, bits: number[], lengths: number[], sets: number[] }} Mode
 *   items each contender is warmed up with; rounds; items in each; rounds of cold starts; requests to a worker in
 *   each of these; sizes of keys in bits; lengths of tokens in characters; sizes of key sets
 * @type {Record<'quick' | 'full', Mode>}
 */
export const modes = {
  quick: {
    warm: 200,
    rounds: 11,
    batch: 15,
    cold: 3,
    requests: 150,
    bits: [2048, 4096],
    lengths: [512, 4096, 16_384],
    sets: [1, 1000],
  },
  full: {
    warm: 1500,
    rounds: 60,
    batch: 40,
    cold: 15,
    requests: 500,
    bits: [2048, 3072, 4096],
    lengths: [512, 1024, 2048, 4096, 8192, 16_384],
    sets: [1, 10, 100, 1000],
  },
};

/** How many tokens come again and again, fewer than any cache holds. */
export const REPEATED = 50;

/** How many keys are imported in turn. */
export const IMPORTED = 8;

const kilobytes = (length) => `${length / 1024} KB`;

/**
 * @typedef {{ name: string, title: string, kind: 'tokens' | 'sets' | 'import' | 'operation', make: string, of?: number, without?: string[], most?: { warm: number, batch: number } }} Measurement
 *   `make` says which of tokens.mjs, `of` how large or how long; `without` are contenders to whom it means nothing;
 *   `most` bounds what the mode says
 * @param {Mode} mode
 * @returns {Measurement[]}
 */
export const measurements = ({ bits, lengths, sets }) => [
  ...bits.map((of) => ({
    name: `operation-${of}`,
    title: `The public operation, RSA-${of}`,
    kind: 'operation',
    make: 'operation',
    of,
  })),
  ...bits.map((of) => ({
    name: `fresh-${of}`,
    title: `Fresh tokens, RSA-${of}`,
    kind: 'tokens',
    make: 'fresh',
    of,
    without: ['symbolon, remembering nothing'],
  })),
  // The rsa crate would not be asked: ours remembers whatever its arithmetic is.
  { name: 'repeated', title: 'Repeated tokens', kind: 'tokens', make: 'repeated', without: ['rsa crate in wasm'] },
  ...[
    ['bad-signature', 'Rejected: bad signature', 'badSignature'],
    ['expired', 'Rejected: expired', 'expired'],
    ['wrong-audience', 'Rejected: wrong audience', 'wrongAudience'],
  ].map(([name, title, make]) => ({ name, title, kind: 'tokens', make, without: ['symbolon, remembering nothing'] })),
  {
    name: 'import',
    title: 'From a key to the first decision by it, code loaded',
    kind: 'import',
    make: 'imported',
    without: ['symbolon, remembering nothing', 'fast-jwt, cache'],
  },
  ...lengths.map((length) => ({
    name: `length-${length}`,
    title: `Fresh tokens of ${kilobytes(length)}`,
    kind: 'tokens',
    make: 'long',
    of: length,
    // Tokens of this kind fill the memory.
    most: { warm: 400, batch: 10 },
    without: ['symbolon, remembering nothing', 'rsa crate in wasm'],
  })),
  ...sets.map((size) => ({
    name: `set-${size}`,
    title: `Fresh tokens, a set of ${size === 1 ? 'one key' : `${size} keys`}`,
    kind: 'sets',
    make: 'set',
    of: size,
  })),
];

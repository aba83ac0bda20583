/** What is measured, and how often. */

/**
 * @typedef {{ warm: number, rounds: number, batch: number, cold: number, requests: number, times: number, bits: number[], lengths: number[], sets: number[] }} Mode
 *   items each contender is warmed up with; rounds; items in each; rounds of cold starts; requests to a worker in
 *   each of these; verifications over which memory is watched; sizes of keys in bits; lengths of tokens in characters;
 *   sizes of key sets
 * @type {Record<'quick' | 'full', Mode>}
 */
export const modes = {
  quick: {
    warm: 200,
    rounds: 11,
    batch: 15,
    cold: 3,
    requests: 150,
    times: 20_000,
    bits: [2048, 4096],
    lengths: [512, 4096, 16_384],
    sets: [1, 1000],
  },
  full: {
    warm: 1000,
    rounds: 50,
    batch: 40,
    cold: 15,
    requests: 500,
    times: 1_000_000,
    bits: [2048, 3072, 4096],
    lengths: [512, 1024, 2048, 4096, 8192, 16_384],
    sets: [1, 10, 100, 1000],
  },
};

/** How many tokens come again and again, fewer than any cache holds. */
export const REPEATED = 50;

/** How many keys are imported in turn. */
export const IMPORTED = 8;

/** Bounds where one item takes long: what is then saved are minutes, and no certainty. */
const SLOW = { warm: 400, batch: 15 };

const kilobytes = (length) => `${length / 1024} KB`;

/**
 * @typedef {{ name: string, kind: 'tokens' | 'sets' | 'import' | 'operation', make: string, parts: { name: string, title: string, of?: number }[], without?: string[], most?: { warm: number, batch: number } }} Measurement
 *   `make` says which of tokens.mjs; `parts` take turns with each other, each a table of its own, `of` how large or how long;
 *   `without` are contenders to whom it means nothing; `most` bounds what the mode says
 * @typedef {Omit<Measurement, 'parts'> & { title?: string, of?: number }} Single
 */

/** @type {(measurement: Single) => Measurement} */
const alone = ({ name, title, of, ...how }) => ({ name, ...how, parts: [{ name, title, of }] });

/** @param {Mode} mode @returns {Measurement[]} */
export const measurements = ({ bits, lengths, sets }) => [
  ...bits.map((of) =>
    alone({
      name: `operation-${of}`,
      title: `The public operation, RSA-${of}`,
      kind: 'operation',
      make: 'operation',
      of,
      ...(of > 2048 && { most: SLOW }),
    }),
  ),
  ...bits.map((of) =>
    alone({
      name: `fresh-${of}`,
      title: `Fresh tokens, RSA-${of}`,
      kind: 'tokens',
      make: 'fresh',
      of,
      without: ['symbolon, remembering nothing'],
      ...(of > 2048 && { most: SLOW }),
    }),
  ),
  // The rsa crate would not be asked: ours remembers whatever its arithmetic is.
  alone({
    name: 'repeated',
    title: 'Repeated tokens',
    kind: 'tokens',
    make: 'repeated',
    without: ['rsa crate in wasm'],
  }),
  ...[
    ['bad-signature', 'Rejected: bad signature', 'badSignature'],
    ['expired', 'Rejected: expired', 'expired'],
    ['wrong-audience', 'Rejected: wrong audience', 'wrongAudience'],
  ].map(([name, title, make]) =>
    alone({ name, title, kind: 'tokens', make, without: ['symbolon, remembering nothing'] }),
  ),
  alone({
    name: 'import',
    title: 'From a key to the first decision by it, code loaded',
    kind: 'import',
    make: 'imported',
    without: ['symbolon, remembering nothing', 'fast-jwt, cache'],
    most: SLOW,
  }),
  {
    name: 'length',
    kind: 'tokens',
    make: 'long',
    parts: lengths.map((of) => ({ name: `length-${of}`, title: `Fresh tokens of ${kilobytes(of)}`, of })),
    // Tokens of this kind fill the memory.
    most: { warm: 300, batch: 8 },
    without: ['symbolon, remembering nothing', 'rsa crate in wasm'],
  },
  {
    name: 'set',
    kind: 'sets',
    make: 'set',
    parts: sets.map((of) => ({
      name: `set-${of}`,
      title: `Fresh tokens, a set of ${of === 1 ? 'one key' : `${of} keys`}`,
      of,
    })),
    most: { warm: 400, batch: 20 },
  },
];

/** Moduli, bases and exponents from a seed: random ones, and such as make arithmetic err if it can. */
import { createHash } from 'node:crypto';

const COMMON = [2048, 2048, 3072, 4096]; // bits
/** Either side of where another limb is needed, and the ends of what is accepted. */
const EDGES = [2048, 2049, 2079, 2080, 2096, 2097, 3071, 4095, 6999, 7000, 7001, 7008, 8191, 8192];
const EXPONENTS = [3, 17, 65537, 65537, 2 ** 33 - 1];
/** Bits of a limb, in doubles and in integers. */
const WIDTHS = [50n, 28n, 27n];
const RUNS = [0x00, 0xff, 0x80, 0x7f, 0x01, 0xfe, undefined]; // octets, the last for random ones

const ones = (bits) => (1n << BigInt(bits)) - 1n;
const number = (octets) => BigInt(`0x${octets.toString('hex')}`);

/** Big-endian. */
export const octetsOf = (value, length) => Buffer.from(value.toString(16).padStart(2 * length, '0'), 'hex');

/** @param {string} seed the same one gives the same operands */
export function operands(seed) {
  let block = 0;
  let pool = Buffer.alloc(0);
  const octets = (count) => {
    const blocks = [pool];
    for (let length = pool.length; length < count; length += 64) {
      blocks.push(createHash('sha512').update(`${seed}/${block++}`).digest());
    }
    const all = Buffer.concat(blocks);
    pool = all.subarray(count);
    return all.subarray(0, count);
  };
  const one = (of) => of[octets(4).readUInt32LE() % of.length];

  const random = (bits) => number(octets(Math.ceil(bits / 8)));

  /** Long runs of zeros, ones and the like. */
  function runs(bits) {
    const made = [];
    for (let length = 0; length < bits / 8; length += made.at(-1).length) {
      const [count] = octets(1);
      const octet = one(RUNS);
      made.push(octet === undefined ? octets(1 + (count % 40)) : Buffer.alloc(1 + (count % 40), octet));
    }
    return number(Buffer.concat(made));
  }

  /** Limbs at the ends of what they can be: carries go all through. */
  function limbs(bits) {
    const width = one(WIDTHS);
    const [whole, half] = [ones(width), 1n << (width - 1n)];
    let value = 0n;
    for (let at = 0n; at < bits; at += width) {
      value |= one([whole, half, half - 1n, 0n, 1n, number(octets(8)) & whole]) << at;
    }
    return value;
  }

  const value = (bits) => one([random, runs, limbs, limbs])(bits) & ones(bits);

  function modulus(bits) {
    const top = 1n << BigInt(bits - 1);
    const little = number(octets(2)) | 1n;
    return one([() => top + little, () => 2n * top - little, ...Array(3).fill(() => value(bits) | top | 1n)])();
  }

  return {
    /** What a key is made of. */
    key() {
      const bits = one([...COMMON, ...COMMON, ...EDGES]);
      return { bits, n: modulus(bits), e: one(EXPONENTS) };
    },
    /** From 0 to n - 1. */
    base({ bits, n }) {
      const edges = [0n, 1n, 2n, n - 1n, n - 2n, n >> 1n, (n >> 1n) + 1n, 1n << BigInt(bits - 1)];
      return (octets(1)[0] < 20 ? one(edges) : value(bits)) % n;
    },
  };
}

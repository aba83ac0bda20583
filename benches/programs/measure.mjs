/** One measurement, the same in every runtime. */
import { operations } from './operations.mjs';
import { inRounds } from './rounds.mjs';

/**
 * @typedef {{ name: string, awaited?: boolean, one: (setting: object) => Promise<Judge>, many?: (setting: object) => Promise<Judge> }} Contender
 *   `one` judges by one key, `many` by a set of keys
 * @typedef {(token: string) => string | undefined | Promise<string | undefined>} Judge
 *   the claim `sub` of a token that holds, read from what the contender found; nothing if it refuses
 *
 * @param {object} task see field.mjs
 * @param {{ contenders: Contender[], natives: object, compiled: Record<string, () => Promise<WebAssembly.Module>> }} runtime
 * @returns {Promise<Record<string, number[]>>} see rounds.mjs
 */
export async function measure(task, { contenders, natives, compiled }) {
  const taking = contenders.filter(({ name }) => !task.without?.includes(name));
  const { works, items } = await ways[task.kind](task, taking, { natives, compiled });
  return inRounds(works, items, task.mode);
}

const ways = {
  tokens: (task, contenders) => judged(task, contenders, 'one'),
  sets: (task, contenders) =>
    judged(
      task,
      contenders.filter(({ many }) => many),
      'many',
    ),

  async import({ settings, items }, contenders) {
    const works = contenders.map(({ name, one }) => ({
      name,
      awaited: true,
      once: async ({ setting, token }) => (await one(settings[setting]))(token),
    }));
    return { works, items: items.map(({ subject, ...item }) => ({ ...item, expected: subject })) };
  },

  async operation({ setting, items }, _, runtime) {
    const octets = (item) => ({ message: utf8.encode(item.message), signature: fromBase64url(item.signature) });
    const known = items.map(octets);
    const works = (await operations(setting, runtime)).map(({ name, awaited, once }) => ({
      name,
      awaited,
      once: ({ n }) => once(known[n]),
    }));
    return { works, items: items.map((_, n) => ({ n, expected: true })) };
  },
};

/** Judges made once, of whom each has shown that it checks what it must. */
async function judged({ setting, proofs, items }, contenders, make) {
  const works = [];
  for (const contender of contenders) {
    const judge = await contender[make](setting);
    for (const [n, { token, subject }] of proofs.entries()) {
      if ((await judge(token)) !== subject)
        throw new Error(`${contender.name} does not check what it must: proof ${n}`);
    }
    works.push({ name: contender.name, awaited: contender.awaited, once: ({ token }) => judge(token) });
  }
  return { works, items: items.map(({ token, subject }) => ({ token, expected: subject })) };
}

const utf8 = new TextEncoder();

const fromBase64url = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (octet) => octet.charCodeAt(0));

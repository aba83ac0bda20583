/** One measurement, the same in every runtime. */
import { operations } from './operations.mjs';
import { inRounds } from './rounds.mjs';

/**
 * @typedef {{ name: string, awaited?: boolean, one: (setting: object) => Promise<Judge>, many?: (setting: object) => Promise<Judge> }} Contender
 *   `one` judges by one key, `many` by a set of keys
 * @typedef {(token: string) => string | undefined | Promise<string | undefined>} Judge
 *   the claim `sub` of a token that holds, read from what the contender found; nothing if it refuses
 * @typedef {{ name: string, awaited?: boolean, prepare: () => unknown, items: object[] }} Candidate
 *   `prepare` gives what is timed (`once` of rounds.mjs), or nothing where this runtime has no such thing
 *
 * @param {object} task see field.mjs; its parts take turns as well, so that they can be compared with each other
 * @param {{ contenders: Contender[], natives: object[], compiled: Record<string, () => Promise<WebAssembly.Module>> }} runtime
 * @returns {Promise<{ parts: Record<string, number[]>[], problems: string[] }>} samples of each part by name, see rounds.mjs;
 *   and why there are none of some
 */
export async function measure(task, { contenders, natives, compiled }) {
  const taking = contenders.filter(({ name }) => !task.without?.includes(name));
  const works = [];
  const problems = [];
  for (const [part, given] of task.parts.entries()) {
    for (const { prepare, ...candidate } of ways[task.kind](given, taking, { natives, compiled })) {
      try {
        const once = await prepare();
        if (once) works.push({ ...candidate, part, once });
      } catch (error) {
        problems.push(`${candidate.name}: ${error.message}`);
      }
    }
  }
  const done = await inRounds(works, task.mode);
  for (const { name, problem } of done) if (problem) problems.push(`${name}: ${problem}`);
  const samplesOf = (part) => done.filter((work) => work.part === part && !work.problem);
  const parts = task.parts.map((_, part) =>
    Object.fromEntries(samplesOf(part).map(({ name, samples }) => [name, samples])),
  );
  return { parts, problems };
}

/** By the kind of a measurement, who takes part in it. @type {Record<string, (given: object, contenders: Contender[], runtime: object) => Candidate[]>} */
const ways = {
  tokens: (given, contenders) => judged(given, contenders, 'one'),
  sets: (given, contenders) =>
    judged(
      given,
      contenders.filter(({ many }) => many),
      'many',
    ),

  import: ({ settings, items }, contenders) =>
    contenders.map(({ name, one }) => ({
      name,
      awaited: true,
      items: items.map(({ subject, ...item }) => ({ ...item, expected: subject })),
      prepare:
        () =>
        async ({ setting, token }) =>
          (await one(settings[setting]))(token),
    })),

  operation({ setting, items }, _, runtime) {
    const known = items.map(({ message, signature }) => ({
      message: utf8.encode(message),
      signature: fromBase64url(signature),
    }));
    return operations(setting, runtime).map(({ name, awaited, prepare }) => ({
      name,
      awaited,
      items: items.map((_, n) => ({ n, expected: true })),
      async prepare() {
        const once = await prepare();
        return once && (({ n }) => once(known[n]));
      },
    }));
  },
};

/** Judges made once, of whom each has to show that it checks what it must. */
const judged = ({ setting, proofs, items }, contenders, make) =>
  contenders.map((contender) => ({
    name: contender.name,
    awaited: contender.awaited,
    items: items.map(({ token, subject }) => ({ token, expected: subject })),
    async prepare() {
      const judge = await contender[make](setting);
      for (const [n, { token, subject }] of proofs.entries()) {
        if ((await judge(token)) !== subject) throw new Error(`It does not check what it must: proof ${n}.`);
      }
      return ({ token }) => judge(token);
    },
  }));

const utf8 = new TextEncoder();

const fromBase64url = (text) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (octet) => octet.charCodeAt(0));

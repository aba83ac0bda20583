/** Taking turns: every contender does the same work in every round, each time in another order. */
import { stopwatch } from './stopwatch.mjs';

/** In milliseconds: engines compile in the background what turned out to be hot, and that must have come to its end. */
const PAUSE = 100;

/** Warming up is done in so many rounds, with a pause after each. */
const WARMING = 4;

/**
 * @typedef {{ name: string, once: (item: object) => unknown, awaited?: boolean, items: object[] }} Work
 *   one contender; what it finds out about an item must be the item's `expected`. `awaited`: its answers are promises.
 *   The items begin anew where there are fewer than are needed
 * @param {Work[]} works
 * @param {{ warm: number, rounds: number, batch: number }} mode
 * @returns {Promise<(Work & { samples: number[], problem?: string })[]>} for each round the microseconds that one item took;
 *   or why there are none: who fails takes no further part
 */
export async function inRounds(works, { warm, rounds, batch }) {
  // Copies of their own: what an engine notes down about a string while one reads it must not serve the next.
  const runners = works.map((work) => ({ ...work, items: JSON.parse(JSON.stringify(work.items)), samples: [] }));
  const turn = async (runner, from, count) => {
    if (runner.problem) return [];
    try {
      return [(1000 * (await timed(runner, from, count))) / count];
    } catch (error) {
      Object.assign(runner, { samples: [], problem: error.message });
      return [];
    }
  };
  const share = Math.ceil(warm / WARMING);
  for (let round = 0; round < WARMING; round += 1) {
    for (const runner of runners) await turn(runner, round * share, share);
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const runner of shuffled(runners)) {
      runner.samples.push(...(await turn(runner, WARMING * share + round * batch, batch)));
    }
  }
  return runners;
}

/** Does so many items from one on. @returns {Promise<number>} milliseconds */
async function timed(runner, from, count) {
  const share = Array.from({ length: count }, (_, n) => runner.items[(from + n) % runner.items.length]);
  const { took, wrong } = await (runner.awaited ? awaited : atOnce)(runner.once, share);
  if (wrong !== undefined) throw new Error(`It was wrong about ${JSON.stringify(wrong).slice(0, 200)}`);
  return took;
}

function atOnce(once, share) {
  let wrong;
  const stop = stopwatch();
  for (const item of share) if (once(item) !== item.expected) wrong = item;
  return { took: stop(), wrong };
}

async function awaited(once, share) {
  let wrong;
  const stop = stopwatch();
  for (const item of share) if ((await once(item)) !== item.expected) wrong = item;
  return { took: stop(), wrong };
}

/** In any order (Durstenfeld's shuffle), so that nobody always comes after the same other. */
function shuffled(list) {
  const all = [...list];
  for (let left = all.length - 1; left > 0; left -= 1) {
    const other = Math.floor(Math.random() * (left + 1));
    [all[left], all[other]] = [all[other], all[left]];
  }
  return all;
}

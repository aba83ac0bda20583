/** Each attack on the naive version of a program, which it must get the better of, and on ours, which it must not. */
import assert from 'node:assert/strict';
import { patterns as all } from '../patterns/index.mjs';
import { worldOf } from '../patterns/world.mjs';

/** What comes of an attack on one version. */
async function madeOn(open, { given }, { make, with: more, around = (run) => run() }) {
  let outcome;
  await around(async (observed) => {
    const world = { ...(await worldOf(given)), ...more, observed };
    try {
      const program = await open(world);
      try {
        outcome = await make(program, world);
      } finally {
        await program.close();
      }
    } finally {
      await world.end();
    }
  });
  return outcome;
}

export const patterns = all.flatMap((pattern) =>
  pattern.attacks.map((attack) => ({
    name: `patterns: ${pattern.name}: ${attack.name}`,
    missing: attack.missing,
    async run() {
      const { both, naive = both, ours = both } = attack;
      if (both === undefined) assert.notDeepEqual(naive, ours, 'An attack tells the two apart.');
      assert.deepEqual(await madeOn(pattern.naive, pattern, attack), naive, 'the naive version');
      assert.deepEqual(await madeOn(pattern.ours, pattern, attack), ours, 'ours');
    },
  })),
);

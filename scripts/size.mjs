// What a browser downloads does not grow unseen: the budget stands here and nowhere else.
import { shipped } from '../benches/sizes.mjs';
import { pkg } from './paths.mjs';

/** KB of 1,000 octets, compressed by brotli: web.js and the module. What shrinks takes its budget along. */
const budgets = {
  'symbolon.simd.wasm': 67.3,
  'symbolon.wasm': 64.6,
};

/** Says what each file weighs. @returns {{ title: string, check: () => void }[]} one for each module */
export const sizes = Object.entries(budgets).map(([module, budget]) => ({
  title: `web.js and ${module} weigh at most ${budget} KB`,
  check() {
    const { files, sum } = shipped(pkg).find((weighed) => weighed.module === module);
    for (const [name, { raw, gzip, brotli }] of Object.entries({ ...files, sum })) {
      const cells = [raw, gzip, brotli].map((size) => size.toFixed(1).padStart(7));
      console.log(`    ${name.padEnd(20)}${cells[0]} KB, gzip${cells[1]}, brotli${cells[2]}`);
    }
    if (sum.brotli > budget) throw new Error(`They weigh ${sum.brotli.toFixed(1)} KB: see scripts/size.mjs.`);
  },
}));

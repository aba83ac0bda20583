/** What was found out, for people and for programs. */
import { markdown } from './markdown.mjs';
import { plot } from './plot.mjs';
import { summary } from './statistics.mjs';

/**
 * @param {object} found `results`: { name, title, unit, runtime, samples: { contender: number[] } }[]
 * @returns {Record<string, string>} files
 */
export function report(found) {
  const results = found.results.map((result) => ({
    ...result,
    rows: Object.entries(result.samples)
      .filter(([, samples]) => samples.length > 0)
      .map(([name, samples]) => ({ name, ...summary(samples) })),
  }));
  return {
    'results.json': `${JSON.stringify({ ...found, results }, null, 1)}\n`,
    'results.md': markdown({ ...found, results }),
    'plot.svg': plot(results),
  };
}

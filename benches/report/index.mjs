/** What was found out, for people and for programs. */
import { verdicts } from './goals.mjs';
import { goalTable, markdown } from './markdown.mjs';
import { plot } from './plot.mjs';
import { summary } from './statistics.mjs';

/**
 * @param {object} found `results`: { name, title, unit, runtime, samples: { contender: number[] } }[]
 * @returns {{ files: Record<string, string>, goals: string }} `goals` is the table of them
 */
export function report({ results: measured, ...more }) {
  const results = measured.map((result) => ({
    ...result,
    rows: Object.entries(result.samples)
      .filter(([, samples]) => samples.length > 0)
      .map(([name, samples]) => ({ name, ...summary(samples) })),
  }));
  const found = { ...more, results, verdicts: verdicts({ ...more, results }) };
  return {
    files: {
      'results.json': `${JSON.stringify(found, null, 1)}\n`,
      'results.md': markdown(found),
      'plot.svg': plot(results),
    },
    goals: goalTable(found.verdicts),
  };
}

/** Figures of samples. */

/** @param {number[]} samples @param {number} part of them that lie below, 0 to 1; between two neighbors on the line through them */
export function quantile(samples, part) {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = part * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}

/** The median and the middle half. */
export const summary = (samples) => ({
  median: quantile(samples, 0.5),
  low: quantile(samples, 0.25),
  high: quantile(samples, 0.75),
});

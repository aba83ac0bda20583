/** How numbers are written. */

/** Three figures, but no fraction of what is large. */
export const figure = (value) =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(value >= 1 ? 3 : 2);

export const ratio = (value) => value.toFixed(2);

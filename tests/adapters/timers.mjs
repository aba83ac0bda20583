/** The timers that a file of the package sets, while something runs. */

/**
 * @param {string} file as it stands in stacks
 * @param {(living: Set<NodeJS.Timeout>) => Promise<void>} run is given those that neither rang nor were cleared
 */
export async function countingTimers(file, run) {
  const { setTimeout, clearTimeout } = globalThis;
  const living = new Set();
  globalThis.setTimeout = (work, delay, ...given) => {
    const timer = setTimeout(
      (...all) => {
        living.delete(timer);
        work(...all);
      },
      delay,
      ...given,
    );
    // Whoever called this, not whoever called that.
    if (new Error().stack.split('\n')[2].includes(file)) living.add(timer);
    return timer;
  };
  globalThis.clearTimeout = (timer) => {
    living.delete(timer);
    clearTimeout(timer);
  };
  try {
    await run(living);
  } finally {
    Object.assign(globalThis, { setTimeout, clearTimeout });
  }
}

// One visible line for each thing that takes a while.

/**
 * @template T
 * @param {string} title what is being done, as in "Compiling Rust"
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const started = performance.now();
  const live = process.stdout.isTTY;
  const over = (line) => process.stdout.write(live ? `\r\x1b[2K${line}\n` : `${line}\n`);
  process.stdout.write(`  ${title} …${live ? '' : '\n'}`);
  try {
    const result = await work();
    over(`✓ ${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    return result;
  } catch (error) {
    over(`✗ ${title}`);
    throw error;
  }
}

// For scripts that can be imported and can be started.
import { pathToFileURL } from 'node:url';

/**
 * Does `work` if the script of this URL is the one that was started, and says in
 * plain words why it failed.
 *
 * @param {string} url the script's import.meta.url
 * @param {() => unknown} work
 */
export async function main(url, work) {
  if (!process.argv[1] || url !== pathToFileURL(process.argv[1]).href) return;
  try {
    await work();
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

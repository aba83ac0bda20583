// What git says of the working tree.
import { run } from './run.mjs';

/** One line for each file that is not as committed; nothing where this is no clone. */
export const gitStatus = async () => (await run('git', ['status', '--porcelain'], { allowFailure: true })).stdout;

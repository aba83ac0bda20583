// Where things lie in this repository, and outside it.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const at = (...parts) => join(root, ...parts);

/** The publishable npm package. */
export const pkg = at('pkg');

/** Built tools are kept per user, so that a second clone finds them. */
export const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'symbolon');

// Writes big sets, each of one letter, to a file that somebody else writes, too.
import { fileCache } from 'symbolon/cache/file';

const [path, letter] = process.argv.slice(2);
const cache = fileCache(path);
for (let written = 0; written < 100; written += 1) await cache.set({ letters: letter.repeat(500_000) });

/**
 * Writes the vectors: `node make.mjs`. With `--check` it writes nothing and
 * fails if a file is not what it would have written.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { keyFile, keys } from './make/keys.mjs';
import { roomFile } from './make/room.mjs';

const folder = new URL('./', import.meta.url);
const files = Object.fromEntries(Object.entries(keys).map(([name, key]) => [`keys/${name}.json`, keyFile(key)]));
const names = new Set();
let count = 0;

for (const source of readdirSync(new URL('make/rooms/', folder)).sort()) {
  const room = (await import(`./make/rooms/${source}`)).default;
  for (const { name } of room.cases) {
    if (names.has(name)) throw new Error(`Two cases are called ${JSON.stringify(name)}.`);
    names.add(name);
    count += 1;
  }
  files[source.replace('.mjs', '.json')] = roomFile(room);
}

const current = (path) => {
  try {
    return readFileSync(new URL(path, folder), 'utf8');
  } catch {
    return undefined;
  }
};
const stale = Object.keys(files).filter((path) => current(path) !== files[path]);
const orphans = readdirSync(folder).filter((path) => path.endsWith('.json') && !(path in files));

if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`tests/vectors/${path} is not what make.mjs writes.`);
  for (const path of orphans) console.error(`tests/vectors/${path} is written by nobody.`);
  process.exitCode = stale.length + orphans.length ? 1 : 0;
} else {
  for (const path of stale) writeFileSync(new URL(path, folder), files[path]);
}
console.log(`${count} cases, ${stale.length} of ${Object.keys(files).length} files changed`);

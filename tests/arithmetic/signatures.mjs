/**
 * Signatures and forgeries by an engine: `node signatures.mjs <signatures> <glue> <wasm>`. Prints
 * `{ judged, wrong }`: how many of each source, and which came out otherwise than they should.
 */
import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

const [path, glue, wasm] = process.argv.slice(2);
const { default: init, Key } = await import(pathToFileURL(glue));
await init({ module_or_path: await readFile(wasm) });

const { keys, cases } = JSON.parse(await readFile(path, 'utf8'));
const prepared = keys.map((pem) => new Key(pem));
const octets = (hex) => Buffer.from(hex, 'hex');

const judged = {};
const wrong = [];
for (const [source, name, key, message, signature, holds] of cases) {
  judged[source] = (judged[source] ?? 0) + 1;
  if (prepared[key].verify(octets(message), octets(signature)) !== holds) {
    wrong.push(`${source}: ${name}: it should${holds ? '' : ' not'} hold`);
  }
}
console.log(JSON.stringify({ judged, wrong }));

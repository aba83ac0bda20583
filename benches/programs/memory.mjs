/** `node --expose-gc memory.mjs <contender's file> <contender> <file of a task> <times>` prints what memory is taken, in MB. */
import { readFileSync } from 'node:fs';

const [, , file, contender, path, times] = process.argv;
const { parts } = JSON.parse(readFileSync(new URL(path, import.meta.url)));
const [{ setting, items }] = parts;
const { contenders } = await import(`./contenders/${file}.mjs`);
const judge = await contenders.find(({ name }) => name === contender).one(setting);

const MB = 2 ** 20;
async function taken() {
  await new Promise((resolve) => setTimeout(resolve, 50));
  globalThis.gc();
  const { rss, heapUsed } = process.memoryUsage();
  return { resident: rss / MB, heap: heapUsed / MB };
}

const once = async (n) => {
  const { token, subject } = items[n % items.length];
  if ((await judge(token)) !== subject) throw new Error(`${contender} was wrong about token ${n}.`);
};

// Warm, and every cache full.
const warm = Math.min(20_000, times / 5);
for (let n = 0; n < warm; n += 1) await once(n);
const before = await taken();
for (let n = warm; n < Number(times); n += 1) await once(n);
console.log(JSON.stringify({ before, after: await taken() }));

/** A new process: `node cold.mjs <contender's file> <file of a task>` prints the milliseconds from import to first decision. */
import { readFileSync } from 'node:fs';

const [, , name, path] = process.argv;
const { parts } = JSON.parse(readFileSync(new URL(path, import.meta.url)));
const [{ setting, items }] = parts;
const [{ token, subject }] = items;

const started = performance.now();
const { contenders } = await import(`./contenders/${name}.mjs`);
const judge = await contenders[0].one(setting);
const found = await judge(token);
const took = performance.now() - started;

if (found !== subject) throw new Error(`${name} was wrong about the token.`);
console.log(JSON.stringify({ took }));

import * as symbolon from 'symbolon';
import { fileCache } from 'symbolon/cache/file';
import { visit } from './visit.js';

const { path, ...task } = JSON.parse(process.argv[2]);
console.log(JSON.stringify(await visit(symbolon, fileCache(path), task)));

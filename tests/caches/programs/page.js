// By their addresses: in workers there are no import maps.
import { indexedDbCache } from './node_modules/symbolon/cache/indexeddb.js';
import * as symbolon from './node_modules/symbolon/web.js';
import { visit } from './visit.js';

export const inPage = ({ name, ...task }) => visit(symbolon, indexedDbCache(name), task);

export const inWorker = (task) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('page-worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(task);
  });

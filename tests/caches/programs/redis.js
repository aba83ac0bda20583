import * as symbolon from 'symbolon';
import { unstorageCache } from 'symbolon/cache/unstorage';
import { createStorage } from 'unstorage';
import redis from 'unstorage/drivers/redis';
import { visit } from './visit.js';

const { port, base, ...task } = JSON.parse(process.argv[2]);
// Redis may be down: then its client would keep this process for another two seconds.
const driver = redis({ host: '127.0.0.1', port, base, disconnectTimeout: 100 });
const storage = createStorage({ driver });
console.log(JSON.stringify(await visit(symbolon, unstorageCache(storage), task)));
await storage.dispose();

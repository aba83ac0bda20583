import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue, Worker } from 'bullmq';
import { howToGetRedis, redis, startRedis } from '../../../scripts/redis.mjs';

const NAME = 'exports';

/** As long as the error says, which is what the manual tells. */
const backoffStrategy = (_attempts, _type, error) => Math.max(0, error.retryAt * 1000 - Date.now());

export const bullmq = {
  name: 'BullMQ',
  missing: async () => ((await redis()) ? undefined : `Redis is missing: ${howToGetRedis}`),
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'symbolon-jobs-'));
    const server = await startRedis(folder);
    const connection = { host: '127.0.0.1', port: server.port };
    const queue = new Queue(NAME, { connection });
    const workers = [];
    let job;
    return {
      queue: async (license, data = {}) => {
        job = await queue.add('export', { license, ...data }, { attempts: 5, backoff: { type: 'custom' } });
      },
      start: (work) =>
        new Promise((resolve) => {
          const worker = new Worker(NAME, work, { connection, settings: { backoffStrategy } });
          workers.push(worker);
          worker.on('completed', (_, done) => resolve({ done }));
          // It says so of each try.
          worker.on('failed', ({ finishedOn }, error) => finishedOn && resolve({ error }));
        }),
      /** What Redis keeps of the job. */
      kept: async () => (await queue.getJob(job.id)).toJSON(),
      async close() {
        for (const each of [...workers, queue]) await each.close();
        await server.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
};

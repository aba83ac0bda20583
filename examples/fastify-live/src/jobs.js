// Reports, which are made one after the other, and later than they are asked for.
import { EventEmitter } from 'node:events';
import { Queue, Worker } from 'bullmq';
import { guardJob } from 'symbolon/jobs';
import { log } from './log.js';

const NAME = 'reports';
const DAY = 86_400;

/** @param {{ licenses: Awaited<ReturnType<typeof import('./licenses.js').createLicenses>>, redis: import('ioredis').Redis }} options */
export function createJobs({ licenses, redis }) {
  const queue = new Queue(NAME, {
    connection: redis,
    defaultJobOptions: {
      attempts: 10,
      backoff: { type: 'custom' },
      removeOnComplete: { age: DAY },
      removeOnFail: { age: 7 * DAY },
    },
  });

  // The license is judged now: whatever it was when the report was asked for.
  const make = guardJob(
    { ...licenses.requiring('reports'), tokenFrom: ({ data }) => licenses.kept(data.customer) },
    ({ data }, license) => ({ about: data.about, plan: license.plan, rows: [] }),
  );

  const worker = new Worker(NAME, make, {
    // One of its own: a worker waits for Redis as long as it takes, a request does not.
    connection: { ...redis.options, maxRetriesPerRequest: null },
    settings: { backoffStrategy },
  });
  const ended = new EventEmitter();
  worker.on('error', (error) => log.error({ err: error }, 'worker'));
  worker.on('completed', (job) => ended.emit('report', job.data.customer, { id: job.id, state: 'completed' }));
  worker.on('failed', (job, error) => {
    log.warn({ job: job?.id, why: error.message, attempts: job?.attemptsMade }, 'report failed');
    if (job?.finishedOn) ended.emit('report', job.data.customer, { id: job.id, state: 'failed' });
  });

  return {
    /** Emits `report` with the customer and the state when one has ended, in this process. */
    ended,

    /** @param {{ customer: string, about: string, delay: number }} order `delay` in seconds */
    async order({ customer, about, delay }) {
      const { id } = await queue.add(about, { customer, about }, { delay: 1000 * delay });
      return id;
    },

    /** What became of a report. `undefined` if there is none, or it is another customer's. */
    async report(id, customer) {
      const job = await queue.getJob(id);
      if (job?.data.customer !== customer) return undefined;
      return { id, state: await job.getState(), result: job.returnvalue, why: job.failedReason };
    },

    async close() {
      await worker.close();
      await queue.close();
    },
  };
}

/** Milliseconds: until the keys may be asked for again, where that is why, and longer each time elsewhere. */
const backoffStrategy = (attempts, _type, { retryAt }) =>
  retryAt ? Math.max(0, 1000 * retryAt - Date.now()) : 1000 * 2 ** attempts;

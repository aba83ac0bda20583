/**
 * Whatever runs jobs: `open(folder)` gives
 *
 * - `tokenFrom`, an option for `guardJob`, where the token is not in the job's data;
 * - `queue(token)`, which has a job wait;
 * - `start(work)`, which lets it run by `work` until it is done or given up: `{ done }` or `{ error }`;
 * - `close()`.
 */
import { bullmq } from './bullmq.mjs';
import { nodeCron } from './node-cron.mjs';

export const queues = [bullmq, nodeCron];

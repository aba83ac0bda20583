/** A job is judged when it is queued, and done when its time has come. */
import { guardJob } from 'symbolon/jobs';
import { queues } from '../queues/index.mjs';
import { MONTH, revokes } from './asking.mjs';

const work = () => 'done';

/** Queues what has a license, and lets it run later, by `worker`. */
async function served({ verifier, issuer, now, queue }, worker) {
  const jobs = await queue.open();
  return {
    async queue(license) {
      const { granted } = await verifier.verify(license, { host: issuer.host, now: now() });
      if (granted) await jobs.queue(license);
    },
    async start() {
      const { done, error } = await jobs.start(worker(jobs));
      return done ?? error.code;
    },
    close: () => jobs.close(),
  };
}

const happens = {
  nothing: () => {},
  revoked: revokes,
  expired: ({ issuer }) => issuer.clock.advance(MONTH),
};

const attack = (queue, name, outcome) => ({
  name: `${queue.name}: ${name} between queueing and running`,
  missing: queue.missing,
  with: { queue },
  async make(program, world) {
    await program.queue(world.license);
    happens[name](world);
    return program.start();
  },
  ...outcome,
});

export const jobAtQueueing = {
  name: 'a job is checked when it is queued',
  naive: (world) => served(world, () => work),
  ours: (world) => served(world, ({ tokenFrom }) => guardJob({ ...world.guarded, tokenFrom }, work)),
  attacks: queues.flatMap((queue) => [
    attack(queue, 'nothing', { both: 'done' }),
    attack(queue, 'revoked', { naive: 'done', ours: 'token_revoked' }),
    attack(queue, 'expired', { naive: 'done', ours: 'license_expired' }),
  ]),
};

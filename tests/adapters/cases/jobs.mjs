/** Jobs are judged when they run: in real queues, of which one is in a real Redis. */
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { guardJob, JobError } from 'symbolon/jobs';
import { keyServer } from '../../caches/key-server.mjs';
import { DAY, jwk, license, NOW, verifierOf } from '../issuer.mjs';
import { bullmq } from '../queues/bullmq.mjs';
import { queues } from '../queues/index.mjs';

const done = { done: 'customer-1042', again: false };
const refused = (code, decision) => ({ code, decision, name: 'UnrecoverableError', again: false });
const lacks = (code) => refused(code, { status: 'FORBIDDEN', code, grace: false, features: [], ...ENDS });
const ENDS = { expiresAt: NOW + DAY, graceEndsAt: NOW + DAY };
const none = (status, code) => ({ status, code, grace: false, features: [], ...ENDS });

/**
 * How a job ends. `granted`: what whoever had asked when it was queued would have been told; `meanwhile` happens while it
 * is queued, `afterwards` when it has failed once.
 */
const stories = [
  { name: 'a license', granted: true, expected: done },
  {
    name: 'revoked between queueing and running',
    granted: true,
    meanwhile: ({ verifier }) => verifier.deny({ jti: ['7'] }),
    expected: refused('token_revoked', none('REVOKED', 'token_revoked')),
  },
  {
    name: 'expired between queueing and running',
    granted: true,
    meanwhile: (world) => {
      world.time = NOW + DAY;
    },
    expected: refused('license_expired', none('EXPIRED', 'license_expired')),
  },
  {
    name: 'not yet paid for when it was queued',
    granted: false,
    verifier: { domain: 'off' },
    claims: { nbf: NOW + DAY / 2 },
    meanwhile: (world) => {
      world.time = NOW + DAY / 2;
    },
    expected: done,
  },
  { name: 'no license', token: null, granted: false, expected: refused('credential_missing') },
  {
    name: 'a feature that is missing',
    granted: true,
    options: { require: { features: ['reports'] } },
    expected: lacks('feature_missing'),
  },
  {
    name: 'a policy that says no',
    granted: true,
    options: { policy: () => false },
    expected: refused('policy_refused', { ...none('ACTIVE', 'ok'), features: ['export'] }),
  },
  {
    name: 'another site, by a function',
    granted: true,
    options: { hostFrom: async () => 'evil.example' },
    expected: refused('domain_mismatch', none('INVALID', 'domain_mismatch')),
  },
  {
    name: 'the key server is down, then up',
    fetched: true,
    meanwhile: ({ server }) => server.fail(),
    afterwards({ server, errors: [error] }) {
      server.recover();
      assert.equal(error.code, 'keys_unavailable');
      assert.equal(error.name, 'JobError');
      assert.equal(error.decision.status, 'DEGRADED');
      assert.equal(typeof error.retryAt, 'number');
    },
    expected: { ...done, again: true },
  },
  {
    name: "a policy's database is down, then up",
    granted: true,
    options: (world) => ({
      policy() {
        if (!world.database) throw new Error('no database');
        return true;
      },
    }),
    afterwards(world) {
      world.database = true;
      assert.equal(world.errors[0].code, 'guard_failed');
      assert.doesNotMatch(world.errors[0].message, /database/);
    },
    expected: { ...done, again: true },
  },
];

const told = queues.flatMap((queue) =>
  stories.map((story) => ({
    name: `${queue.name}: ${story.name}`,
    missing: queue.missing,
    run: () => tell(queue, story),
  })),
);

async function tell(
  queue,
  { verifier: more, token, claims, granted, fetched, meanwhile, afterwards, options = {}, expected },
) {
  const server = fetched && (await keyServer({ keys: [jwk] }));
  const verifier = await verifierOf({ ...(server && { keys: { jwksUri: server.jwksUri } }), ...more });
  const jobs = await queue.open();
  const world = { verifier, server, time: NOW, errors: [] };
  try {
    const given = token === undefined ? license({ jti: '7', ...claims }) : token;
    await jobs.queue(given);
    // What is judged now, and believed later, is what was wrong with the naive way.
    if (granted !== undefined)
      assert.equal(verifier.verifySync(given, { host: 'app.example.com', now: NOW }).granted, granted);
    meanwhile?.(world);

    const guarded = guardJob(
      {
        verifier,
        hostFrom: 'app.example.com',
        tokenFrom: jobs.tokenFrom,
        now: () => world.time,
        onError() {},
        ...(typeof options === 'function' ? options(world) : options),
      },
      (_, decision) => decision.subject,
    );
    let tries = 0;
    const outcome = await jobs.start(async (...args) => {
      tries += 1;
      try {
        return await guarded(...args);
      } catch (error) {
        world.errors.push(error);
        if (world.errors.length === 1) afterwards?.(world);
        throw error;
      }
    });
    check({ ...outcome, again: tries > 1 }, expected, given);
  } finally {
    await jobs.close();
    await server?.close();
    verifier.dispose();
  }
}

function check({ done, error, again }, { done: wanted, again: wantedAgain, ...refusal }, token) {
  assert.equal(again, wantedAgain, 'tried again');
  assert.equal(done, wanted, error?.stack);
  if (wanted !== undefined) return;
  assert.ok(error instanceof JobError, error?.stack);
  const { code, decision, name, retryable } = error;
  assert.deepEqual({ code, decision, name, retryable }, { ...refusal, retryable: false });
  if (token) assertSilent(error, token);
}

/** Nothing that is kept of an error, or that a log could show, has the token or a part of it. */
function assertSilent(error, token) {
  const shown = `${error.stack} ${JSON.stringify(error)} ${JSON.stringify(Object.getOwnPropertyDescriptors(error))}`;
  for (const part of token.split('.')) assert.ok(!shown.includes(part), shown);
}

const ofBullmq = [
  {
    name: 'what Redis keeps of a refusal names its code, and has the token in the data alone',
    async run(jobs) {
      const token = license({ exp: NOW - DAY });
      await jobs.queue(token);
      await jobs.start(await guardedByOwnVerifier());
      const { data, ...kept } = await jobs.kept();
      assert.equal(data.license, token);
      assert.equal(kept.failedReason, 'The license, or its token, has expired. (license_expired)');
      assert.equal(kept.attemptsMade, 1);
      assert.ok(!JSON.stringify(kept).includes(token.split('.')[2]));
    },
  },
  {
    name: 'a process of its own refuses for good, too',
    async run(jobs) {
      await jobs.queue(license({ exp: 1 }), { jwk });
      const { error } = await jobs.start(fileURLToPath(new URL('../queues/sandboxed.mjs', import.meta.url)));
      assert.equal(error?.code, 'license_expired', error?.stack);
      assert.equal((await jobs.kept()).attemptsMade, 1);
    },
  },
  {
    name: 'who takes a signal is given one',
    async run(jobs) {
      await jobs.queue(license());
      const work = (_job, _decision, lock, signal) => `${typeof lock} ${signal instanceof AbortSignal}`;
      assert.deepEqual(await jobs.start(await guardedByOwnVerifier(work)), { done: 'string true' });
    },
  },
].map(({ name, run }) => ({
  name: `BullMQ: ${name}`,
  missing: bullmq.missing,
  async run() {
    const jobs = await bullmq.open();
    try {
      await run(jobs);
    } finally {
      await jobs.close();
    }
  },
}));

const guardedByOwnVerifier = async (work = () => {}) =>
  guardJob({ verifier: await verifierOf(), hostFrom: 'app.example.com', now: () => NOW }, work);

/** Options that would be of no use, or that would not do what they say. */
const mistakes = [
  ['a place in a request for the token', { tokenFrom: 'bearer' }],
  ['a header for the token', { tokenFrom: { header: 'x-license' } }],
  ['the host of a request', { hostFrom: 'host' }],
  ['the origin of a request', { hostFrom: 'origin' }],
  ['a typing mistake', { requires: {} }],
  ['no verifier', { verifier: undefined }],
].map(([name, options]) => ({
  name: `jobs: ${name} is refused at once`,
  async run() {
    const verifier = await verifierOf();
    assert.throws(() => guardJob({ verifier, ...options }, () => {}), { code: 'options_invalid' });
  },
}));

export const jobs = [...told, ...ofBullmq, ...mistakes];

/** Sockets that live on, and what becomes of them when their license does not. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { guard } from 'symbolon/ws';
import { connect } from '../hosts/ws.mjs';
import { DAY, license, NOW, verifierOf } from '../issuer.mjs';
import { closing, play, unreachable } from '../scene.mjs';
import { countingTimers } from '../timers.mjs';
import { deafClient } from '../wire.mjs';

const often = { socketOptions: { recheck: 0.02 } };
const MANY = 300;

/** Lets a clock go on as time does. */
function running(clock) {
  const start = performance.now();
  clock.now = () => NOW + (performance.now() - start) / 1000;
}

export const sockets = [
  play('who leaves is forgotten', {}, async (it) => {
    const client = await it.enter(license());
    const [session] = it.sessions;
    assert.equal(session.license.subject, 'customer-1042');
    assert.equal(it.licensed.size, 1);
    client.close();
    await it.empty();
    assert.equal(it.licensed.size, 0);
    assert.equal(session.license, undefined);
    assert.equal(await session.recheck(), false);
    assert.equal(await session.renew(license()), false);
  }),

  play('the next look finds that a license has ended', often, async (it) => {
    const client = await it.enter(license());
    it.clock.now = () => NOW + DAY;
    assert.deepEqual(await closing(client), [4003, 'license_expired']);
    assert.equal(it.licensed.size, 0);
  }),

  play('the next look finds that a token was revoked', often, async (it) => {
    const client = await it.enter(license({ jti: '7' }));
    it.verifier.deny({ jti: ['7'] });
    assert.deepEqual(await closing(client), [4003, 'token_revoked']);
  }),

  play('a license ends at its time, however seldom one looks', {}, async (it) => {
    const client = await it.enter(license({ exp: NOW + 0.5 }));
    running(it.clock);
    assert.deepEqual(await closing(client), [4003, 'license_expired']);
  }),

  play('an assertion ends at its time', {}, async (it) => {
    it.judge.verifier = await verifierOf({ exp: 'assertion' });
    const client = await it.enter(license({ exp: NOW + 0.5, license_exp: NOW + DAY }));
    running(it.clock);
    assert.deepEqual(await closing(client), [4003, 'assertion_expired']);
  }),

  play('a license ends while it is judged, and nobody looks for long', {}, async (it) => {
    const client = await it.enter(license({ exp: NOW + 1000 }));
    const ended = closing(client);
    const letGo = it.judge.hold();
    const judged = it.licensed.recheck();
    await until(() => it.judge.asked === 2);
    it.clock.now = () => NOW + 1000;
    letGo();
    await judged;
    assert.deepEqual(await ended, [4003, 'license_expired']);
  }),

  play('a license ends while its socket is let in', {}, async (it) => {
    const letGo = it.judge.hold();
    const entered = it.enter(license({ exp: NOW + 1000 }));
    await until(() => it.judge.asked === 1);
    it.clock.now = () => NOW + 1000;
    letGo();
    assert.deepEqual(await closing(await entered), [4003, 'license_expired']);
  }),

  play('a license ends while it takes the place of another', {}, async (it) => {
    const client = await it.enter(license());
    const ended = closing(client);
    const letGo = it.judge.hold();
    const renewed = it.sessions[0].renew(license({ exp: NOW + 1000 }));
    await until(() => it.judge.asked === 2);
    it.clock.now = () => NOW + 1000;
    letGo();
    assert.equal(await renewed, true);
    assert.deepEqual(await ended, [4003, 'license_expired']);
  }),

  play('grace begins and ends at its time', {}, async (it) => {
    it.judge.verifier = await verifierOf({ gracePeriod: 2 });
    const client = await it.enter(license({ exp: NOW + 0.4 }));
    running(it.clock);
    const [session] = it.sessions;
    const seen = new Set();
    const looking = setInterval(() => seen.add(session.license?.status), 5);
    assert.deepEqual(await closing(client), [4003, 'license_expired']);
    clearInterval(looking);
    assert.deepEqual([...seen].filter(Boolean), ['ACTIVE', 'GRACE']);
  }),

  play('an assertion that ends while it is judged ends', {}, async (it) => {
    it.judge.verifier = await verifierOf({ exp: 'assertion' });
    const client = await it.enter(license({ exp: NOW + 10, license_exp: NOW + DAY }));
    const letGo = it.judge.hold();
    const judged = it.licensed.recheck();
    await until(() => it.judge.asked === 2);
    it.clock.now = () => NOW + 10;
    const ended = closing(client);
    letGo();
    await judged;
    assert.deepEqual(await ended, [4003, 'assertion_expired']);
  }),

  play('an assertion that is tolerated past its time is looked at again soon', {}, async (it) => {
    it.judge.verifier = await verifierOf({ exp: 'assertion', clockTolerance: 60 });
    const client = await it.enter(license({ exp: NOW - 59, license_exp: NOW + DAY }));
    it.clock.now = () => NOW + 1;
    assert.deepEqual(await closing(client), [4003, 'assertion_expired']);
  }),

  play('what is revoked ends at once, and nothing else', {}, async (it) => {
    const client = await it.enter(license({ jti: '7' }));
    const other = await it.enter(license({ jti: '8' }));
    it.verifier.deny({ jti: ['7'] });
    const ended = closing(client);
    await it.licensed.recheck();
    assert.equal(it.licensed.size, 1);
    assert.deepEqual(await ended, [4003, 'token_revoked']);
    other.send('still here');
    other.close();
    await it.empty();
    assert.deepEqual(it.heard, ['still here']);
  }),

  play('what a refused client still sends is heard by nobody', {}, async (it) => {
    const client = await deafClient(it.url, license({ jti: '7' }));
    client.send('before');
    await once([...it.sockets.clients][0], 'message');
    it.verifier.deny({ jti: ['7'] });
    await it.licensed.recheck();
    client.send('after');
    client.close();
    await it.empty();
    assert.deepEqual(it.heard, ['before']);
  }),

  play('nobody can be asked any more', often, async (it) => {
    const client = await it.enter(license());
    it.judge.verifier = await verifierOf(unreachable);
    assert.deepEqual(await closing(client), [4500, 'keys_unavailable']);
  }),

  play('who is asked does not answer', { socketOptions: { timeout: 0.05 } }, async (it) => {
    const client = await it.enter(license());
    it.judge.hold();
    const ended = closing(client);
    await it.licensed.recheck();
    assert.deepEqual(await ended, [4500, 'guard_timeout']);
    assert.equal(it.licensed.size, 0);
  }),

  play('who is asked throws', {}, async (it) => {
    const client = await it.enter(license());
    it.judge.verifier = { verify: () => Promise.reject(new Error('a mistake')) };
    const ended = closing(client);
    await it.licensed.recheck();
    assert.deepEqual(await ended, [4500, 'guard_failed']);
    assert.deepEqual(it.errors, ['a mistake']);
  }),

  play('who asks while an older answer is on its way gets a newer one', {}, async (it) => {
    const client = await it.enter(license({ jti: '7' }));
    const letGo = it.judge.hold();
    const older = it.licensed.recheck();
    await until(() => it.judge.asked === 2);
    it.verifier.deny({ jti: ['7'] });
    const newer = it.licensed.recheck();
    const ended = closing(client);
    letGo();
    await older;
    await newer;
    assert.equal(it.licensed.size, 0);
    assert.deepEqual(await ended, [4003, 'token_revoked']);
  }),

  play('a renewed token takes the place of the old one', {}, async (it) => {
    await it.enter(license({ exp: NOW + 10 }));
    const [session] = it.sessions;
    assert.equal(await session.renew(license({ plan: 'pro' })), true);
    assert.equal(session.license.plan, 'pro');
    it.clock.now = () => NOW + 10;
    await it.licensed.recheck();
    assert.equal(it.licensed.size, 1);
  }),

  play('a renewed token that is refused changes nothing', {}, async (it) => {
    await it.enter(license({ plan: 'basic' }));
    const [session] = it.sessions;
    const tokens = [license({ exp: NOW - DAY }), 'abc', '', undefined, license({ sub: 'customer-7' })];
    for (const token of tokens) assert.equal(await session.renew(token), false);
    assert.equal(session.license.plan, 'basic');
    assert.equal(await session.recheck(), true);
  }),

  play('a token that is revoked while it renews another does not hold', {}, async (it) => {
    const client = await it.enter(license());
    const ended = closing(client);
    const letGo = it.judge.hold();
    const renewed = it.sessions[0].renew(license({ jti: '7' }));
    await until(() => it.judge.asked === 2);
    it.verifier.deny({ jti: ['7'] });
    const judged = it.licensed.recheck();
    letGo();
    assert.equal(await renewed, false);
    await judged;
    assert.deepEqual(await ended, [4003, 'token_revoked']);
  }),

  play('a ticket that is good for one use is asked for once', { options: { tokenFrom: ticket() } }, async (it) => {
    const client = connect(it.url);
    await once(client, 'message');
    await it.licensed.recheck();
    assert.equal(it.licensed.size, 1);
    assert.equal(it.judge.asked, 2);
  }),

  play(`${MANY} sockets, one timer; none when they are gone`, {}, (it) =>
    countingTimers('symbolon/adapters/ws.js', async (timers) => {
      for (let at = 0; at < MANY; at++) await it.enter(license({ sub: `customer-${at % 2}`, exp: NOW + DAY + at }));
      assert.equal(it.licensed.size, MANY);
      assert.equal(timers.size, 1);
      assert.ok(
        [...timers].every((timer) => !timer.hasRef()),
        'it keeps the process alive',
      );
      it.verifier.deny({ sub: ['customer-1'] });
      await it.licensed.recheck();
      assert.equal(it.licensed.size, MANY / 2);
      assert.ok(timers.size <= 1, `${timers.size} timers`);
      for (const socket of it.sockets.clients) socket.terminate();
      await it.empty();
      assert.equal(it.licensed.size, 0);
      assert.equal(timers.size, 0);
    }),
  ),

  {
    name: 'sockets: options that are none are told at once',
    async run() {
      const verifier = await verifierOf();
      const wrong = [
        { recheck: 0 },
        { recheck: Number.NaN },
        { timeout: -1 },
        { recheck: '60' },
        { firstMessage: 'x' },
        { often: 1 },
        60,
      ];
      for (const options of wrong) assert.throws(() => guard({ verifier }, options), { code: 'options_invalid' });
      assert.throws(() => guard({ verifier, host: 'x' }), { code: 'options_invalid' });
      verifier.dispose();
    },
  },
];

function ticket() {
  const tickets = [license()];
  return () => tickets.pop();
}

async function until(holds) {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

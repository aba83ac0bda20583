/** After a failed fetch, none before its pause is over; Retry-After lengthens it. */
import { equal, expect } from '../check.js';
import { failing, set } from './answer.js';
import { backsOff, judged, near } from './judging.js';
import { isBrowser } from './runtimes.js';
import type { Scenario, Scene } from './scene.js';

const HOUR = 3600;

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** The three forms of an HTTP date (RFC 9110 5.6.7). */
const dates: Record<string, (date: Date) => string> = {
  'IMF-fixdate': (date) => date.toUTCString(),
  'RFC 850': (date) => {
    const [, day, month, year = '', time] = date.toUTCString().split(' ');
    return `${days[date.getUTCDay()]}, ${day}-${month}-${year.slice(2)} ${time} GMT`;
  },
  asctime: (date) => {
    const [weekday = '', day, month, year, time] = date.toUTCString().split(' ');
    return `${weekday.slice(0, 3)} ${month} ${String(Number(day)).padStart(2)} ${time} ${year}`;
  },
};

/** The pause after one failed fetch, in seconds. */
async function pauseAfter({ behind, token, clock }: Scene, answer: object): Promise<number> {
  const { verifier, events } = await behind(answer);
  await judged(verifier, token.a, 'keys_unavailable');
  const [failure] = events;
  expect(failure?.type === 'keys_failed', 'there is no event');
  near(verifier.keys.retryAt, failure.retryAt, 'retryAt of the state');
  return failure.retryAt - clock.now();
}

export async function pauses(scenario: Scenario): Promise<void> {
  await scenario('pauses double from 1 s to 300 s, each longer or shorter by chance', async (scene) => {
    const { behind, token, clock } = scene;
    const { verifier, asked, events } = await behind({ status: 500 });
    const factors: number[] = [];
    let requests = 0;
    for (const pause of [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]) {
      const { retryAt = 0 } = await judged(verifier, token.a, 'keys_unavailable');
      requests += 1;
      equal(await asked(), requests, 'requests');
      const last = events.at(-1);
      expect(last?.type === 'keys_failed', 'there is no event');
      backsOff(last.retryAt, clock.now(), pause);
      near(retryAt, last.retryAt, 'retryAt of the decision');
      factors.push((last.retryAt - clock.now()) / pause);
      clock.to(last.retryAt - 0.3 * pause);
      await judged(verifier, token.a, 'keys_unavailable');
      equal(await asked(), requests, 'requests within the pause');
      clock.to(last.retryAt);
    }
    expect(new Set(factors.slice(3)).size > 1, `all pauses are longer by the same factor: ${factors}`);
  });
  await scenario('a success starts the pauses anew', async ({ behind, jwk, clock }) => {
    const down = { status: 500 };
    const { verifier, asked } = await behind([down, down, down, set(jwk.a), down]);
    for (let round = 0; round < 4; round += 1) {
      await verifier.refreshKeys();
      clock.to(verifier.keys.retryAt ?? clock.now());
    }
    equal(verifier.keys.freshness, 'fresh', 'the freshness');
    await verifier.refreshKeys();
    backsOff(verifier.keys.retryAt, clock.now(), 1);
    equal(await asked(), 5, 'requests');
  });
  await scenario('within a pause nothing whatever brings a request', async (scene) => {
    const { behind, jwk, token, clock, sign } = scene;
    const { verifier, asked } = await behind([set(jwk.a), failing(500, {}, { 'retry-after': '1000' })]);
    await judged(verifier, token.a, 'ok');
    await verifier.refreshKeys();
    equal(await asked(), 2, 'requests before');
    const lastError = verifier.keys.lastError;
    for (const seconds of [0, 599, 400]) {
      clock.skip(seconds);
      await judged(verifier, token.a, 'ok');
      await judged(verifier, await sign('b', 'a'), 'signature_invalid');
      await judged(verifier, await sign('b', `unknown-${seconds}`), 'keys_unavailable');
      equal((await verifier.refreshKeys()).lastError, lastError, 'lastError');
      equal(await asked(), 2, `requests ${seconds} s later`);
    }
  });

  await scenario('Retry-After in seconds', async (scene) => {
    for (const status of [503, 429, 404]) {
      near(await pauseAfter(scene, failing(status, {}, { 'retry-after': '120' })), 120, `the pause after ${status}`);
    }
  });
  for (const [form, write] of Object.entries(dates)) {
    await scenario(`Retry-After as a date: ${form}`, async (scene) => {
      // In one of them the day has one digit.
      for (const now of [Date.UTC(2033, 11, 31, 23, 59, 30), Date.UTC(2034, 5, 5, 12)]) {
        scene.clock.to(now / 1000);
        const date = write(new Date(now + 120_000));
        near(await pauseAfter(scene, failing(503, {}, { 'retry-after': date })), 120, `the pause with ${date}`);
      }
    });
  }
  await scenario('Retry-After lengthens to an hour at most', async (scene) => {
    const later = new Date((scene.clock.now() + 2 * HOUR) * 1000).toUTCString();
    for (const value of ['3601', '7200', '999999999999999999999999', later, 'Fri, 31 Dec 9999 23:59:59 GMT']) {
      const pause = await pauseAfter(scene, failing(503, {}, { 'retry-after': value }));
      near(pause, HOUR, `the pause with ${value}`);
    }
  });
  await scenario('Retry-After that is garbage, past or shorter than the pause changes nothing', async (scene) => {
    for (const value of ['soon', '-120', '0', '', '120 seconds', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Tue, 99 Foo 2033']) {
      const pause = await pauseAfter(scene, failing(503, {}, { 'retry-after': value }));
      backsOff(scene.clock.now() + pause, scene.clock.now(), 1);
    }
    const { behind, clock, token } = scene;
    const { verifier } = await behind(failing(503, {}, { 'retry-after': '2' }));
    for (const least of [2, 2, 3, 6]) {
      const { retryAt = 0 } = await judged(verifier, token.a, 'keys_unavailable');
      expect(retryAt - clock.now() > least - 0.2, `the pause is ${retryAt - clock.now()}, not ${least} or more`);
      clock.to(retryAt);
    }
  });
  await scenario('Retry-After of an answer that is no set', async (scene) => {
    near(await pauseAfter(scene, { body: '<html>', head: { 'retry-after': '120' } }), 120, 'the pause');
  });
  await scenario('Retry-After of a success means nothing', async ({ behind, jwk, token, clock }) => {
    const { verifier, asked } = await behind({ ...set(jwk.a), head: { 'retry-after': '3000' } });
    await judged(verifier, token.a, 'ok');
    equal(verifier.keys.retryAt ?? null, null, 'retryAt');
    clock.skip(10);
    await verifier.refreshKeys();
    equal(await asked(), 2, 'requests');
  });
  await scenario('Retry-After that a page of another origin may not read is not there', async (scene) => {
    const pause = await pauseAfter(scene, { status: 503, head: { 'retry-after': '120' }, exposes: false });
    if (isBrowser(scene.runtime)) backsOff(scene.clock.now() + pause, scene.clock.now(), 1);
    else near(pause, 120, 'the pause');
  });
}

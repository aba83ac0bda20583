/** The bench and the verifier put together: a change anywhere is signed, judged and shown. */
import * as bench from './bench';
import { compact, genuine, read } from './claims';
import * as clock from './clock';
import { byId, type Control, control } from './dom';
import { sign } from './issuer';
import { context, judge, options } from './judge';
import * as keyring from './keyring';
import { markChanged } from './marks';
import * as board from './situation-board';
import type { Situation } from './situations';
import { snippet } from './snippet';
import * as steps from './steps';
import { day, systemClock } from './time';
import * as token from './token';
import * as verdict from './verdict';

const verifierForm = byId('verifier', HTMLFormElement);
const keys = control(verifierForm, 'keys');

let queue: Promise<void> = Promise.resolve();
let waiting = 0;

/** One change after the other: each reads and writes the same forms. */
function inTurn(change: () => Promise<void>): void {
  waiting += 1;
  queue = queue
    .then(change)
    .catch(verdict.showError)
    .finally(() => {
      waiting -= 1;
    });
}

/** The same for what a visitor does by hand, which ends the situation that was shown. */
const byHand = (change: () => Promise<void>) =>
  inTurn(async () => {
    board.release();
    markChanged([]);
    await change();
  });

/** Every change leads here. `again`: nothing has changed but the time. */
async function rejudge({ again = false } = {}): Promise<void> {
  const now = clock.now();
  try {
    const given = options();
    const asked = context(now);
    clock.drawTimeline({
      issued: token.claimedNumber('iat'),
      expires: token.claimedNumber('license_exp') ?? token.claimedNumber('exp'),
      grace: given.gracePeriod || 0,
    });
    const judgement = await judge(token.current(), given, asked);
    verdict.show(judgement.decision, now);
    steps.show(judgement.steps, again);
    if (!again) {
      verdict.measured(judgement.measure());
      byId('snippet', HTMLPreElement).textContent = snippet(given, asked);
    }
  } catch (error) {
    verdict.showError(error);
    steps.show([], again);
  }
}

async function signed(): Promise<string> {
  const header = { alg: 'RS256', typ: 'JWT', kid: bench.keyId() };
  return sign(await keyring.issuer(), header, compact(bench.payloadText()));
}

async function signAndJudge(): Promise<void> {
  token.show(await signed());
  bench.note(read(bench.payloadText()) ? '' : 'This is not a JSON object. It was signed all the same.');
  await rejudge();
}

async function showKeys(): Promise<void> {
  keys.value = await keyring.publicKey(new FormData(verifierForm).get('format') === 'pem' ? 'pem' : 'jwks');
}

/** Sets the whole page to a situation, and marks the controls that make it. */
async function play(situation: Situation): Promise<void> {
  const claims = { ...genuine(systemClock()), ...situation.claims };
  const changed: Control[] = bench.controlsOf(situation.claims ?? {});
  bench.fill(claims, situation.kid ?? (await keyring.issuer()).id);
  bench.note('');
  if (situation.kid) changed.push(bench.keyIdControl);

  verifierForm.reset();
  const usual = { host: 'app.example.com', issuer: 'https://licenses.example.com' };
  for (const [name, value] of Object.entries({ ...usual, ...situation.verifier }))
    control(verifierForm, name).value = value;
  for (const name of Object.keys(situation.verifier ?? {})) changed.push(control(verifierForm, name));

  situation.strangersKey ? keyring.giveStrangersKey() : keyring.giveIssuersKey();
  await showKeys();
  if (situation.strangersKey) changed.push(keys);

  const { claim, days } = situation.clock ?? {};
  clock.set(claim && Number(claims[claim]) + days! * day);
  if (situation.clock) changed.push(control(verifierForm, 'datetime'));

  const fresh = await signed();
  token.show(situation.tamper?.(fresh) ?? fresh);
  if (situation.tamper) changed.push(control(verifierForm, 'token'));

  markChanged(changed);
  await rejudge();
}

bench.onChange(() => byHand(signAndJudge));
byId('new-key', HTMLButtonElement).addEventListener('click', () =>
  byHand(async () => {
    const { id } = await keyring.renewIssuer();
    bench.setKeyId(id);
    await signAndJudge();
    bench.note('A new pair was made and has signed. The verifier still holds the old key.');
  }),
);
byId('take-key', HTMLButtonElement).addEventListener('click', () =>
  byHand(async () => {
    keyring.giveIssuersKey();
    await showKeys();
    await rejudge();
  }),
);
clock.onChange(
  () => byHand(rejudge),
  () => {
    if (!waiting) inTurn(() => rejudge({ again: true }));
  },
);
verifierForm.addEventListener('submit', (event) => event.preventDefault());
verifierForm.addEventListener('input', ({ target }) => {
  const { name } = target as Control;
  if (name === 'moment' || name === 'datetime') return; // the clock has told by itself
  byHand(async () => {
    if (name === 'token') token.paint();
    if (name === 'format') await showKeys();
    await rejudge();
  });
});

inTurn(async () => {
  await keyring.issuer();
  board.show((situation) => inTurn(() => play(situation)));
});

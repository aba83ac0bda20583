/** The verifier's clock: running with the system's, or put somewhere on the license's timeline. */
import { byId } from './dom';
import { day, fromInput, systemClock, toInput } from './time';

const root = byId('clock', HTMLFieldSetElement);
const slider = root.querySelector<HTMLInputElement>('[type=range]')!;
const input = root.querySelector<HTMLInputElement>('[type=datetime-local]')!;
const button = byId('clock-now', HTMLButtonElement);

let stopped: number | undefined;

/** Unix seconds. */
export const now = (): number => stopped ?? systemClock();

export const isRunning = (): boolean => stopped === undefined;

/** Stops the clock at Unix seconds; undefined lets it run. */
export function set(seconds?: number): void {
  stopped = seconds;
  show();
}

/** Draws the license's time on the slider; members that are unknown are not drawn. */
export function drawTimeline({
  issued,
  expires,
  grace,
}: {
  issued?: number | undefined;
  expires?: number | undefined;
  grace: number;
}): void {
  // Where the clock was put does not count: the scale must not move while the slider is drawn.
  const known = [systemClock(), issued, expires, expires === undefined ? undefined : expires + grace].filter(
    (t) => t !== undefined,
  );
  const from = Math.min(...known) - 20 * day;
  const to = Math.max(...known) + 25 * day;
  slider.min = `${from}`;
  slider.max = `${to}`;
  const share = (t: number) => `${(100 * (t - from)) / (to - from)}%`;
  root.style.setProperty('--issued', share(issued ?? from));
  root.style.setProperty('--expires', share(expires ?? to));
  root.style.setProperty('--grace-ends', share(expires === undefined ? to : expires + grace));
  root.toggleAttribute('data-no-issue', issued === undefined);
  root.toggleAttribute('data-no-expiry', expires === undefined);
  show();
}

/** Calls back when somebody puts the clock, and each second while it runs. */
export function onChange(changed: () => void, ticked: () => void): void {
  const put = (seconds?: number) => {
    set(seconds);
    changed();
  };
  slider.addEventListener('input', () => put(slider.valueAsNumber));
  input.addEventListener('input', () => put(fromInput(input.value)));
  button.addEventListener('click', () => put(stopped === undefined ? systemClock() : undefined));
  setInterval(() => {
    if (stopped !== undefined) return;
    show();
    ticked();
  }, 1000);
}

function show(): void {
  slider.value = `${now()}`;
  slider.setAttribute('aria-valuetext', new Date(now() * 1000).toLocaleString('en-US'));
  if (document.activeElement !== input) input.value = toInput(now());
  button.setAttribute('aria-pressed', `${stopped === undefined}`);
}

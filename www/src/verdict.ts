/** The decision: large, in words, and said once to those who listen. */
import { type Decision, type Status, SymbolonError } from 'symbolon';
import { byId, element, prose } from './dom';
import { describe } from './time';

const root = byId('verdict', HTMLElement);
const announcement = byId('announcement', HTMLParagraphElement);
const facts = byId('facts', HTMLElement);

type Tone = 'granted' | 'grace' | 'refused' | 'unsure';

const tones: Record<Status, Tone> = {
  ACTIVE: 'granted',
  GRACE: 'grace',
  EXPIRED: 'refused',
  NOT_YET_VALID: 'refused',
  SUSPENDED: 'refused',
  REVOKED: 'refused',
  NOT_ACTIVATED: 'refused',
  INVALID: 'refused',
  FORBIDDEN: 'refused',
  DEGRADED: 'unsure',
  UNKNOWN: 'unsure',
};

export function show(decision: Decision, now: number): void {
  say(tones[decision.status], decision.status, decision.code, decision.message);
  const date = (seconds?: number) => seconds !== undefined && describe(seconds, now);
  list({
    Granted: decision.granted ? 'yes' : 'no',
    Plan: decision.plan,
    Features: decision.features.length ? tags(decision.features) : decision.granted && 'none',
    Limits: tags(Object.entries(decision.limits).map(([name, limit]) => `${name} ${limit}`)),
    Subject: decision.subject,
    Domain: decision.domain && `${decision.domain.host}, by ${decision.domain.pattern}`,
    Key: decision.keyId,
    Expires: date(decision.expiresAt),
    'Grace ends': date(decision.graceEndsAt),
    'Refresh by': date(decision.refreshBy),
  });
}

/** A mistake in the options is no decision about a license, and must not look like one. */
export function showError(error: unknown): void {
  const code = error instanceof SymbolonError ? error.code : 'error';
  say('unsure', 'No verifier', code, error instanceof Error ? error.message : String(error));
  list({});
  measured(0);
}

/** How long judging took, in milliseconds; 0 where that could not be measured. */
export function measured(milliseconds: number): void {
  byId('duration', HTMLParagraphElement).textContent = milliseconds
    ? `Judged in ${milliseconds.toFixed(milliseconds < 1 ? 2 : 1)} ms, as measured in this page.`
    : '';
}

let waiting: ReturnType<typeof setTimeout> | undefined;

function say(tone: Tone, status: string, code: string, message: string): void {
  root.dataset.tone = tone;
  byId('status', HTMLElement).textContent = status;
  byId('code', HTMLElement).textContent = code;
  byId('message', HTMLParagraphElement).replaceChildren(...prose(message));
  const words = `${status.replaceAll('_', ' ')}, ${code.replaceAll('_', ' ')}. ${message}`;
  clearTimeout(waiting);
  // Only once it has come to rest: a slider passes through many decisions.
  if (announcement.textContent !== words) waiting = setTimeout(() => (announcement.textContent = words), 400);
}

function list(entries: Record<string, string | Node | false | undefined>): void {
  facts.replaceChildren(
    ...Object.entries(entries).flatMap(([name, value]) =>
      value ? [element('dt', {}, name), element('dd', {}, value)] : [],
    ),
  );
}

function tags(names: readonly string[]): Node | false {
  return names.length > 0 && element('ul', { className: 'tags' }, ...names.map((name) => element('li', {}, name)));
}

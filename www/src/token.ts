/** The token as text, its three segments in color, and what it says. */
import { decode, encode } from './base64url';
import { type Claims, print, read } from './claims';
import { byId, element } from './dom';

const field = byId('token', HTMLTextAreaElement);
const colors = byId('token-colors', HTMLPreElement);
const header = byId('token-header', HTMLPreElement);
const claims = byId('token-claims', HTMLPreElement);

export const current = (): string => field.value;

export function show(token: string): void {
  field.value = token;
  paint();
}

/** To be called when the text was edited. */
export function paint(): void {
  const segments = field.value.split('.');
  colors.replaceChildren(
    ...segments.flatMap((segment, i) => [
      ...(i ? ['.'] : []),
      element('span', { className: `segment-${Math.min(i, 3)}` }, segment),
    ]),
    '\u200b', // keeps the height of a last, empty line
  );
  header.textContent = legible(segments[0]);
  claims.textContent = legible(segments[1]);
}

/** The token with one of its JSON segments changed and the signature left as it was. */
export function rewrite(token: string, index: 0 | 1, change: (members: Claims) => Claims): string {
  const segments = token.split('.');
  segments[index] = encode(JSON.stringify(change(segment(token, index) ?? {})));
  return segments.join('.');
}

/** The members of the header (0) or the claims (1), believed or not. */
export const segment = (token: string, index: 0 | 1): Claims | undefined => read(decode(token.split('.')[index] ?? ''));

/** A claim that is a number, such as a time; undefined where there is none. */
export function claimedNumber(name: string): number | undefined {
  const claim = segment(field.value, 1)?.[name];
  return typeof claim === 'number' ? claim : undefined;
}

function legible(text = ''): string {
  const decoded = decode(text);
  const members = read(decoded);
  return members ? print(members) : decoded || '(not legible)';
}

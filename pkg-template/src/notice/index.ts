// `symbolon/notice`: a custom element that says when a license ends, for pages with and without a framework.
import type { PublicDecision } from '../decision.js';

/** What a notice is about. */
export type NoticeState = 'soon' | 'grace' | 'expired';

/** A notice in a page. */
export interface NoticeElement extends HTMLElement {
  /** What is to be told of: a `Decision`, or the part of it that a server sends. Give it another when there is one. */
  decision: Pick<PublicDecision, 'status' | 'code' | 'expiresAt' | 'graceEndsAt'> | null | undefined;
  /** What it says; `undefined`: nothing, for all is well, or not a matter of time. */
  readonly state: NoticeState | undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    'symbolon-notice': NoticeElement;
  }
}

/** By the state: what is said where neither a slot nor an attribute of its name says something else. */
const TEXTS: { readonly [state in NoticeState]: string } = {
  soon: 'This license expires on {date}.',
  grace: 'This license has expired. It goes on working until {date}.',
  expired: 'This license has expired.',
};

const DAY = 86_400; // s

/**
 * Makes `<symbolon-notice>` known to the page; once is enough, and more does no harm.
 *
 * Its texts are those of its attributes `soon`, `grace` and `expired`, in which `{date}` stands for the day, or the
 * elements in slots of these names. `soon` is said `days` before a license expires; without that attribute never. It
 * brings no style: say how `symbolon-notice[state]` looks.
 *
 * @example
 * defineNotice();
 * document.querySelector('symbolon-notice').decision = await verifier.verify(token);
 *
 * @example
 * <symbolon-notice days="14" grace="Bitte verlängern Sie Ihre Lizenz bis {date}." lang="de">
 *   <p slot="expired">Ihre Lizenz ist abgelaufen. <a href="/renew">Verlängern</a></p>
 * </symbolon-notice>
 */
export function defineNotice(name = 'symbolon-notice'): void {
  if (customElements.get(name)) return;
  customElements.define(
    name,
    class extends HTMLElement implements NoticeElement {
      static readonly observedAttributes = ['days', 'lang', ...Object.keys(TEXTS)];
      readonly #root = this.attachShadow({ mode: 'open' });
      #decision: NoticeElement['decision'];
      #state: NoticeState | undefined;
      #text: string | undefined;

      get decision() {
        return this.#decision;
      }

      set decision(decision) {
        this.#decision = decision;
        this.#show();
      }

      get state() {
        return this.#state;
      }

      connectedCallback() {
        // As an attribute, and before there is something to say: screen readers tell what changes in what they know.
        if (!this.hasAttribute('role')) this.setAttribute('role', 'status');
        // What was set before the element was known hides the accessor.
        if (Object.hasOwn(this, 'decision')) {
          const { decision } = this;
          Reflect.deleteProperty(this, 'decision');
          this.decision = decision;
        }
        this.#show();
      }

      attributeChangedCallback() {
        this.#show();
      }

      #show() {
        const state = stateOf(this.#decision, Number(this.getAttribute('days') ?? 0));
        const text = state && textOf(this, state);
        // What is said again would be read aloud again.
        if (state === this.#state && text === this.#text) return;
        this.#state = state;
        this.#text = text;
        if (state === undefined) {
          this.removeAttribute('state');
          return this.#root.replaceChildren();
        }
        const slot = document.createElement('slot');
        slot.name = state;
        slot.textContent = text ?? null;
        this.setAttribute('state', state);
        this.#root.replaceChildren(slot);
      }
    },
  );
}

/** @param days how early `soon` is */
function stateOf(decision: NoticeElement['decision'], days: number): NoticeState | undefined {
  if (!decision) return undefined;
  const { status, code, expiresAt } = decision;
  if (status === 'GRACE') return 'grace';
  // Of an assertion about a license that is over nobody need know but the program, which fetches another.
  if (status === 'EXPIRED') return code === 'assertion_expired' ? undefined : 'expired';
  const isSoon = status === 'ACTIVE' && expiresAt !== undefined && Date.now() / 1000 >= expiresAt - days * DAY;
  return days > 0 && isSoon ? 'soon' : undefined;
}

function textOf(notice: NoticeElement, state: NoticeState): string {
  const text = notice.getAttribute(state) ?? TEXTS[state];
  const { expiresAt, graceEndsAt } = notice.decision!;
  const time = state === 'grace' ? graceEndsAt : expiresAt;
  return text.replaceAll('{date}', () => (time === undefined ? '' : dayOf(time, notice)));
}

/** In the language of the element. */
function dayOf(time: number, element: Element): string {
  const language = element.closest('[lang]')?.getAttribute('lang') || undefined;
  const day = (language?: string) => new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(time * 1000);
  try {
    return day(language);
  } catch {
    // No language at all, says Intl.
    return day();
  }
}

import type { Core } from '../../build/wasm/symbolon.js';
import type { Moment } from './clocks.js';

/** Where and when a token is used. Read once, at the call. */
export interface Context {
  /**
   * The running site's host: from `location.host`, from a request's `Host`, or a
   * `URL` (its `host` counts, port included). In browsers it defaults to
   * `location.host`; nowhere else is it guessed.
   */
  readonly host?: string | UrlLike | null | undefined;
  /** Unix time in seconds, fractions allowed. Default: the system clock. */
  readonly now?: number | null | undefined;
  /** This device's identifier, for tokens that are bound to one (claim `hwid`). */
  readonly hardwareId?: string | null | undefined;
  /** What the license must give for this use. */
  readonly require?: Requirements | null | undefined;
  /** Keeps a worker alive while keys are refreshed in the background: `ctx.waitUntil` of the request. */
  readonly waitUntil?: ((promise: Promise<unknown>) => void) | null | undefined;
}

/** What a license must give; an empty list requires nothing. */
export interface Requirements {
  /** All of these must be in the claim `features`. */
  readonly features?: readonly string[] | undefined;
  /** All of these must be in the claims `scp` and `scope`. */
  readonly scopes?: readonly string[] | undefined;
  /** At least one of these must be in the claim `roles`. */
  readonly roles?: readonly string[] | undefined;
  /** The claim `plan` must be this. */
  readonly plan?: string | undefined;
  /** `'matched'`: the token names this device; `'attested'`: that, or it says that some device was checked (`hw_bound`). */
  readonly hardware?: 'matched' | 'attested' | undefined;
}

/** A `URL`, in environments with and without its type. */
export interface UrlLike {
  readonly href: string;
  readonly host: string;
}

/** What the core judges by. */
export interface Given {
  /** The picture of a context. */
  readonly picture: string;
  /** That of the page or worker. */
  readonly host: string | undefined;
  /** When the call began. */
  readonly asked: Moment;
}

/** The context that the core has: many calls have the same, and it need not be told twice. */
export class CurrentContext {
  #picture = '';
  #host: string | undefined;

  /** Lets the core have that of a call. */
  set(core: Core, { picture, host }: Given): void {
    if (picture === this.#picture && host === this.#host) return;
    core.setContext(picture, host);
    this.#picture = picture;
    this.#host = host;
  }
}

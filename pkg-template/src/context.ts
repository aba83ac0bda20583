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

/**
 * What the core judges by: the picture of a context, the host of the page or worker, and when the call began. Handed on
 * member by member: what spreads a list asks its iterator, which a page may have patched.
 */
export type Given = readonly [context: string, host: string | undefined, ...Moment];

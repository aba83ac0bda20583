import type { Status } from '../codes.js';
import type { Context } from '../context.js';
import type { Decision } from '../decision.js';

/** Who judges tokens: a verifier, or anything else that answers like one. */
export interface Judge {
  verify(token: unknown, context?: Context | null): Promise<Decision>;
  /** Where there is none, nothing is known at the first rendering. */
  verifySync?(token: unknown, context?: Context | null): Decision;
  readonly keys?: { readonly source: 'static' | 'remote' };
}

/** Where a license stands. Another object whenever something has changed, and the same one as long as nothing has. */
export interface License {
  /**
   * That of the decision; `'pending'` until there is one, which it is on servers and while a page comes to life, too;
   * `'failed'` where there cannot be one: see `onError`.
   */
  readonly status: Status | 'pending' | 'failed';
  readonly decision: Decision | undefined;
  /** Whether the license is granted and has this feature; no as long as there is no decision. */
  has(feature: string): boolean;
  /** Judges again, as after `verifier.deny()`. Never rejects. */
  refresh(): Promise<void>;
}

/** How bad it is: verifiers refuse it, it is a risk, or it could be better. */
export type Level = 'error' | 'warning' | 'advice';

/** Something that `lint` found. */
export interface Finding {
  readonly level: Level;
  /** Stable, for those who sort findings out. */
  readonly rule: string;
  /** One sentence. Names claims, and repeats no value that may be personal. */
  readonly message: string;
}

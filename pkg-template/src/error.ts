/** What kind of programming error a {@link SymbolonError} reports. */
export type ErrorCode =
  /** An option is missing, unknown, of the wrong type or out of range. */
  | 'options_invalid'
  /** A key that was given is not usable, or is a private one. */
  | 'keys_invalid'
  /** The context of a call has an unknown member, or one of the wrong type. */
  | 'context_invalid'
  /** The WebAssembly module could not be loaded, or has failed. */
  | 'wasm_unavailable'
  /** The verifier was used after `dispose()`. */
  | 'disposed';

/**
 * A mistake in the program, not in a license: what a token, a key server or a
 * clock does never throws, it shows in the `Decision`.
 */
export class SymbolonError extends Error {
  /**
   * Under which consoles show it, however short a name the class gets on its way into a page. Not a field: some compilers
   * assign those, and a function's name cannot be assigned.
   */
  static override get name(): string {
    return 'SymbolonError';
  }

  /** Stable, for programs; the message is for people. */
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  override get name(): string {
    return 'SymbolonError';
  }
}

import type { Core } from '../../build/wasm/symbolon.js';
import { type AbortSignalLike, untilAborted } from './abort.js';
import type { Code } from './codes.js';
import type { Context } from './context.js';
import { type Decision, decisionFrom } from './decision.js';
import { type ErrorCode, SymbolonError } from './error.js';
import { readMembers } from './members.js';
import { type Callable, type Forms, type Functions, noFunctions, picture } from './picture.js';

/** Judges license tokens by the options it was made with. */
export interface Verifier extends Disposable {
  /**
   * Judges a token. Never rejects for what a token, a key server or a clock does.
   *
   * @throws {SymbolonError} `context_invalid`, `wasm_unavailable`, `disposed`
   */
  verify(token: unknown, context?: Context | null): Promise<Decision>;
  /** The same at once, with the keys at hand; never touches the network. */
  verifySync(token: unknown, context?: Context | null): Decision;
  /** Every check in order, those after the first failure included. Never touches the network. */
  explain(token: unknown, context?: Context | null): Step[];
  /** Adds to the denylist: tokens with such a `jti` or `sub` are revoked from now on. */
  deny(entries: DenyEntries): void;
  /**
   * Refreshes remote keys, unless it is too early after a failure. Static keys: resolves at once.
   * Rejects with the signal's reason if that says so.
   */
  refreshKeys(options?: { readonly signal?: AbortSignalLike | undefined }): Promise<KeysState>;
  /** The keys at hand. */
  readonly keys: KeysState;
  /** Gives back the memory. The verifier cannot be used afterwards. Also `[Symbol.dispose]`. */
  dispose(): void;
}

/** One check of {@link Verifier.explain}. */
export interface Step {
  /** What was checked, in the order of checking. New ones may come. */
  readonly check:
    | 'form'
    | 'header'
    | 'key'
    | 'signature'
    | 'claims'
    | 'issuer'
    | 'audience'
    | 'tokenUse'
    | 'requiredClaims'
    | 'revocation'
    | 'status'
    | 'domain'
    | 'device'
    | 'time'
    | 'requirements'
    | (string & {});
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** The code of a decision that fails here. */
  readonly code?: Code;
  /** One sentence for a developer. */
  readonly detail: string;
}

/** Tokens to deny, by their claims `jti` or `sub`. */
export interface DenyEntries {
  readonly jti?: Iterable<string> | undefined;
  readonly sub?: Iterable<string> | undefined;
}

/** The keys a verifier has at hand. */
export interface KeysState {
  readonly source: 'static' | 'remote';
  /** The `kid` of each usable key that bears one. */
  readonly keyIds: string[];
  /** The RFC 7638 SHA-256 thumbprint of each usable key, in base64url: what `pins` takes. */
  readonly thumbprints: string[];
  readonly freshness: 'fresh' | 'stale' | 'unavailable';
  /** Seconds since the set was fetched. */
  readonly age?: number;
  /** Unix time in seconds at which the set stops being fresh and is due for a refresh. */
  readonly refreshAt?: number;
  /** Unix time in seconds until which the set is used if it cannot be refreshed. */
  readonly usableUntil?: number;
  /** Why the last fetch failed; absent after one that succeeded. */
  readonly lastError?: string;
  /** Unix time in seconds before which no fetch is tried after one that failed. */
  readonly retryAt?: number;
}

declare global {
  // For TypeScript libraries older than ES2026; merges with theirs where they have it.
  interface SymbolConstructor {
    readonly dispose: unique symbol;
  }
  interface Disposable {
    [Symbol.dispose](): void;
  }
}

/** Decides nothing: hands values to the core in Rust, and its answer back. */
export class CoreVerifier implements Verifier {
  #core: Core | undefined;
  #broken: SymbolonError | undefined;
  readonly #forms: Forms;
  readonly #maxTokenLength: number;
  readonly #ambientHost: boolean;
  readonly #onTrap: () => void;
  readonly #waitUntil: unknown;

  /**
   * @param create makes the core
   * @param forms what it wants to see of what a verifier is given
   * @param ambientHost whether `location.host` says where this runs
   * @param onTrap is told when the module fails
   * @param waitUntil is used where the context has none
   */
  constructor(create: () => Core, forms: Forms, ambientHost: boolean, onTrap: () => void, waitUntil: unknown) {
    this.#forms = forms;
    this.#ambientHost = ambientHost;
    this.#onTrap = onTrap;
    this.#waitUntil = waitUntil;
    const core = this.#guarded(create);
    this.#maxTokenLength = core.maxTokenLength;
    this.#core = core;
    // Older engines have no such symbol. Not in a static block, with which bundlers
    // would have to keep this class where nobody uses it.
    if (Symbol.dispose) Object.defineProperty(this, Symbol.dispose, { value: this.dispose });
  }

  async verify(token: unknown, context?: Context | null): Promise<Decision> {
    const functions = noFunctions();
    const [text, given, now, host] = this.#given(token, context, functions);
    const waitUntil = functions.waitUntil?.[0] ?? (this.#waitUntil as Callable | undefined);
    const answer = this.#ask((core) => core.verify(text, given, now, host, waitUntil));
    return decisionFrom(typeof answer === 'string' ? answer : await this.#settled(answer));
  }

  verifySync(token: unknown, context?: Context | null): Decision {
    const [text, given, now, host] = this.#given(token, context);
    return decisionFrom(this.#ask((core) => core.verifySync(text, given, now, host)));
  }

  explain(token: unknown, context?: Context | null): Step[] {
    const [text, given, now, host] = this.#given(token, context);
    return JSON.parse(this.#ask((core) => core.explain(text, given, now, host)));
  }

  deny(entries: DenyEntries): void {
    const given = picture(entries, this.#forms.entries);
    this.#ask((core) => core.deny(given));
  }

  async refreshKeys(options?: { readonly signal?: AbortSignalLike | undefined }): Promise<KeysState> {
    const { signal } = readMembers(options, ['signal'], 'argument', 'options_invalid');
    // Not guarded while it is awaited: it rejects by the signal alone, with the caller's own reason.
    return JSON.parse(await untilAborted(signal, () => this.#ask((core) => core.refreshKeys())));
  }

  get keys(): KeysState {
    return JSON.parse(this.#ask((core) => core.keys()));
  }

  dispose(): void {
    const core = this.#core;
    this.#core = undefined;
    if (core && !this.#broken) this.#guarded(() => core.free());
  }

  declare [Symbol.dispose]: () => void;

  /** What every judgment is asked with: of a token that is too long no more than it takes to see that. */
  #given(token: unknown, context: unknown, functions?: Functions) {
    const text = typeof token !== 'string' ? '' : shortened(token, this.#maxTokenLength + 1);
    const host = this.#ambientHost ? locationHost() : undefined;
    return [text, picture(context, this.#forms.context, functions), Date.now() / 1000, host] as const;
  }

  #ask<T>(question: (core: Core) => T): T {
    const core = this.#core;
    if (!core) throw new SymbolonError('disposed', 'This verifier was disposed of.');
    if (this.#broken) throw this.#broken;
    return this.#guarded(() => question(core));
  }

  #guarded<T>(call: () => T): T {
    try {
      return call();
    } catch (thrown) {
      throw this.#error(thrown);
    }
  }

  async #settled(answer: Promise<string>): Promise<string> {
    try {
      return await answer;
    } catch (thrown) {
      throw this.#error(thrown);
    }
  }

  /** The core throws programming errors as text, "code: sentence"; anything else is a failure of the module itself. */
  #error(thrown: unknown): SymbolonError {
    const [, code, sentence] = (typeof thrown === 'string' && /^([a-z_]+): (.*)$/s.exec(thrown)) || [];
    if (code !== undefined && sentence !== undefined) return new SymbolonError(code as ErrorCode, sentence);
    this.#onTrap();
    this.#broken = new SymbolonError('wasm_unavailable', 'The WebAssembly module failed; make a new verifier.', {
      cause: thrown,
    });
    return this.#broken;
  }
}

const shortened = (text: string, length: number): string => (text.length > length ? text.slice(0, length) : text);

/** Where a page or a worker of one is. */
function locationHost(): string | undefined {
  const { location } = globalThis as { location?: { host?: unknown } };
  return typeof location?.host === 'string' ? location.host : undefined;
}

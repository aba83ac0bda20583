import type { Core } from '../../build/wasm/symbolon.js';
import { type AbortSignalLike, untilAborted } from './abort.js';
import { now, wallNow } from './clocks.js';
import type { Code } from './codes.js';
import { type Context, CurrentContext, type Given } from './context.js';
import { type Decision, decisionOf, told } from './decision.js';
import { type ErrorCode, SymbolonError } from './error.js';
import { type Access, FetchedKeys, type Means } from './fetched-keys.js';
import { readMembers } from './members.js';
import { natives } from './natives.js';
import { type Forms, type Functions, noFunctions, picture } from './picture.js';
import { Remembered } from './remembered.js';
import { TokenRoom } from './token-room.js';

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
  /** The option of this name: where the host comes from a request, which anybody can forge, it must be off. */
  readonly allowLoopback: boolean;
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

/** What a verifier gets from its entry. */
export interface Surroundings {
  /** What the core wants to see of what the verifier is given. */
  readonly forms: Forms;
  /** That of the core. */
  readonly memory: WebAssembly.Memory;
  /** Whether `location.host` says where this runs. */
  readonly ambientHost: boolean;
  /** Is told when the module fails. */
  readonly onTrap: () => void;
  /** The means of getting keys, where they are fetched. */
  readonly means: () => Means;
  /** Is used where the context has none. */
  readonly waitUntil: unknown;
}

/** Decides nothing: hands values to the core in Rust, and its answer back. */
export class CoreVerifier implements Verifier {
  #core: Core | undefined;
  #broken: SymbolonError | undefined;
  /** Who uses the core: this verifier until it is disposed of, and work that goes on. */
  #users = 1;
  readonly #around: Surroundings;
  readonly #room: TokenRoom;
  readonly #context = new CurrentContext();
  readonly #remembered = new Remembered();
  /** Where keys are fetched, and until this verifier is disposed of. */
  #fetched: FetchedKeys | undefined;

  /** @param create makes the core */
  constructor(create: () => Core, surroundings: Surroundings) {
    this.#around = surroundings;
    const core = this.#put(create, undefined);
    this.#core = core;
    this.#room = this.#put(() => new TokenRoom(core, surroundings.memory), core);
    const server = this.#put(() => core.keyServer(), core);
    if (server !== undefined) this.#fetched = new FetchedKeys(server, surroundings.means(), this.#access(core));
    // Older engines have no such symbol. Not in a static block, with which bundlers
    // would have to keep this class where nobody uses it.
    if (Symbol.dispose)
      Object.defineProperty(this, Symbol.dispose, { __proto__: null, value: this.dispose } as PropertyDescriptor);
  }

  async verify(token: unknown, context?: Context | null): Promise<Decision> {
    const functions = noFunctions();
    const given = this.#given(context, functions);
    const known = this.#asTold(token, given);
    if (known) return known;
    if (!this.#fetched) return this.#told(token, this.#judged(token, given));
    const waitUntil = functions.waitUntil?.[0] ?? this.#around.waitUntil;
    const answer = this.#fetched.judge((core) => this.#lay(core, token, given), given.asked, waitUntil);
    return this.#told(token, typeof answer === 'string' ? answer : await answer);
  }

  verifySync(token: unknown, context?: Context | null): Decision {
    const given = this.#given(context);
    const known = this.#asTold(token, given);
    if (known) return known;
    return this.#told(
      token,
      this.#fetched
        ? this.#fetched.judgeAtOnce((core) => this.#lay(core, token, given), given.asked)
        : this.#judged(token, given),
    );
  }

  explain(token: unknown, context?: Context | null): Step[] {
    const given = this.#given(context);
    return natives.parse(
      this.#ask((core) => core.explain(this.#lay(core, token, given), given.asked[0], given.asked[1])),
    );
  }

  deny(entries: DenyEntries): void {
    const given = picture(entries, this.#around.forms.entries);
    this.#ask((core) => core.deny(given));
  }

  async refreshKeys(options?: { readonly signal?: AbortSignalLike | undefined }): Promise<KeysState> {
    const { signal } = readMembers(options, ['signal'], 'argument', 'options_invalid');
    const start = async () => this.#fetched?.refresh() ?? this.#state();
    return natives.parse(await untilAborted(signal, start));
  }

  get keys(): KeysState {
    return natives.parse(this.#state());
  }

  get allowLoopback(): boolean {
    return this.#ask((core) => core.allowLoopback);
  }

  dispose(): void {
    if (this.#core) this.#leave(this.#core);
    this.#core = this.#fetched = undefined;
  }

  declare [Symbol.dispose]: () => void;

  #given(context: unknown, functions?: Functions): Given {
    return {
      host: this.#around.ambientHost ? locationHost() : undefined,
      asked: this.#fetched ? now() : wallNow(),
      picture: picture(context, this.#around.forms.context, functions),
    };
  }

  /** Puts token and context before the core. @returns how many octets the token has there */
  #lay(core: Core, token: unknown, given: Given): number {
    this.#context.set(core, given);
    return this.#room.write(token);
  }

  /** The decision on a token that has come before, if it is the one that was told last. */
  #asTold(token: unknown, given: Given): Decision | undefined {
    const known = this.#remembered.of(token);
    if (!known) return undefined;
    const { seat, number } = known.kept!;
    const same = this.#ask((core) => {
      this.#context.set(core, given);
      return core.isAsTold(seat, number, given.asked[0], given.asked[1]);
    });
    return same ? decisionOf(known) : undefined;
  }

  #judged(token: unknown, given: Given): string {
    return this.#ask((core) => core.verify(this.#lay(core, token, given), given.asked[0]));
  }

  #told(token: unknown, answer: string): Decision {
    const read = told(answer);
    this.#remembered.put(token, read);
    return decisionOf(read);
  }

  #state(): string {
    return this.#ask((core) => core.keys(...now()));
  }

  #ask<T>(question: (core: Core) => T): T {
    if (!this.#core) throw new SymbolonError('disposed', 'This verifier was disposed of.');
    return this.#put(question, this.#core);
  }

  #put<T, C>(question: (core: C) => T, core: C): T {
    if (this.#broken) throw this.#broken;
    try {
      return question(core);
    } catch (thrown) {
      throw this.#error(thrown);
    }
  }

  #access(core: Core): Access {
    return {
      ask: (question) => this.#put(question, core),
      during: async (work) => {
        this.#users += 1;
        try {
          return await work;
        } finally {
          this.#leave(core);
        }
      },
    };
  }

  #leave(core: Core): void {
    this.#users -= 1;
    if (this.#users === 0 && !this.#broken) this.#put(() => core.free(), core);
  }

  /** The core throws programming errors as text, "code: sentence"; anything else is a failure of the module itself. */
  #error(thrown: unknown): SymbolonError {
    const [, code, sentence] = (typeof thrown === 'string' && /^([a-z_]+): (.*)$/s.exec(thrown)) || [];
    if (code !== undefined && sentence !== undefined) return new SymbolonError(code as ErrorCode, sentence);
    this.#around.onTrap();
    this.#broken = new SymbolonError('wasm_unavailable', 'The WebAssembly module failed; make a new verifier.', {
      cause: thrown,
    });
    return this.#broken;
  }
}

/** Where a page or a worker of one is. */
function locationHost(): string | undefined {
  const { location } = globalThis as { location?: { host?: unknown } };
  return typeof location?.host === 'string' ? location.host : undefined;
}

import type { Code, Status } from './codes.js';
import { natives } from './natives.js';

/** What was decided about a token. Fresh each time, and deeply frozen. */
export interface Decision {
  /** The kind of answer; a closed list. */
  readonly status: Status;
  /** The reason, stable across versions; new ones may come. */
  readonly code: Code;
  /** One sentence that helps a developer. Never holds the token or a key. */
  readonly message: string;
  /** `status` is `ACTIVE` or `GRACE`. */
  readonly granted: boolean;
  /** `status` is `GRACE`. */
  readonly grace: boolean;
  /** Unix time in seconds from which asking again may give another answer. */
  readonly retryAt?: number;
  /** The `kid` of the key under which the signature held. */
  readonly keyId?: string;
  /** Unix time in seconds at which the license expires; absent: perpetual. */
  readonly expiresAt?: number;
  /** Unix time in seconds at which grace ends. */
  readonly graceEndsAt?: number;
  /** Unix time in seconds at which the assertion ends: fetch a fresh one before. */
  readonly refreshBy?: number;
  /** The claim `sub`. Only when granted. */
  readonly subject?: string;
  /** The claim `plan`. Only when granted. */
  readonly plan?: string;
  /** The claim `features`; empty unless granted. */
  readonly features: string[];
  /** The claim `limits`; empty unless granted. */
  readonly limits: Record<string, number>;
  /** The canonical host, and the first pattern of the token that matched it, as written. Only when granted. */
  readonly domain?: { readonly host: string; readonly pattern: string };
  /** All claims of the token. Only when granted: those of a refused token are not to be acted on. */
  readonly claims?: Record<string, unknown>;

  /** Whether the license is granted and has this feature. */
  has(feature: string): boolean;
  /** The limit of this name: 0 unless granted; `undefined` if granted and not limited. */
  limit(name: string): number | undefined;
  /** Whether the license is granted and `used` does not exceed the limit of this name. */
  within(name: string, used: number): boolean;
  /** What is safe to send to a client, as a plain object. */
  toPublic(): PublicDecision;
  /** The same: so that `JSON.stringify(decision)` is safe, too. */
  toJSON(): PublicDecision;
}

/** The part of a {@link Decision} that is safe to send to a client. */
export type PublicDecision = Pick<
  Decision,
  'status' | 'code' | 'grace' | 'features' | 'plan' | 'expiresAt' | 'graceEndsAt'
>;

// As they are now: pages patch what is global, and some do it to be granted more.
const { defineProperty, freeze, keys, hasOwn } = Object;
const base = Object.prototype;

type Members = Omit<Decision, 'has' | 'limit' | 'within' | 'toPublic' | 'toJSON'>;
type Always = 'status' | 'code' | 'message' | 'granted' | 'grace' | 'features' | 'limits';

/** What is in a decision. Every member is its own, `undefined` if there is none: a page may add to `Object.prototype`. */
export type Told = Pick<Members, Always> & {
  readonly [name in Exclude<keyof Members, Always>]: Members[name] | undefined;
} & {
  /** Where the core keeps it, and by which number. */
  readonly kept: { readonly seat: number; readonly number: number } | undefined;
};

/** A decision as the core tells it: `null` for what there is not. */
type Row = readonly [
  status: Status,
  code: Code,
  message: string,
  keyId: string | null,
  host: string | null,
  pattern: string | null,
  granted: boolean,
  grace: boolean,
  retryAt: number | null,
  expiresAt: number | null,
  graceEndsAt: number | null,
  refreshBy: number | null,
  seat: number | null,
  number: number | null,
  claims: Record<string, unknown> | null,
];

/** Reads the JSON text of a decision, which leaves to its claims what they say as they stand. Deeply frozen. */
export function told(json: string): Told {
  // Not by iteration, which is global, too.
  const row: Row = natives.parse(json);
  const host = row[4];
  const pattern = row[5];
  const seat = row[12];
  const number = row[13];
  const claims = row[14] ?? undefined;
  if (claims) frozen(claims);
  const claim = (name: string) => (claims && hasOwn(claims, name) ? claims[name] : undefined);
  return {
    status: row[0],
    code: row[1],
    message: row[2],
    granted: row[6],
    grace: row[7],
    retryAt: row[8] ?? undefined,
    keyId: row[3] ?? undefined,
    expiresAt: row[9] ?? undefined,
    graceEndsAt: row[10] ?? undefined,
    refreshBy: row[11] ?? undefined,
    subject: claim('sub') as string | undefined,
    plan: claim('plan') as string | undefined,
    features: (claim('features') as string[] | undefined) ?? (freeze([]) as unknown as string[]),
    limits: (claim('limits') as Record<string, number> | undefined) ?? freeze({}),
    domain: host !== null && pattern !== null ? freeze({ host, pattern }) : undefined,
    claims,
    kept: seat !== null && number !== null ? { seat, number } : undefined,
  };
}

/** The decision, for one who asks: it shares what is in it with others, and is frozen. */
export function decisionOf(told: Told): Decision {
  from = told;
  return freeze(new Answer());
}

/** What the members of an answer are taken from. */
let from: Told;

/** What JSON text held, deeply frozen. */
function frozen<T extends object>(value: T): T {
  const names = keys(value);
  for (let i = 0; i < names.length; i++) {
    const member = value[names[i] as keyof T];
    if (typeof member === 'object' && member !== null) frozen(member);
  }
  return freeze(value);
}

/** Defined, where an assignment would find a setter on `Object.prototype`, or a member that cannot be written. */
function defineAll<T extends object>(answer: object, members: T): void {
  const names = keys(members);
  for (let i = 0; i < names.length; i++) {
    const value = members[names[i] as keyof T];
    const descriptor = { __proto__: null, value, enumerable: true };
    if (value !== undefined) defineProperty(answer, names[i]!, descriptor as PropertyDescriptor);
  }
}

/**
 * Member by member, which engines know to do fast. What every decision has are
 * fields: they are defined, not assigned, so that no setter on
 * `Object.prototype` can have what grants or refuses.
 */
class Answer implements Decision {
  /** In every build, for those who print one. Not a field: see `SymbolonError`. */
  static get name(): string {
    return 'Decision';
  }

  readonly status = from.status;
  readonly code = from.code;
  readonly message = from.message;
  readonly granted = from.granted;
  readonly grace = from.grace;
  readonly features = from.features;
  readonly limits = from.limits;
  declare readonly retryAt?: number;
  declare readonly keyId?: string;
  declare readonly expiresAt?: number;
  declare readonly graceEndsAt?: number;
  declare readonly refreshBy?: number;
  declare readonly subject?: string;
  declare readonly plan?: string;
  declare readonly domain?: NonNullable<Decision['domain']>;
  declare readonly claims?: Record<string, unknown>;

  constructor() {
    const { retryAt, keyId, expiresAt, graceEndsAt, refreshBy, subject, plan, domain, claims } = from;
    if (
      'retryAt' in base ||
      'keyId' in base ||
      'expiresAt' in base ||
      'graceEndsAt' in base ||
      'refreshBy' in base ||
      'subject' in base ||
      'plan' in base ||
      'domain' in base ||
      'claims' in base
    ) {
      defineAll(this, { retryAt, keyId, expiresAt, graceEndsAt, refreshBy, subject, plan, domain, claims });
      return;
    }
    if (retryAt !== undefined) this.retryAt = retryAt;
    if (keyId !== undefined) this.keyId = keyId;
    if (expiresAt !== undefined) this.expiresAt = expiresAt;
    if (graceEndsAt !== undefined) this.graceEndsAt = graceEndsAt;
    if (refreshBy !== undefined) this.refreshBy = refreshBy;
    if (subject !== undefined) this.subject = subject;
    if (plan !== undefined) this.plan = plan;
    if (domain !== undefined) this.domain = domain;
    if (claims !== undefined) this.claims = claims;
  }

  has(feature: string): boolean {
    // There are none unless it is granted. Not by Array.prototype.includes, either.
    for (let i = 0; i < this.features.length; i++) if (this.features[i] === feature) return true;
    return false;
  }

  limit(name: string): number | undefined {
    if (!this.granted) return 0;
    return hasOwn(this.limits, name) ? this.limits[name] : undefined;
  }

  within(name: string, used: number): boolean {
    const limit = this.limit(name) ?? Number.POSITIVE_INFINITY;
    return this.granted && typeof used === 'number' && used <= limit;
  }

  toPublic(): PublicDecision {
    const { status, code, grace, features, plan, expiresAt, graceEndsAt } = this;
    return {
      status,
      code,
      grace,
      features: [...features],
      ...(plan !== undefined && { plan }),
      ...(expiresAt !== undefined && { expiresAt }),
      ...(graceEndsAt !== undefined && { graceEndsAt }),
    };
  }

  toJSON(): PublicDecision {
    return this.toPublic();
  }
}

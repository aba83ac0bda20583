/** Patches of what is global, for as long as a call takes. */

// What this needs itself, as it is before anything is patched.
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { deleteProperty, ownKeys } = Reflect;

/** A member of something global, by its name for people. */
export interface Target {
  name: string;
  owner: object;
  key: PropertyKey;
}

/** What came of a call: a result, or what was thrown. */
export type Came<T> = { result: T } | { thrown: unknown };

/** All members of an object that are functions or getters and may be replaced. */
export function membersOf(name: string, owner: object | undefined): Target[] {
  if (!owner) return [];
  return ownKeys(owner)
    .filter((key) => {
      const member = getOwnPropertyDescriptor(owner, key)!;
      const isCallable = typeof member.value === 'function' || member.get !== undefined;
      return member.configurable && isCallable && key !== 'constructor' && key !== '__proto__';
    })
    .map((key) => ({ name: `${name}.${String(key)}`, owner, key }));
}

/** Makes a call while something else is in the place of a member, and nothing else happens. */
export function under<T>({ owner, key }: Target, replacement: unknown, call: () => T): Came<T> {
  const native = getOwnPropertyDescriptor(owner, key);
  const patched =
    native?.get !== undefined
      ? { get: replacement as () => unknown, set: native.set, configurable: true, enumerable: native.enumerable }
      : { value: replacement, writable: true, configurable: true, enumerable: native?.enumerable ?? true };
  defineProperty(owner, key, patched as PropertyDescriptor);
  try {
    return { result: call() };
  } catch (thrown) {
    return { thrown };
  } finally {
    if (native) defineProperty(owner, key, native);
    else deleteProperty(owner, key);
  }
}

/** The same for a member that reads as one value whatever is written there. */
export function polluted<T>(key: PropertyKey, value: unknown, call: () => T): T {
  const owner = Object.prototype;
  // A plain object here would inherit what is about to be added.
  const accessor = Object.assign(Object.create(null), { get: () => value, set() {}, configurable: true });
  defineProperty(owner, key, accessor);
  try {
    return call();
  } finally {
    deleteProperty(owner, key);
  }
}

/** What a test needs where no test framework runs: to count, to compare, to fail with a reason. */

export interface Outcome {
  passed: number;
  failures: { name: string; message: string }[];
}

export type Test = (name: string, body: () => unknown) => Promise<void>;

/** A recorder of tests: each body that ends without throwing has passed. */
export function recorder(): { outcome: Outcome; test: Test } {
  const outcome: Outcome = { passed: 0, failures: [] };
  const test: Test = async (name, body) => {
    try {
      await body();
      outcome.passed += 1;
    } catch (error) {
      const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      outcome.failures.push({ name, message });
    }
  };
  return { outcome, test };
}

export class Failure extends Error {
  override name = 'Failure';
}

export function expect(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Failure(message);
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Equal as JSON is: own members, whatever the prototype; 0 is -0. */
export function same(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return a === b;
  const names = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && same(a[name], b[name]))
  );
}

export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  if (!same(actual, expected)) throw new Failure(`${what} is ${shown(actual)}, not ${shown(expected)}`);
}

export function shown(value: unknown): string {
  const text = typeof value === 'string' || isObject(value) ? JSON.stringify(value) : String(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/** The error that a call throws, or that its promise rejects with. */
export async function thrownBy(call: () => unknown): Promise<unknown> {
  let result: unknown;
  try {
    result = await call();
  } catch (error) {
    return error;
  }
  throw new Failure(`nothing was thrown; there was ${shown(result)}`);
}

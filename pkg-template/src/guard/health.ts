import type { KeysState, Verifier } from '../verifier.js';

/** For a status route: whether licenses can be judged. */
export interface Health {
  /** `pass`: yes. `warn`: yes, by keys that could not be refreshed in time. `fail`: no. */
  readonly status: 'pass' | 'warn' | 'fail';
  /** The status for the answer of the route. */
  readonly httpStatus: 200 | 503;
  /** What may be shown of the keys: how many there are, how old in seconds, and until when (Unix time) they will do. */
  readonly keys: Pick<KeysState, 'source' | 'freshness' | 'age' | 'usableUntil' | 'retryAt'> & {
    readonly count: number;
  };
}

const STATUSES = { fresh: 'pass', stale: 'warn', unavailable: 'fail' } as const;

/**
 * How a verifier is. One whose keys are fetched, and that has none, asks for them first, as rarely as it may.
 *
 * @throws {SymbolonError} `disposed`, `wasm_unavailable`
 */
export async function healthCheck(verifier: Pick<Verifier, 'keys' | 'refreshKeys'>): Promise<Health> {
  const { keys } = verifier;
  const { source, freshness, age, usableUntil, retryAt, thumbprints } =
    keys.freshness === 'unavailable' ? await verifier.refreshKeys() : keys;
  const status = STATUSES[freshness];
  const known = Object.entries({ age, usableUntil, retryAt }).filter(([, value]) => value !== undefined);
  return {
    status,
    httpStatus: status === 'fail' ? 503 : 200,
    keys: { source, freshness, count: thumbprints.length, ...Object.fromEntries(known) },
  };
}

/** What an import in production is answered with. */
export const REFUSAL =
  'symbolon/testing signs licenses with keys that anybody can make: it is for tests, and must not be in production. ' +
  'Look for who imports it.';

/** Throws where NODE_ENV says that this is production; bundlers put its value there. */
export function refuseProduction(): void {
  if (isProduction()) throw new Error(REFUSAL);
}

function isProduction(): boolean {
  try {
    return process.env.NODE_ENV === 'production';
  } catch {
    // There is no `process`, and nobody has put a value there.
    return false;
  }
}

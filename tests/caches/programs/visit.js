/**
 * What a program does with a cache: one task, in whatever runtime this was
 * imported, and what came of it as plain data.
 */
const deeds = {
  set: ({ cache, value }) => cache.set(value),
  async get({ cache }) {
    const got = await cache.get();
    return typeof got === 'string' ? JSON.parse(got) : got;
  },
  async verify({ createVerifier, cache, keys, license, now }) {
    const events = [];
    const verifier = await createVerifier({
      keys: { cache, ...keys },
      issuer: license.issuer,
      audience: null,
      onEvent: (event) => events.push(event),
    });
    const { status, code } = await verifier.verify(license.token, { host: license.host, now });
    return { status, code, events };
  },
};

/**
 * @param {{ createVerifier: Function }} symbolon
 * @param {object} cache
 * @param {{ deed: 'get' | 'set' | 'verify', later?: number }} task `later`: how many seconds the clock is ahead; the license
 *   itself is judged in time
 * @returns {Promise<{ result?: any, error?: string }>}
 */
export async function visit({ createVerifier }, cache, { deed, later = 0, ...task }) {
  const now = Date.now;
  Date.now = () => now() + later * 1000;
  try {
    return { result: (await deeds[deed]({ createVerifier, cache, now: now() / 1000, ...task })) ?? null };
  } catch (error) {
    return { error: String(error) };
  } finally {
    Date.now = now;
  }
}

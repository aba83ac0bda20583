/** What the cases have in common: licenses, and what pages show. */
import { DAY, jwk, license, NOW } from '../../issuer.mjs';

export const keys = { jwk };
export const good = license({ jti: '7' });
export const expired = license({ exp: NOW - DAY });

/** What a page shows when it has been sent by a server, too. */
export const open = (status) => ['The page', status, 'Export'];
export const closed = (status) => ['The page', status, 'Upgrade'];

/** A page with a verifier whose keys are at hand. */
export async function ready(page, options) {
  await page.open();
  await page.do('make', 'own', { keys, ...options });
}

/** Nobody asks it on a server: what it says would be seen. */
const decision = { status: 'UNKNOWN', code: 'license_status_unknown', granted: false, has: () => false };
export const judge = { verify: async () => decision, verifySync: () => decision };

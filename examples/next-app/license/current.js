// The license of whoever asks for a page.
import { cookies } from 'next/headers';
import { cache } from 'react';
import { COOKIE } from './cookie.js';
import { site, verifier } from './verifier.js';

/** Judged once for each request, however many components ask. */
export const currentLicense = cache(async () => {
  const token = (await cookies()).get(COOKIE.name)?.value;
  return { token, decision: await verifier.verify(token, { host: site }) };
});

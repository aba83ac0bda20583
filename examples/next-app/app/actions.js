'use server';
import { cookies } from 'next/headers';
import { COOKIE } from '../license/cookie.js';

/** Keeps what was pasted, whatever it is: it is judged wherever it counts. */
export async function keepLicense(form) {
  (await cookies()).set({ ...COOKIE, value: String(form.get('license')).trim() });
}

export async function forgetLicense() {
  (await cookies()).delete(COOKIE.name);
}

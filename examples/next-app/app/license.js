'use client';
// What the page itself knows of the license: it goes on from what the server said, and notices when the time runs out.
import { createVerifier, presets } from 'symbolon';
import { LicenseProvider, useLicense } from 'symbolon/react';

/** On the server there is none: what is rendered there was judged there. */
const verifier =
  typeof window === 'undefined'
    ? undefined
    : createVerifier({
        ...presets.domainLicense,
        keys: { jwksUri: process.env.NEXT_PUBLIC_LICENSE_JWKS_URI },
        issuer: process.env.NEXT_PUBLIC_LICENSE_ISSUER,
        audience: null,
      });

export function License({ token, children }) {
  return (
    <LicenseProvider verifier={verifier} token={token}>
      {children}
    </LicenseProvider>
  );
}

const sentences = {
  ACTIVE: 'Your license is active.',
  GRACE: 'Your license has expired. It goes on working for a few days: please renew it.',
  EXPIRED: 'Your license has expired.',
  DEGRADED: 'Your license could not be checked. Please try again later.',
};

/** @param {{ judged: import('symbolon').PublicDecision }} props what the server said, until the page knows by itself */
export function Status({ judged }) {
  const { status, decision } = useLicense();
  const { status: last, code } = status === 'pending' ? judged : (decision ?? judged);
  if (code === 'token_missing') return <p role="status">You have no license yet.</p>;
  return <p role="status">{sentences[last] ?? 'Your license is not valid here.'}</p>;
}

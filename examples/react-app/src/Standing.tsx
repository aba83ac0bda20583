import type { License } from 'symbolon/react';
import { useLicense } from 'symbolon/react';

const sentences: Partial<Record<License['status'], string>> = {
  pending: 'Checking the license …',
  failed: 'This browser cannot check licenses.',
  ACTIVE: 'Your license is active.',
  GRACE: 'Your license is to be renewed.',
  EXPIRED: 'Your license has expired.',
  DEGRADED: 'The vendor cannot be reached. This page goes on trying.',
};

/** Where the license stands, in one sentence. */
export function Standing() {
  const { status, decision } = useLicense();
  const sentence = decision?.code === 'token_missing' ? 'You have no license yet.' : sentences[status];
  return (
    <div className="standing">
      <p role="status">{sentence ?? 'Your license is not valid here.'}</p>
      {decision?.plan && <p>Plan: {decision.plan}</p>}
    </div>
  );
}

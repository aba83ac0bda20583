// What TypeScript cannot know by itself.
import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { NoticeElement } from 'symbolon/notice';

declare global {
  interface ImportMetaEnv {
    readonly LICENSE_ISSUER: string;
    readonly LICENSE_JWKS_URI: string;
  }
}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'symbolon-notice': DetailedHTMLProps<HTMLAttributes<NoticeElement>, NoticeElement> & {
        days?: number;
        decision?: NoticeElement['decision'];
      };
    }
  }
}

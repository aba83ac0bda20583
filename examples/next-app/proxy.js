// Before files that Next.js serves by itself, there is nobody else to ask.
import { NextResponse } from 'next/server';
import { guard } from 'symbolon/fetch';
import { COOKIE } from './license/cookie.js';
import { site, verifier } from './license/verifier.js';

const licensed = guard({
  verifier,
  hostFrom: site,
  tokenFrom: { cookie: COOKIE.name },
  require: { features: ['export'] },
});

export const proxy = licensed(() => NextResponse.next());

export const config = { matcher: '/downloads/:path*' };

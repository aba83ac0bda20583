import type { UrlLike } from '../context.js';
import type { GuardRequest } from './request.js';

/**
 * Which site a token must be bound to.
 *
 * A server that its customer runs stands for one site: name it. A vendor's own edge, which many
 * customers' pages call, binds the site that calls: `'origin'`. Browsers tell the truth in both
 * `Host` and `Origin`; anything else can write there what it likes.
 */
export type HostFrom<Native> =
  /** The field `Host`, or `:authority`; behind a trusted proxy the field `X-Forwarded-Host`, if there is one. */
  | 'host'
  /** The host of the field `Origin` (RFC 6454 section 7), of an http or https page. */
  | 'origin'
  /** This site, whoever asks. */
  | (string & {})
  | UrlLike
  | ((request: Native) => Site | Promise<Site>);

type Site = string | UrlLike | null | undefined;

/** Whether a request's proxy may be believed: always, or asked for each, as by the address of its peer. */
export type TrustProxy<Native> = boolean | ((request: Native) => boolean);

/** What is read of a request can be forged by whoever makes it. */
export const isForgeable = (from: unknown): boolean =>
  from === 'host' || from === 'origin' || typeof from === 'function';

/** The host for the context of a judgment. */
export async function hostOf<Native>(
  request: GuardRequest<Native>,
  from: HostFrom<Native> | undefined,
  trustProxy: TrustProxy<Native>,
): Promise<Site> {
  if (typeof from === 'function') return from(request.native);
  if (from === 'origin') return originHost(request.header('origin'));
  if (from !== 'host') return from;
  const forwarded = request.header('x-forwarded-host');
  const trusted = typeof trustProxy === 'function' ? trustProxy(request.native) === true : trustProxy;
  return joined(trusted && forwarded.length > 0 ? forwarded : request.header('host'));
}

/** Several values are none that the core could take for a host. */
const joined = (values: readonly string[]): string | undefined => (values.length > 0 ? values.join(', ') : undefined);

function originHost(values: readonly string[]): string | undefined {
  const text = joined(values);
  try {
    const { protocol, origin, host } = new URL(text!);
    if (origin === text && (protocol === 'https:' || protocol === 'http:')) return host;
  } catch {
    // An opaque origin, or none at all.
  }
  return undefined;
}

'use client';
// `symbolon/react`: what a page shows by its license.
import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import type { UrlLike } from '../context.js';
import type { Decision } from '../decision.js';
import { SymbolonError } from '../error.js';
import type { Judge, License } from '../license/license.js';
import { LicenseStore } from '../license/store.js';

export type { Judge, License };

export interface LicenseProviderProps {
  /** Who judges, or the promise of that. Make it once, outside of all components; `undefined`: there is none yet. */
  readonly verifier: Judge | PromiseLike<Judge> | null | undefined;
  /** The license token. */
  readonly token: string | null | undefined;
  /** Which site the token must be bound to. Default: the verifier's, which is `location.host`. */
  readonly host?: string | UrlLike | undefined;
  /** This device, for tokens that are bound to one. */
  readonly hardwareId?: string | undefined;
  /** Unix time in seconds. Default: the system clock. */
  readonly now?: (() => number) | undefined;
  /** Is told why there is no verifier, or what a verifier has thrown: a mistake in the program. Default: `console.error`. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
  readonly children?: ReactNode;
}

const Store = createContext<LicenseStore | undefined>(undefined);

/**
 * Gives what is below it a license. Always renders its children.
 *
 * A verifier with its keys at hand decides while the page is rendered for the first time. After that a decision is made
 * anew when the token is another, when its time runs out, and when a page becomes visible again.
 *
 * @example
 * const verifier = createVerifier({ ...presets.domainLicense, keys, issuer, audience: null });
 * createRoot(root).render(
 *   <LicenseProvider verifier={verifier} token={localStorage.getItem('license')}>
 *     <App />
 *   </LicenseProvider>,
 * );
 */
export function LicenseProvider(props: LicenseProviderProps): ReactElement {
  const { verifier, token, host, hardwareId, now, onError, children } = props;
  const functions = useRef({ now, onError });
  useEffect(() => {
    functions.current = { now, onError };
  });
  const name = typeof host === 'object' ? host.host : host;
  const store = useMemo(
    () => new LicenseStore({ verifier, token, host: name, hardwareId, functions: () => functions.current }),
    [verifier, token, name, hardwareId],
  );
  return createElement(Store.Provider, { value: store }, children);
}

/**
 * The license of the {@link LicenseProvider} above.
 *
 * @example
 * const { status, decision, refresh } = useLicense();
 * if (status === 'GRACE') return <Reminder until={decision.graceEndsAt} />;
 *
 * @throws {SymbolonError} `context_invalid` where there is no provider
 */
export function useLicense(): License {
  const store = useContext(Store);
  if (!store) throw new SymbolonError('context_invalid', 'There is no <LicenseProvider> above this component.');
  return useSyncExternalStore(store.subscribe, store.current, () => store.pending);
}

export interface LicensedProps {
  /** What the license must have. Default: nothing, so that any license will do that is granted. */
  readonly feature?: string | undefined;
  /** The last word on a license that is granted, as `(decision) => decision.within('seats', seats)`. */
  readonly when?: ((decision: Decision) => boolean) | undefined;
  /** What is there instead, which may say why: `({ status }) => …`. Default: nothing. */
  readonly fallback?: ReactNode | ((license: License) => ReactNode);
  /** What is there until there is a decision, and on servers. Default: the children. */
  readonly pending?: ReactNode;
  readonly children?: ReactNode;
}

/**
 * Its children where the license allows them, else the fallback.
 *
 * Until there is a decision the children are there, on servers, too: who must not have them must not be sent them, which
 * is for your server to decide.
 *
 * @example
 * <Licensed feature="export" fallback={<Upgrade />}>
 *   <ExportButton />
 * </Licensed>
 */
export function Licensed({ feature, when, fallback, children, pending = children }: LicensedProps): ReactNode {
  const license = useLicense();
  const { status, decision } = license;
  if (status === 'pending') return pending;
  const allowed =
    decision?.granted === true &&
    (feature === undefined || decision.has(feature)) &&
    (when === undefined || when(decision) === true);
  if (allowed) return children;
  return typeof fallback === 'function' ? fallback(license) : fallback;
}

// `symbolon/vue`: what a page shows by its license.
import {
  type ComputedRef,
  computed,
  getCurrentInstance,
  type InjectionKey,
  inject,
  type MaybeRefOrGetter,
  onMounted,
  provide,
  type ShallowRef,
  shallowRef,
  ssrContextKey,
  toRaw,
  toValue,
  watch,
} from 'vue';
import type { UrlLike } from '../context.js';
import { SymbolonError } from '../error.js';
import type { Judge, License } from '../license/license.js';
import { LicenseStore } from '../license/store.js';

export type { Judge, License };

/** What is judged, and by whom. What may be a ref or a getter is followed. */
export interface LicenseSubject {
  /** Who judges, or the promise of that. Make it once, outside of all components; `undefined`: there is none yet. */
  readonly verifier: MaybeRefOrGetter<Judge | PromiseLike<Judge> | null | undefined>;
  /** The license token. */
  readonly token: MaybeRefOrGetter<string | null | undefined>;
  /** Which site the token must be bound to. Default: the verifier's, which is `location.host`. */
  readonly host?: MaybeRefOrGetter<string | UrlLike | undefined>;
  /** This device, for tokens that are bound to one. */
  readonly hardwareId?: MaybeRefOrGetter<string | undefined>;
  /** Unix time in seconds. Default: the system clock. */
  readonly now?: (() => number) | undefined;
  /** Is told why there is no verifier, or what a verifier has thrown: a mistake in the program. Default: `console.error`. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

const provided: InjectionKey<ShallowRef<LicenseStore>> = Symbol('symbolon');

/**
 * Gives a license to what is below the component that calls this in its `setup`, and to that component.
 *
 * A verifier with its keys at hand decides before the first rendering. After that a decision is made anew when the token
 * is another, when its time runs out, and when a page becomes visible again, until the component is unmounted. On
 * servers, and in a page from one until it is mounted, nothing is judged: the status is `'pending'`.
 *
 * @example
 * const verifier = createVerifier({ ...presets.domainLicense, keys, issuer, audience: null });
 * const token = ref(localStorage.getItem('license'));
 * const license = provideLicense({ verifier, token });
 *
 * @returns what {@link useLicense} returns below
 * @throws {SymbolonError} `context_invalid` outside of `setup`; nothing is thrown later
 */
export function provideLicense(subject: LicenseSubject): ComputedRef<License> {
  if (!getCurrentInstance()) throw new SymbolonError('context_invalid', 'Call provideLicense() in a setup function.');
  // A proxy would keep a verifier from what is private to it.
  const verifier = computed(() => toRaw(toValue(subject.verifier)));
  const token = computed(() => toValue(subject.token));
  const hardwareId = computed(() => toValue(subject.hardwareId));
  const host = computed(() => {
    const site = toValue(subject.host);
    return typeof site === 'object' ? site.host : site;
  });
  const made = () =>
    new LicenseStore({
      verifier: verifier.value,
      token: token.value,
      host: host.value,
      hardwareId: hardwareId.value,
      functions: () => subject,
    });
  const store = shallowRef(made());
  // Not computed: Vue 3.3 would make another for a getter that comes to the same.
  watch([verifier, token, host, hardwareId], () => (store.value = made()), { flush: 'sync' });
  provide(provided, store);
  return licenseOf(store);
}

/**
 * The license that {@link provideLicense} gives in a component above.
 *
 * @example
 * const license = useLicense();
 * // <button v-if="license.has('export')">Export</button>
 * // <p v-if="license.status === 'GRACE'">Renew by {{ license.decision.graceEndsAt }}</p>
 *
 * @returns read-only; another license whenever something has changed
 * @throws {SymbolonError} `context_invalid` where no component above gives one, and outside of `setup`
 */
export function useLicense(): ComputedRef<License> {
  const store = inject(provided, undefined);
  if (!store) throw new SymbolonError('context_invalid', 'No component above this one has called provideLicense().');
  return licenseOf(store);
}

function licenseOf(store: ShallowRef<LicenseStore>): ComputedRef<License> {
  // An element is there before the setup of what comes to life alone.
  const isFromServer = inject(ssrContextKey, undefined) !== undefined || getCurrentInstance()?.vnode.el;
  /** Counts what is new; 0: what servers send. */
  const version = shallowRef(isFromServer ? 0 : 1);
  onMounted(() => {
    version.value ||= 1;
    const follow = (store: LicenseStore) => store.subscribe(() => (version.value += 1));
    watch(store, (store, _, onCleanup) => onCleanup(follow(store)), { immediate: true });
  });
  return computed(() => (version.value === 0 ? store.value.pending : store.value.current()));
}

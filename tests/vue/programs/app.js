/** What is shown, by servers and by pages: where the license stands, and what is licensed. */
import { provideLicense, useLicense } from 'symbolon/vue';
import { h, Suspense, toRef } from 'vue';

/** Every status that was rendered, in order. */
export const rendered = [];

/** That of the last rendering, for who wants to refresh, and that of the component that provides it. */
export const last = {};

const Shown = {
  props: ['turn'],
  setup() {
    const license = useLicense();
    return () => {
      rendered.push(license.value.status);
      last.license = license.value;
      return h('p', { id: 'status' }, license.value.status);
    };
  },
};

const Export = {
  setup() {
    const license = useLicense();
    return () =>
      license.value.status === 'pending' || license.value.has('export')
        ? h('button', { type: 'button' }, 'Export')
        : h('p', { id: 'fallback' }, 'Upgrade');
  },
};

/** Shown by who comes late, too. */
export const Late = {
  setup() {
    const license = useLicense();
    return () => h('p', `Late: ${license.value.status}`);
  },
};

/** How a program may say what is judged. */
const subjects = {
  getters: (given) => ({
    ...given.provider,
    verifier: () => given.provider.verifier,
    // Another reason to ask, and the same answer.
    token: () => [given.turn, given.provider.token][1],
    host: () => given.provider.host,
  }),
  refs: ({ provider }) => ({
    ...provider,
    verifier: toRef(provider, 'verifier'),
    token: toRef(provider, 'token'),
    host: toRef(provider, 'host'),
  }),
  reactive: ({ provider }) => provider,
};

const Page = {
  props: ['given'],
  setup({ given }) {
    last.provided = provideLicense(subjects[given.as ?? 'getters'](given));
    return () => [h('h1', 'The page'), h(Shown, { turn: given.turn }), h(Export), given.inner ? h(given.inner) : null];
  },
};

/** @type {{ props: { given: { provider: object, as?: string, suspense?: boolean, inner?: object, turn?: number, left?: boolean } } }} */
export const App = {
  props: ['given'],
  setup({ given }) {
    const page = () => h(Page, { given });
    const waiting = () => h('p', 'Loading');
    return () => {
      if (given.left) return null;
      return given.suspense ? h(Suspense, null, { default: page, fallback: waiting }) : page();
    };
  },
};

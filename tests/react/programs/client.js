/** In a page: `stage`, by which tests do what a program would. */
import { createElement as h, lazy } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { defineNotice } from 'symbolon/notice';
import { useLicense } from 'symbolon/react';
import { App, last, rendered } from './app.js';
import { createVerifier } from './web.js';

const root = document.getElementById('root');
const verifiers = {};
const counts = { verify: 0, verifySync: 0 };
const errors = [];
let given = {};
let mounted;

/** What a verifier is asked is counted. */
function counted(verifier) {
  return {
    keys: verifier.keys,
    verify: (...args) => {
      counts.verify += 1;
      return verifier.verify(...args);
    },
    verifySync: (...args) => {
      counts.verifySync += 1;
      return verifier.verifySync(...args);
    },
  };
}

/** A component that is not there yet, and the means to let it come. */
function late() {
  let come;
  const Late = lazy(
    () =>
      new Promise((resolve) => {
        come = () => resolve({ default: () => h('p', null, 'Late') });
      }),
  );
  return { element: h(Late), come: () => come() };
}

const specials = {
  /** Says of every token what it is told to, when it is told to. */
  manual() {
    const asked = [];
    verifiers.manual = { verify: () => new Promise((resolve) => asked.push(resolve)) };
    stage.answer = (at, status) => asked[at]({ status, code: status, granted: status === 'ACTIVE', has: () => true });
    stage.asked = () => asked.length;
  },
  failing() {
    verifiers.failing = Promise.reject(new Error('no WebAssembly'));
    // Handled already, for the page is rendered a good while later.
    verifiers.failing.catch(() => {});
  },
  throwing() {
    const thrown = () => {
      throw new Error('disposed');
    };
    verifiers.throwing = { verify: async () => thrown(), verifySync: thrown };
  },
};

const inners = {
  late() {
    const { element, come } = late();
    stage.come = come;
    return element;
  },
};

const stage = {
  counts,
  rendered,
  errors,
  /** Makes a verifier of this name; `promised`: the promise of one. */
  async make(name, { promised = false, remote, ...options } = {}) {
    if (specials[name]) return specials[name]();
    const keys = remote && {
      jwksUri: 'https://licenses.example.com/jwks',
      fetch: async () => {
        if (!stage.online) throw new TypeError('no network');
        return new Response(JSON.stringify(remote), { headers: { 'content-type': 'application/json' } });
      },
    };
    const making = createVerifier({
      issuer: null,
      audience: null,
      clockTolerance: 0,
      ...options,
      ...(keys && { keys }),
    });
    stage.verifier = making;
    verifiers[name] = promised ? making.then(counted) : counted(await making);
  },
  online: true,
  deny: async (entries) => (await stage.verifier).deny(entries),
  refresh: () => last.license.refresh(),
  /** Renders the page with these laid over what it was given before, and says what is there at once. */
  show({ verifier, token, inner, hydrate, fallbackSays, ...more }) {
    given = {
      ...given,
      ...more,
      provider: {
        host: 'app.example.com',
        ...given.provider,
        ...(verifier !== undefined && { verifier: verifiers[verifier] }),
        ...(token !== undefined && { token }),
        // Others at each rendering, as many programs have it.
        now: () => Date.now() / 1000,
        onError: (error) => errors.push(error.message),
      },
      ...(inner && { inner: inners[inner]() }),
      ...(fallbackSays && { licensed: { fallback: ({ status }) => h('p', { id: 'fallback' }, `No: ${status}`) } }),
    };
    const tree = h(App, given);
    if (hydrate) mounted = hydrateRoot(root, tree, { onRecoverableError: (error) => errors.push(error.message) });
    else
      flushSync(() => {
        mounted ??= createRoot(root);
        mounted.render(tree);
      });
    return stage.there();
  },
  /** What is there, line by line. */
  there: () =>
    [...root.querySelectorAll('h1, p, button')]
      .filter((each) => each.checkVisibility())
      .map((each) => each.textContent),
  unmount() {
    flushSync(() => mounted.unmount());
    mounted = undefined;
  },
  visible(state) {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
    document.dispatchEvent(new Event('visibilitychange'));
  },
  withoutProvider() {
    const Bare = () => h('p', null, useLicense().status);
    const caught = [];
    const options = { onUncaughtError: (error) => caught.push(error.code) };
    try {
      flushSync(() => createRoot(root, options).render(h(Bare)));
    } catch (error) {
      caught.push(error.code);
    }
    return caught;
  },
  defineNotice,
};

globalThis.stage = stage;

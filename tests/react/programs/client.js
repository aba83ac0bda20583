/** In a page: the stage, with React. */
import { createElement as h, lazy } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { defineNotice } from 'symbolon/notice';
import { useLicense } from 'symbolon/react';
import { App, last, rendered } from './app.js';
import { errors, root, stage, verifiers } from './stage.js';

let given = {};
let mounted;

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

const inners = {
  late() {
    const { element, come } = late();
    stage.come = come;
    return element;
  },
};

Object.assign(stage, {
  rendered,
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
  unmount() {
    flushSync(() => mounted.unmount());
    mounted = undefined;
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
});

globalThis.stage = stage;

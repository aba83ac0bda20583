/** In a page: the stage, with Vue. */
import { provideLicense, useLicense } from 'symbolon/vue';
import { createApp, createSSRApp, defineAsyncComponent, nextTick, ref, shallowReactive } from 'vue';
import { errors, root, stage, verifiers } from '../../react/programs/stage.js';
import { App, Late, last, rendered } from './app.js';

const provider = shallowReactive({
  verifier: undefined,
  token: undefined,
  host: 'app.example.com',
  now: () => Date.now() / 1000,
  onError: (error) => errors.push(error.message),
});
const given = shallowReactive({ provider, turn: 0 });
let app;

/** Components that are not there before `stage.come()`. */
const inners = {
  suspended: (coming) => ({
    async setup() {
      const rendering = Late.setup();
      await coming;
      return rendering;
    },
  }),
  late: (coming) => defineAsyncComponent({ loader: () => coming.then(() => Late), suspensible: false }),
};

Object.assign(stage, {
  rendered,
  refresh: () => last.license.refresh(),
  /** What the component has that provides the license. */
  provided: () => last.provided.value.status,
  /** Renders the page with these laid over what it was given before, and says what is there at once. */
  async show({ verifier, token, host, inner, hydrate, ...more }) {
    if (verifier !== undefined) provider.verifier = verifiers[verifier];
    if (token !== undefined) provider.token = token;
    if (host !== undefined) provider.host = host;
    if (inner) {
      const coming = new Promise((resolve) => {
        stage.come = resolve;
      });
      given.inner = inners[inner](coming);
    }
    Object.assign(given, more, { left: false, turn: given.turn + 1 });
    if (!app) {
      app = (hydrate ? createSSRApp : createApp)(App, { given });
      app.mount(root);
    }
    await nextTick();
    return stage.there();
  },
  /** The component that provides the license goes, and what is around it stays. */
  async unmount() {
    given.left = true;
    await nextTick();
  },
  /** What is read in the same breath. */
  given(token) {
    provider.token = token;
    return last.provided.value.status;
  },
  /** Lets Vue make what it likes of a verifier. */
  async makeReactive() {
    verifiers.reactive = ref(await stage.verifier).value;
  },
  astray() {
    const caught = [];
    const trying = (work) => {
      try {
        work();
      } catch (error) {
        caught.push(error.code);
      }
    };
    trying(() => provideLicense(provider));
    trying(() => useLicense());
    const setup = () => {
      trying(() => useLicense());
      return () => null;
    };
    createApp({ setup }).mount(document.createElement('div'));
    return caught;
  },
});

globalThis.stage = stage;

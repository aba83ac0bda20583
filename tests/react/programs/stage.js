/** In a page of any framework: `stage`, by which tests do what a program would. */
import { createVerifier } from './web.js';

export const root = document.getElementById('root');
export const verifiers = {};
export const errors = [];
const counts = { verify: 0, verifySync: 0 };

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

const specials = {
  /** Says of every token what it is told to, when it is told to. */
  manual() {
    const asked = [];
    verifiers.manual = { verify: () => new Promise((resolve) => asked.push(resolve)) };
    stage.answer = (at, status) => {
      const granted = status === 'ACTIVE';
      asked[at]({ status, code: status, granted, has: () => granted });
    };
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

export const stage = {
  counts,
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
  /** What is there, line by line. */
  there: () =>
    [...root.querySelectorAll('h1, p, button')]
      .filter((each) => each.checkVisibility())
      .map((each) => each.textContent),
  visible(state) {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => state });
    document.dispatchEvent(new Event('visibilitychange'));
  },
};

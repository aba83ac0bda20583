/** workerd, which Miniflare starts. */
import { Miniflare } from 'miniflare';
import { bundledForWorkerd } from '../workerd.mjs';

const worker = `
import * as symbolon from 'symbolon';
import { remote, run } from './suite.mjs';
export default {
  async fetch(request) {
    const { data, origin } = await request.json();
    const outcomes = [await run(symbolon, data, { looksForHost: false }), await remote(symbolon, data, origin, 'workerd')];
    return Response.json(outcomes);
  },
};`;

export const workerd = {
  name: 'workerd',
  entry: 'workerd.js',
  module: 'symbolon.simd.wasm',
  async run({ folder, data, origin }) {
    const { modules, inputs } = await bundledForWorkerd(folder, {
      stdin: { contents: worker, resolveDir: folder, sourcefile: 'worker.mjs' },
    });
    const server = new Miniflare({ modules, compatibilityDate: '2026-04-01', cf: false });
    try {
      const response = await server.dispatchFetch('http://worker.example/', {
        method: 'POST',
        body: JSON.stringify({ data, origin }),
      });
      if (!response.ok) throw new Error(await response.text());
      const entry = inputs.find((path) => path.startsWith('node_modules/symbolon/'));
      return { entry, outcomes: await response.json() };
    } finally {
      await server.dispose();
    }
  },
};

/** Workers as wrangler would hand them to workerd. */
import { readFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { build } from 'esbuild';

/** Leaves compiled modules and `setting` beside the bundle, under the names by which workerd is given them. */
const besides = {
  name: 'besides',
  setup: ({ onResolve }) => onResolve({ filter: /\.wasm$|^setting$/ }, ({ path }) => ({ path, external: true })),
};

/**
 * Bundles a worker with the package: conditions workerd and worker, `.wasm` left as a compiled module.
 *
 * @param {string} dir where it stands, with the package in its node_modules
 * @param {object} entry of esbuild: `entryPoints` or `stdin`
 * @returns {Promise<{ modules: object[], inputs: string[] }>} modules for Miniflare, the worker first; the files that went in
 */
export async function bundledForWorkerd(dir, entry) {
  const { outputFiles, metafile } = await build({
    ...entry,
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*'],
    plugins: [besides],
    absWorkingDir: dir,
    logLevel: 'warning',
  });
  const [{ imports }] = Object.values(metafile.outputs);
  const wasm = imports.map(({ path }) => path).filter((path) => path.endsWith('.wasm'));
  const compiled = async (path) => ({
    type: 'CompiledWasm',
    path: normalize(path),
    contents: await readFile(join(dir, 'node_modules/symbolon', path)),
  });
  return {
    modules: [
      { type: 'ESModule', path: 'worker.js', contents: outputFiles[0].text },
      ...(await Promise.all(wasm.map(compiled))),
    ],
    inputs: Object.keys(metafile.inputs),
  };
}

// The generated glue, as the package carries it.
import { basename } from 'node:path';
import * as esbuild from 'esbuild';
import { portable } from './build-wasm.mjs';
import { at } from './paths.mjs';

/**
 * The generated glue does things when it is imported, which keeps bundlers from
 * leaving it out where nobody uses it, and fails where globals are missing.
 */
export const glueAsFunction = {
  name: 'glue-as-function',
  setup(build) {
    build.onResolve({ filter: /^symbolon\.glue$/ }, ({ path }) => ({ path, namespace: 'glue' }));
    build.onLoad({ filter: /./, namespace: 'glue' }, async () => {
      const options = { bundle: true, write: false, target: 'es2022' };
      const { metafile } = await esbuild.build({
        ...options,
        entryPoints: [portable.glue],
        format: 'esm',
        metafile: true,
      });
      const [{ exports }] = Object.values(metafile.outputs);
      // A plain object of what it exports: esbuild's own would be one of getters, and takes more words.
      const contents = `import { ${exports} } from './${basename(portable.glue)}'; made = { ${exports} };`;
      const stdin = { contents, resolveDir: portable.folder };
      const { outputFiles } = await esbuild.build({ ...options, stdin, format: 'iife' });
      const text = unpatched(outputFiles[0].text);
      return {
        contents: `import { natives } from './natives.js';export function glue() { let made; ${text}; return made; }`,
        resolveDir: at('pkg-template/src'),
      };
    });
  },
};

/**
 * What the generated glue looks up whenever it carries a text, by what stands in its place: the same as it was when
 * the first verifier was made. See pkg-template/src/natives.ts.
 */
const lookups = [
  [/\bnew (Uint8Array|DataView|TextDecoder|TextEncoder|URL)\b/g, 'new natives.$1'],
  [/(?<![\w.])Number\(/g, 'natives.Number('],
  [/wasm\.memory\.buffer/g, 'natives.buffer(wasm.memory)'],
  [/(\w+)\.(charCodeAt|slice)\(/g, 'natives.$2($1, '],
  [/(cachedTextEncoder)\.(encodeInto)\(/g, 'natives.$2($1, '],
  [/(cachedTextDecoder)\.(decode)\(/g, 'natives.$2($1, '],
  // A part of an array asks that array's class what to be.
  [
    /getUint8ArrayMemory0\(\)\.subarray\(([^,]+), ([^)]+)\)/g,
    'new natives.Uint8Array(natives.buffer(wasm.memory), $1, $2 - ($1))',
  ],
  [/(get(?:Uint8Array|DataView)Memory0\(\))\.(set|setInt32)\(/g, 'natives.$2($1, '],
  [/\bbytes\.length/g, 'natives.length(bytes)'],
  [/(\bcachedUint8ArrayMemory0)\.byteLength/g, 'natives.length($1)'],
  [/cachedDataViewMemory0 === null \|\| [^{]*(?=\) \{)/g, 'true'],
  [/\b(arg1)\.(protocol|username|password|host|hostname)\b/g, 'natives.$2($1)'],
  [/f\.apply\(this, args\)/g, 'f(args[0], args[1])'],
];

function unpatched(glue) {
  return lookups.reduce((text, [lookup, native]) => {
    if (text.search(lookup) < 0) throw new Error(`The glue has nothing that looks like ${lookup}.`);
    return text.replace(lookup, native);
  }, glue);
}

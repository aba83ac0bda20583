/** What has to be downloaded, compressed as servers do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** @param {Uint8Array} file @returns {{ raw: number, gzip: number, brotli: number }} KB of 1,000 octets */
export const weigh = (file) => ({
  raw: file.length / 1000,
  gzip: gzipSync(file, { level: 9 }).length / 1000,
  brotli: brotliCompressSync(file).length / 1000,
});

/** The modules: a browser downloads the script and one of them. */
const modules = ['symbolon.simd.wasm', 'symbolon.wasm'];

/**
 * What a browser without a bundler downloads of the package.
 *
 * @param {string} home the package's folder
 * @returns {{ module: string, files: Record<string, ReturnType<typeof weigh>>, sum: ReturnType<typeof weigh> }[]} for each module
 */
export const shipped = (home) =>
  modules.map((module) => {
    const files = Object.fromEntries(['web.js', module].map((name) => [name, weigh(readFileSync(join(home, name)))]));
    const sum = Object.fromEntries(
      ['raw', 'gzip', 'brotli'].map((how) => [how, Object.values(files).reduce((total, file) => total + file[how], 0)]),
    );
    return { module, files, sum };
  });

/** By esbuild, for Node or for browsers. */
async function bundled(folder, entry, platform) {
  // Only here: what a file weighs is asked before anything is installed.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform,
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
  });
  return outputFiles[0].contents;
}

const others = [
  ['symbolon/inline', "export { createVerifier } from 'symbolon/inline'", 'browser'],
  ['jose, a key at hand', "export { importJWK, jwtVerify } from 'jose'", 'browser'],
  ['jose, fetched keys as well', "export { createRemoteJWKSet, importJWK, jwtVerify } from 'jose'", 'browser'],
  ['aws-jwt-verify', "export { JwtVerifier } from 'aws-jwt-verify'", 'node'],
  ['fast-jwt', "export { createVerifier } from 'fast-jwt'", 'node'],
  ['jsonwebtoken', "export { default } from 'jsonwebtoken'", 'node'],
];

/**
 * One row for each module of ours, and for everybody else; `symbolon/inline` is one file, as theirs are.
 *
 * @param {string} folder the field's
 * @returns {Promise<({ name: string, where: string } & ReturnType<typeof weigh>)[]>}
 */
export async function downloads(folder) {
  const rows = shipped(join(folder, 'node_modules/symbolon')).map(({ module, sum }) => ({
    name: `symbolon: web.js and ${module}`,
    where: 'browser',
    ...sum,
  }));
  for (const [name, entry, where] of others) {
    rows.push({ name, where, ...weigh(await bundled(folder, entry, where)) });
  }
  return rows;
}

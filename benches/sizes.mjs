/** What has to be downloaded: everything a contender needs, bundled and minified, and compressed as servers do. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const kilobytes = (files, compress) => files.reduce((sum, file) => sum + compress(file).length, 0) / 1000;

/** @returns one row of the table; sizes in KB of 1,000 octets */
const row = (name, files) => ({
  name,
  minified: kilobytes(files, (file) => file),
  gzip: kilobytes(files, (file) => gzipSync(file, { level: 9 })),
  brotli: kilobytes(files, brotliCompressSync),
});

/** By esbuild, for Node or for browsers. */
async function bundled(folder, entry, platform) {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform,
    target: 'es2022',
    legalComments: 'none',
    // Which nobody downloads who finds the module.
    external: ['./bytes.js'],
    logLevel: 'error',
  });
  return [outputFiles[0].contents];
}

/** One row for each module of the package: a runtime downloads one of them. */
async function symbolon(folder) {
  const require = createRequire(join(folder, 'package.json'));
  const home = join(require.resolve('symbolon/package.json'), '..');
  const script = await bundled(folder, "export { createVerifier } from 'symbolon'", 'browser');
  return readdirSync(home)
    .filter((name) => name.endsWith('.wasm'))
    .map((name) => row(`symbolon: JavaScript and ${name}`, [...script, readFileSync(join(home, name))]));
}

const others = [
  ['jose, a key at hand', "export { importJWK, jwtVerify } from 'jose'", 'browser'],
  ['jose, fetched keys as well', "export { createRemoteJWKSet, importJWK, jwtVerify } from 'jose'", 'browser'],
  ['aws-jwt-verify, in Node', "export { JwtVerifier } from 'aws-jwt-verify'", 'node'],
  ['fast-jwt, in Node', "export { createVerifier } from 'fast-jwt'", 'node'],
  ['jsonwebtoken, in Node', "export { default } from 'jsonwebtoken'", 'node'],
];

/** @param {string} folder the field's */
export async function downloads(folder) {
  const rows = await symbolon(folder);
  for (const [name, entry, platform] of others) rows.push(row(name, await bundled(folder, entry, platform)));
  return rows;
}

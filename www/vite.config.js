import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Resolves `symbolon` as the package in a folder would resolve itself: by its `exports`, like an installed one.
 * (An alias to the folder would go by `main`.)
 *
 * @param {string} folder
 */
export const builtPackage = (folder) => ({
  name: 'built-package',
  enforce: 'pre',
  resolveId(id) {
    return id === 'symbolon' ? this.resolve(id, join(folder, 'package.json'), { skipSelf: true }) : undefined;
  },
});

/** The development server shows its errors by inline styles and innerHTML, which the page itself never needs. */
const looserPolicyInDevelopment = {
  name: 'looser-policy-in-development',
  apply: 'serve',
  transformIndexHtml: (html) =>
    html
      .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
      .replace(/; require-trusted-types-for[^"]*/, ''),
};

export default defineConfig({
  root: here('.'),
  base: './',
  server: { fs: { allow: [here('.'), here('../pkg')] } },
  build: {
    outDir: here('../build/www'),
    emptyOutDir: true,
    assetsInlineLimit: 0, // a data: URL would need a wider Content-Security-Policy
    modulePreload: { polyfill: false },
  },
  plugins: [builtPackage(here('../pkg')), looserPolicyInDevelopment],
});

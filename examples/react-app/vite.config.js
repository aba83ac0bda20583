import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const { PORT = '3000', LICENSE_JWKS_URI } = process.env;

/** What the page may do once it is built. The development server has scripts of its own in it, which this would stop. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  `connect-src 'self' ${new URL(LICENSE_JWKS_URI).origin}`,
  "object-src 'none'",
  "base-uri 'none'",
].join('; ');

const contentSecurityPolicy = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', injectTo: 'head-prepend', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy } },
  ],
};

const server = { host: 'localhost', port: Number(PORT), strictPort: true };

export default defineConfig({
  plugins: [react(), contentSecurityPolicy],
  // Settings of these names are written into the page: none of them may be a secret.
  envPrefix: 'LICENSE_',
  server,
  preview: server,
});

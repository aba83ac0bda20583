/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  turbopack: { root: import.meta.dirname },
  // What the page knows of the vendor is written into it when it is built.
  env: {
    NEXT_PUBLIC_LICENSE_ISSUER: process.env.LICENSE_ISSUER,
    NEXT_PUBLIC_LICENSE_JWKS_URI: process.env.LICENSE_JWKS_URI,
  },
  headers: async () => [
    { source: '/downloads/:path*', headers: [{ key: 'Cache-Control', value: 'private, no-store' }] },
  ],
};

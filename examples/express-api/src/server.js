// What the outside gives: settings, a port, and the signal to end.
import { createVerifier } from 'symbolon';
import { fileCache } from 'symbolon/cache/file';
import { api } from './api.js';
import { log } from './log.js';

const {
  PORT = '3000',
  SITE = 'localhost',
  ALLOWED_ORIGINS = 'http://localhost:5173',
  LICENSE_ISSUER,
  LICENSE_JWKS_URI,
  KEY_FILE = 'node_modules/.cache/license-keys.json',
  REQUESTS_A_MINUTE = '60',
} = process.env;

const verifier = await createVerifier({
  // From the file after a restart, also while the vendor cannot be reached.
  keys: { jwksUri: LICENSE_JWKS_URI, cache: fileCache(KEY_FILE) },
  issuer: LICENSE_ISSUER,
  audience: null,
  gracePeriod: 7 * 86_400,
  onEvent: (event) => log.info({ keys: event }, 'license keys'),
});

const server = api({
  verifier,
  site: SITE,
  origins: ALLOWED_ORIGINS.split(','),
  requestsAMinute: Number(REQUESTS_A_MINUTE),
}).listen(Number(PORT), () => log.info({ port: PORT }, 'listening'));

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    log.info({ signal }, 'ending');
    server.close();
    server.closeIdleConnections();
  });

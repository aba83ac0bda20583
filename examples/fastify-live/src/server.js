// What the outside gives: settings, a port, and the signal to end.
import { Redis } from 'ioredis';
import { createApp } from './app.js';
import { createJobs } from './jobs.js';
import { createLicenses } from './licenses.js';
import { log } from './log.js';

const {
  HOST = 'localhost',
  PORT = '3000',
  SITE = 'localhost',
  REDIS_URL = 'redis://localhost:6379',
  LICENSE_ISSUER,
  LICENSE_JWKS_URI,
  KEY_FILE = 'node_modules/.cache/license-keys.json',
  WEBHOOK_SECRET,
} = process.env;

if (!WEBHOOK_SECRET) throw new Error('WEBHOOK_SECRET is missing: without it anybody could revoke licenses.');

const redis = new Redis(REDIS_URL);
redis.on('error', (error) => log.error({ err: error }, 'Redis'));

const licenses = await createLicenses({
  site: SITE,
  issuer: LICENSE_ISSUER,
  jwksUri: LICENSE_JWKS_URI,
  keyFile: KEY_FILE,
  redis,
});
const jobs = createJobs({ licenses, redis });
const app = createApp({ licenses, jobs, webhookSecret: WEBHOOK_SECRET });
await app.listen({ port: Number(PORT), host: HOST });

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    log.info({ signal }, 'ending');
    // First whatever brings work, then the work that is under way, then what it stands on.
    await app.close();
    await jobs.close();
    licenses.close();
    await redis.quit();
  });

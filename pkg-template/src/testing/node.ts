// Node, Deno and Bun.
import { webcrypto } from 'node:crypto';
import type * as api from './index.js';
import { create } from './issuer.js';
import { refuseProduction } from './refusal.js';
import { socketServer } from './socket.js';

export type * from './index.js';

refuseProduction();

// Node 18 has no global one.
const subtle = () => webcrypto.subtle;

export const createTestIssuer: typeof api.createTestIssuer = (options = {}) =>
  create(options, { subtle, serve: socketServer });

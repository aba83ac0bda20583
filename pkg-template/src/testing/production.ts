// What the condition `production` leads to, which bundlers set: their bundles throw as soon as they run.
import type * as api from './index.js';
import { REFUSAL } from './refusal.js';

export const createTestIssuer: typeof api.createTestIssuer = refuse();

function refuse(): never {
  throw new Error(REFUSAL);
}

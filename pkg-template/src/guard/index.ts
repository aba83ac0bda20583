// `symbolon/guard`: what every adapter stands on, and whoever has a framework of their own.
export type { Credential, TokenFrom } from './credential.js';
export { createGuard, type Guard, type GuardOptions, guardOf, type Judge, type Verdict } from './guard.js';
export { type Health, healthCheck } from './health.js';
export type { Answer, GuardCode, Problem } from './problem.js';
export { type FetchRequest, fromFetch, fromNode, type GuardRequest, type NodeRequest } from './request.js';
export type { HostFrom, TrustProxy } from './site.js';

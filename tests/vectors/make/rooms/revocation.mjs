// biome-ignore-all format: a table is read by its rows
import { base, each, NOW, vector } from '../room.mjs';

const revoked = (name, claims, options) => vector(name, 'REVOKED token_revoked', { claims, options, expect: { subject: null, claims: null } });
const accepted = (name, claims, options) => vector(name, 'ACTIVE ok', { claims, options });

export default {
  about: 'Check 7, revocation: the denylist and notIssuedBefore.',
  defaults: base,
  cases: [
    revoked('jti on the denylist', { jti: 'a' }, { denylist: { jti: ['a'] } }),
    revoked('jti among many', { jti: 'n77' }, { denylist: { jti: Array.from({ length: 100 }, (_, index) => `n${index}`) } }),
    revoked('sub on the denylist', { sub: 'a' }, { denylist: { sub: ['b', 'a'] } }),
    revoked('both on the denylist', { jti: 'j', sub: 's' }, { denylist: { jti: ['j'], sub: ['s'] } }),
    revoked('jti not, sub on the denylist', { jti: 'j', sub: 's' }, { denylist: { jti: ['x'], sub: ['s'] } }),
    revoked('an empty jti on the denylist', { jti: '' }, { denylist: { jti: [''] } }),
    revoked('a jti called __proto__', { jti: '__proto__' }, { denylist: { jti: ['__proto__'] } }),
    accepted('not on the denylist', { jti: 'j', sub: 's' }, { denylist: { jti: ['x'], sub: ['y'] } }),
    accepted('jti and sub are two lists', { jti: 'a', sub: 'b' }, { denylist: { jti: ['b'], sub: ['a'] } }),
    accepted('neither jti nor sub', {}, { denylist: { jti: ['a', ''], sub: ['b', ''] } }),
    accepted('an empty denylist', { jti: 'a' }, { denylist: {} }),
    accepted('empty lists', { jti: 'a' }, { denylist: { jti: [], sub: [] } }),
    accepted('denied in another case', { jti: 'A' }, { denylist: { jti: ['a'] } }),
    ...each(['__proto__', 'constructor', 'toString'], (jti) => accepted(`jti ${jti}, and nothing denied`, { jti }, { denylist: { jti: ['a'] } })),

    accepted('issued at notIssuedBefore', { iat: NOW - 100 }, { notIssuedBefore: NOW - 100 }),
    accepted('issued after notIssuedBefore', { iat: NOW - 99.5 }, { notIssuedBefore: NOW - 100 }),
    revoked('issued half a second before notIssuedBefore', { iat: NOW - 100.5 }, { notIssuedBefore: NOW - 100 }),
    revoked('notIssuedBefore half a second later', { iat: NOW - 100 }, { notIssuedBefore: NOW - 99.5 }),
    revoked('no tolerance for notIssuedBefore', { iat: NOW - 101 }, { notIssuedBefore: NOW - 100, clockTolerance: 60 }),
    revoked('notIssuedBefore, and no iat', {}, { notIssuedBefore: NOW - 100 }),
    revoked('notIssuedBefore 0, and no iat', {}, { notIssuedBefore: 0 }),
    accepted('notIssuedBefore 0, iat 0', { iat: 0 }, { notIssuedBefore: 0 }),
    revoked('notIssuedBefore in the future', { iat: NOW }, { notIssuedBefore: NOW + 1 }),
    accepted('notIssuedBefore left out, and no iat', {}, {}),

    revoked('revocation before the status', { jti: 'a', status: 'suspended' }, { denylist: { jti: ['a'] } }),
    revoked('revocation before the domain', { jti: 'a', domain: 'example.com' }, { denylist: { jti: ['a'] }, domain: 'required' }),
    revoked('revocation before time', { jti: 'a', exp: 1 }, { denylist: { jti: ['a'] } }),
    vector('required claims before revocation', 'INVALID claim_missing', { claims: { jti: 'a' }, options: { denylist: { jti: ['a'] }, requiredClaims: ['sub'] } }),
  ],
};

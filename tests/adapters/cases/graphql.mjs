// biome-ignore-all format: a table is read by its rows
/** Fields of real GraphQL servers, asked over HTTP. */
import assert from 'node:assert/strict';
import { buildSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { guardSchema, licenseContext, licensed } from 'symbolon/graphql';
import { servers, yoga } from '../graphql/index.mjs';
import { schemaOf } from '../graphql/schema.mjs';
import { DAY, license, NOW, verifierOf } from '../issuer.mjs';
import { ask } from '../wire.mjs';

const all = { features: ['export', 'reports'], scope: 'a b', roles: ['b'], plan: 'pro' };
const passes = (data) => ({ status: 200, data });
const refused = (status, code, license, message) => ({ status, extensions: { code, license }, message });
const unauthenticated = refused(401, 'UNAUTHENTICATED', 'credential_missing', 'A license token is needed.');
const forbidden = (code, message = 'The license does not include this.') => refused(403, 'FORBIDDEN', code, message);
const lacking = forbidden('feature_missing');
const broken = refused(500, 'INTERNAL_SERVER_ERROR', 'guard_failed', 'The license could not be checked.');
const away = refused(
  503,
  'SERVICE_UNAVAILABLE',
  'keys_unavailable',
  'Licenses cannot be verified at the moment.',
);
const unreachable = {
  keys: { jwksUri: 'https://licenses.example.com/jwks', fetch: () => Promise.reject(new TypeError('no network')) },
};

const forged = { granted: true, status: 'ACTIVE', features: ['reports', 'export'], has: () => true };
const elsewhere = async () => ({ license: await (await verifierOf({ domain: 'off' })).verify(license(), { now: NOW }) });

/** A query, and what comes of it: `claims: null` for no token. */
const rows = [
  ['a free field, without a license', '{ free }', { claims: null }, passes({ free: 'done' })],
  ['a free field, with an expired one', '{ free }', { claims: { exp: 1 } }, passes({ free: 'done' })],
  ['no license', '{ bare }', { claims: null }, unauthenticated],
  ['a license', '{ bare }', {}, passes({ bare: 'done' })],
  ['two tokens', '{ bare }', { twice: true }, refused(401, 'UNAUTHENTICATED', 'credential_malformed', 'One license token is needed, and nothing else in its place.')],
  ['an expired one', '{ bare }', { claims: { exp: NOW - DAY } }, forbidden('license_expired', 'The license, or its token, has expired.')],
  ['for another site', '{ bare }', { claims: { domain: 'evil.example' } }, forbidden('domain_mismatch', 'The license is not valid here.')],
  ['the key server is down', '{ bare }', { verifier: unreachable }, away],

  ['a feature', '{ exported }', {}, passes({ exported: 'done' })],
  ['a feature that is missing', '{ reported }', {}, lacking],
  ['both features', '{ reported }', { claims: all }, passes({ reported: 'done' })],
  ['one value for a list', '{ single }', { claims: all }, passes({ single: 'done' })],
  ['one value for a list, and it is missing', '{ single }', {}, lacking],
  ['null asks for nothing', '{ nothing }', {}, passes({ nothing: 'done' })],
  ['null asks for nothing but a license', '{ nothing }', { claims: null }, unauthenticated],
  ['scopes', '{ scoped }', { claims: all }, passes({ scoped: 'done' })],
  ['one of two scopes', '{ scoped }', { claims: { scope: 'a' } }, forbidden('scope_missing')],
  ['one of two roles', '{ roled }', { claims: all }, passes({ roled: 'done' })],
  ['another role', '{ roled }', { claims: { roles: ['c'] } }, forbidden('role_missing')],
  ['a plan', '{ planned }', { claims: all }, passes({ planned: 'done' })],
  ['another plan', '{ planned }', { claims: { plan: 'basic' } }, forbidden('plan_mismatch')],
  ['what the context asks for', '{ bare }', { options: { require: { plan: 'pro' } } }, forbidden('plan_mismatch')],

  ['a type', '{ vault { door key } }', { claims: all }, passes({ vault: { door: 'done', key: 'done' } })],
  ['a type that needs more', '{ vault { door } }', {}, lacking],
  ['a field that needs less than its type', '{ vault { key } }', {}, lacking],
  ['a field that needs more than its type', '{ vault { key } }', { claims: { features: ['reports'] } }, lacking],
  ['an extension of a type', '{ hall { door } }', {}, lacking],
  ["an interface's free field", '{ pages { title } }', { claims: null }, passes({ pages: Array(3).fill({ title: 'done' }) })],
  ["an interface's field", '{ pages { body } }', {}, lacking],
  ["an interface's field, by its type", '{ pages { ... on Page { body } } }', {}, lacking],
  ["an interface's field, in a list", '{ pages { body } }', { claims: all }, passes({ pages: Array(3).fill({ body: 'done' }) })],
  ['by another name', '{ free: reported }', {}, lacking],
  ['in a fragment', 'query { ...A } fragment A on Query { reported }', {}, lacking],

  ['a resolver', '{ wrapped }', {}, passes({ wrapped: 'done' })],
  ['a resolver, without a license', '{ wrapped }', { claims: null }, unauthenticated],
  ['a resolver that needs more', '{ wrappedReports }', {}, lacking],
  ['a policy', '{ attributes(owner: "customer-1042") }', {}, passes({ attributes: 'done' })],
  ['a policy that says no', '{ attributes(owner: "another") }', {}, forbidden('policy_refused', 'The license does not allow this.')],
  ['a policy that says something like yes', '{ vague }', {}, forbidden('policy_refused', 'The license does not allow this.')],
  ['a mistake in the requirements', '{ broken }', {}, broken],

  ['a context without a license', '{ bare }', { context: async () => ({}) }, unauthenticated],
  ['a context with something like a license', '{ bare }', { context: async () => ({ license: forged }) }, unauthenticated],
  ['a context with a license from elsewhere', '{ wrapped }', { context: elsewhere }, unauthenticated],
];

const post = (url, query, tokens, more = []) =>
  ask(url, {
    method: 'POST',
    path: new URL(url).pathname,
    headers: [['Content-Type', 'application/json'], ...more, ...tokens.map((token) => ['Authorization', `Bearer ${token}`])],
    body: JSON.stringify({ query }),
  });

const told = servers.flatMap((server) =>
  rows.map(([name, query, { claims = {}, twice, verifier: more, options, context }, expected]) => ({
    name: `${server.name}: ${name}`,
    async run() {
      const verifier = await verifierOf(more);
      const guarded = licenseContext({ verifier, hostFrom: 'app.example.com', now: () => NOW, onError() {}, ...options });
      const { url, close } = await server.open({ schema: schemaOf(), context: context ?? guarded });
      const token = claims && license(claims);
      try {
        check(await post(url, query, token ? Array(twice ? 2 : 1).fill(token) : []), expected, token);
      } finally {
        await close();
        verifier.dispose();
      }
    },
  })),
);

function check({ status, text }, expected, token) {
  assert.equal(status, expected.status, text);
  const { data, errors } = JSON.parse(text);
  if (expected.data) return assert.deepEqual({ data, errors }, { data: expected.data, errors: undefined });
  assert.ok(!text.includes('done'), text);
  for (const { message, extensions } of errors) {
    assert.equal(message, expected.message);
    assert.deepEqual(extensions, expected.extensions);
  }
  for (const part of token?.split('.') ?? []) assert.ok(!text.includes(part), text);
}

/** What a query comes to, as far as a client of HTTP sees it before it reads. */
async function fieldsOf(server, more, tokens) {
  const verifier = await verifierOf(more);
  const context = licenseContext({ verifier, hostFrom: 'app.example.com', now: () => Date.now() / 1000 });
  const { url, close } = await server.open({ schema: schemaOf(), context });
  try {
    return (await post(url, '{ bare }', tokens)).headers;
  } finally {
    await close();
    verifier.dispose();
  }
}

const head = servers.flatMap((server) => [
  {
    name: `${server.name}: no license, and how to show one`,
    async run() {
      const headers = await fieldsOf(server, {}, []);
      assert.equal(headers['www-authenticate'], 'Bearer realm="license"');
      assert.match(headers['content-type'], /^application\/(?:graphql-response\+)?json/);
    },
  },
  {
    name: `${server.name}: the key server is down, and when to come again`,
    async run() {
      const headers = await fieldsOf(server, unreachable, [license()]);
      assert.match(headers['retry-after'], /^[1-9]\d*$/);
      assert.equal(headers['www-authenticate'], undefined);
    },
  },
]);

const others = [
  {
    name: 'a subscription without a license does not begin',
    async run() {
      const begun = [];
      async function* ticks() {
        begun.push('ticks');
        yield 1;
      }
      const context = licenseContext({ verifier: await verifierOf(), hostFrom: 'app.example.com', now: () => NOW });
      const { url, close } = await yoga.open({ schema: schemaOf(ticks), context });
      try {
        const { text } = await post(url, 'subscription { ticks }', [], [['Accept', 'text/event-stream']]);
        assert.match(text, /"credential_missing"/);
        assert.deepEqual(begun, []);
      } finally {
        await close();
      }
    },
  },
  {
    name: 'Yoga where there is no request of Node',
    async run() {
      const context = licenseContext({ verifier: await verifierOf(), hostFrom: 'origin', now: () => NOW });
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${license()}`, origin: 'https://app.example.com' };
      const asked = { method: 'POST', headers, body: '{"query":"{ exported reported }"}' };
      const response = await createYoga({ schema: schemaOf(), context }).fetch('http://localhost/graphql', asked);
      const { data, errors } = await response.json();
      assert.deepEqual(data, { exported: 'done', reported: null });
      assert.deepEqual(errors.map(({ path }) => path), [['reported']]);
    },
  },
  {
    name: 'an argument of the directive that does not exist is refused at once',
    async run() {
      const text = 'directive @licensed(feature: String) on FIELD_DEFINITION type Query { a: Int @licensed(feature: "x") }';
      assert.throws(() => guardSchema(buildSchema(text)), { code: 'options_invalid' });
    },
  },
  ...[
    ['a directive that nobody declared', 'type Query { a: Int @licensed }'],
    ['a directive on an extension', 'type Query { a: Int } extend type Query @licensed'],
    ['a directive on an interface', 'interface A @licensed { a: Int } type Query implements A { a: Int }'],
  ].map(([name, text]) => ({
    name: `${name} guards`,
    async run() {
      const { a } = guardSchema(buildSchema(text, { assumeValidSDL: true })).getQueryType().getFields();
      await assert.rejects(a.resolve({ a: 1 }, {}, {}, {}), { message: 'A license token is needed.' });
    },
  })),
  {
    name: 'a typing mistake in what a resolver asks for is refused at once',
    async run() {
      const resolve = () => 'done';
      for (const options of [{ requires: {} }, { require: { feature: ['x'] } }, { policy: true }])
        assert.throws(() => licensed(options, resolve), { code: 'options_invalid' });
    },
  },
].map(({ name, run }) => ({ name: `GraphQL: ${name}`, run }));

export const graphql = [...told, ...head, ...others];

/** The issuers, by what each of them documents of its keys and tokens. Their keys are ours, of course. */
import type { Vectors } from '../package.js';

export interface Issuer {
  name: string;
  preset: 'accessToken' | 'licenseChain';
  jwks: { keys: Record<string, unknown>[] };
  header: { alg: string; kid: string } & Record<string, unknown>;
  claims: Record<string, unknown>;
  /** What a user would write, beside the preset and the keys. */
  options: Record<string, unknown>;
  /** What a user might ask for, and the token has. */
  require: { scopes?: string[]; roles?: string[]; features?: string[]; plan?: string };
  /** Members of the decision. */
  granted: Record<string, unknown>;
  /** The code of a token that has ended. */
  late: string;
  /** Changes of the claims, and what comes of them. */
  refused: readonly (readonly [changes: object, code: string])[];
}

const TENANT = '3aa4a235-b6e2-48d5-9195-7fcf05b459b0';
const CLIENT = '6e74172b-be56-4843-9ff4-e66a39bb12e3';
const X5T = 'nOo3ZDrODXEK1jKWhXslHR_KXEg';
const X5T_S256 = 'dJNYZj2UMAxjF-kFcuVv7rB8XtLZ3JkVC4xQk0fC6Zs';
/** As long as a certificate is; nobody reads it. */
const X5C = [`MIIDBTCCAe2gAwIBAgIQ${'A'.repeat(1000)}==`];
const EC = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
};

/** The same number, with an octet of zero before it, as libraries write whose numbers have a sign. */
function signed(n: string): string {
  const octets = Uint8Array.from(atob(n.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
  const text = `\0${Array.from(octets, (octet) => String.fromCharCode(octet)).join('')}`;
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

export function issuersOf(keys: Vectors['keys']): Issuer[] {
  const own = keys.alpha!.jwk as Record<string, unknown>;
  const others = [keys.beta!.jwk, keys.gamma!.jwk] as Record<string, unknown>[];
  const [other] = others;
  const audience = (aud: unknown) => [{ aud }, 'audience_mismatch'] as const;
  const microsoft = { use: 'sig', x5t: X5T, x5c: X5C };
  return [
    {
      name: 'Entra ID, v1',
      preset: 'accessToken',
      jwks: {
        keys: [
          { ...other, ...microsoft, kid: 'older', x5t: 'older' },
          { ...own, ...microsoft, kid: X5T },
        ],
      },
      header: { typ: 'JWT', alg: 'RS256', x5t: X5T, kid: X5T },
      claims: {
        aud: `api://${CLIENT}`,
        iss: `https://sts.windows.net/${TENANT}/`,
        acr: '1',
        aio: 'E2ZgYGhY',
        amr: ['pwd', 'mfa'],
        appid: CLIENT,
        appidacr: '0',
        ipaddr: '203.0.113.7',
        name: 'Abe Lincoln',
        oid: '02223b6b-aa1d-42d4-9ec0-1b2bb9194438',
        rh: '0.AXoANaKkOuK21UiRlX_PBbRZsCsXdG5WvkNIn_TmajmbEuN6AAA.',
        roles: ['Reports.Reader'],
        scp: 'access_as_user',
        sub: 'l3_roISQU222bULS9yi2k0XpqpOiMz5H3ZACo1GeXA',
        tid: TENANT,
        unique_name: 'abeli@example.com',
        uti: 'fqiBqXLPj0eQa82S-IYFAA',
        ver: '1.0',
      },
      options: { issuer: `https://sts.windows.net/${TENANT}/`, audience: [`api://${CLIENT}`, CLIENT], type: 'JWT' },
      require: { scopes: ['access_as_user'], roles: ['Reports.Reader', 'Reports.Writer'] },
      granted: { subject: 'l3_roISQU222bULS9yi2k0XpqpOiMz5H3ZACo1GeXA' },
      late: 'assertion_expired',
      refused: [audience('00000003-0000-0000-c000-000000000000')],
    },
    {
      name: 'Entra ID, v2',
      preset: 'accessToken',
      jwks: {
        keys: [other, own].map((jwk, index) => ({
          ...jwk,
          ...microsoft,
          kid: index === 1 ? X5T : 'older',
          cloud_instance_name: 'microsoftonline.com',
          issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
        })),
      },
      header: { typ: 'JWT', alg: 'RS256', kid: X5T },
      claims: {
        aud: CLIENT,
        iss: `https://login.microsoftonline.com/${TENANT}/v2.0`,
        aio: 'AXQAi/8IAAAA',
        azp: CLIENT,
        azpacr: '0',
        groups: ['0f2d1a3c-4f52-4a5b-9d0c-70e0a9f9a001'],
        name: 'Abe Lincoln',
        oid: '690222be-ff1a-4d56-abd1-7e4f7d38e474',
        preferred_username: 'abeli@example.com',
        roles: ['admin'],
        scp: 'reports.read reports.write',
        sub: 'HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ',
        tid: TENANT,
        ver: '2.0',
        wids: [],
        xms_cc: ['cp1'],
      },
      options: { issuer: `https://login.microsoftonline.com/${TENANT}/v2.0`, audience: CLIENT },
      require: { scopes: ['reports.read', 'reports.write'], roles: ['admin'] },
      granted: { subject: 'HKZpfaHyWadeOouYlitjrI-KffTm222X5rrV3xDqfKQ', refreshBy: 1_800_003_600 },
      late: 'assertion_expired',
      refused: [audience(TENANT), [{ iss: `https://sts.windows.net/${TENANT}/` }, 'issuer_mismatch']],
    },
    {
      name: 'Auth0',
      preset: 'accessToken',
      jwks: {
        keys: [
          {
            alg: 'RS256',
            ...own,
            use: 'sig',
            kid: 'NjVBRjY5MDlCMUIwNzU4RTA2',
            x5t: 'NjVBRjY5MDlCMUIwNzU4RTA2',
            x5c: X5C,
          },
          { alg: 'RS256', ...other, use: 'sig', kid: 'next', x5t: 'next', x5c: X5C },
        ],
      },
      header: { alg: 'RS256', typ: 'at+jwt', kid: 'NjVBRjY5MDlCMUIwNzU4RTA2' },
      claims: {
        iss: 'https://tenant.eu.auth0.com/',
        sub: 'auth0|507f1f77bcf86cd799439020',
        aud: ['https://api.example.com', 'https://tenant.eu.auth0.com/userinfo'],
        azp: 'my_client_id',
        scope: 'openid profile read:reports',
        permissions: ['read:reports'],
        'https://example.com/claims/tier': { name: 'gold', seats: 5 },
        gty: 'password',
      },
      options: { issuer: 'https://tenant.eu.auth0.com/', audience: 'https://api.example.com', type: 'at+jwt' },
      require: { scopes: ['read:reports'] },
      granted: { subject: 'auth0|507f1f77bcf86cd799439020' },
      late: 'assertion_expired',
      refused: [
        audience(['https://tenant.eu.auth0.com/userinfo']),
        audience([]),
        [{ iss: 'https://tenant.eu.auth0.com' }, 'issuer_mismatch'],
      ],
    },
    {
      name: 'Keycloak',
      preset: 'accessToken',
      jwks: {
        keys: [
          { kid: 'enc', alg: 'RSA-OAEP', use: 'enc', ...own, x5c: X5C, x5t: X5T, 'x5t#S256': X5T_S256 },
          { kid: 'sig', alg: 'RS256', use: 'sig', ...own, x5c: X5C, x5t: X5T, 'x5t#S256': X5T_S256 },
          { kid: 'ec', alg: 'ES256', use: 'sig', ...EC },
        ],
      },
      header: { alg: 'RS256', typ: 'JWT', kid: 'sig' },
      claims: {
        jti: 'onrtac:5c9f9a6c-8ed8-4b07-9d7c-4bb57ec56af1',
        iss: 'https://sso.example.com/realms/main',
        aud: ['reports', 'account'],
        sub: 'f:1234:alice',
        typ: 'Bearer',
        azp: 'frontend',
        sid: '6f0a3c1e',
        acr: '1',
        'allowed-origins': ['https://app.example.com', '*'],
        realm_access: { roles: ['offline_access', 'default-roles-main'] },
        resource_access: { reports: { roles: ['viewer'] }, account: { roles: ['manage-account'] } },
        scope: 'openid profile email',
        email_verified: false,
        preferred_username: 'alice',
      },
      options: { issuer: 'https://sso.example.com/realms/main', audience: 'reports' },
      require: { scopes: ['profile', 'email'] },
      granted: { subject: 'f:1234:alice' },
      late: 'assertion_expired',
      refused: [audience('account'), [{ iss: 'https://sso.example.com/realms/other' }, 'issuer_mismatch']],
    },
    {
      name: 'Okta',
      preset: 'accessToken',
      jwks: {
        keys: [
          { kty: 'RSA', alg: 'RS256', kid: 'okta-1', use: 'sig', e: 'AAEAAQ', n: signed(own.n as string) },
          { kty: 'RSA', alg: 'RS256', kid: 'okta-2', use: 'sig', e: other!.e, n: other!.n },
        ],
      },
      header: { kid: 'okta-1', alg: 'RS256' },
      claims: {
        ver: 1,
        jti: 'AT.0mP4JKAZX1iACIT4vbEDF7LpvDVjxypPMf0D7uX39RE',
        iss: 'https://dev-123456.okta.com/oauth2/default',
        aud: 'api://default',
        cid: '0oabucvyc38HLL1ef0h7',
        uid: '00u5t60iloOHN9pBi0h7',
        scp: ['openid', 'reports read', 'reports.read'],
        auth_time: 1_799_999_000,
        sub: 'saml.jackson@example.com',
        groups: ['Everyone'],
      },
      options: { issuer: 'https://dev-123456.okta.com/oauth2/default', audience: 'api://default' },
      require: { scopes: ['reports.read', 'reports read'] },
      granted: { subject: 'saml.jackson@example.com' },
      late: 'assertion_expired',
      refused: [audience('https://dev-123456.okta.com'), [{ iss: 'https://dev-123456.okta.com' }, 'issuer_mismatch']],
    },
    {
      name: 'Cognito',
      preset: 'accessToken',
      jwks: {
        keys: [
          { alg: 'RS256', e: other!.e, kid: 'id-tokens=', kty: 'RSA', n: other!.n, use: 'sig' },
          { alg: 'RS256', e: own.e, kid: 'access+tokens/1=', kty: 'RSA', n: own.n, use: 'sig' },
        ],
      },
      header: { kid: 'access+tokens/1=', alg: 'RS256' },
      claims: {
        sub: '72f5b4a4-80b1-7016-7e9c-9b0d2dbb9a3e',
        'cognito:groups': ['admins', 'editors'],
        iss: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A1b2C3d4E',
        version: 2,
        client_id: '1example23456789',
        origin_jti: '9fbd1e5a',
        event_id: '64f513be',
        token_use: 'access',
        scope: 'aws.cognito.signin.user.admin reports/read',
        auth_time: 1_799_999_000,
        jti: 'a1b2c3',
        username: 'alice',
      },
      options: {
        issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A1b2C3d4E',
        audience: null,
        tokenUse: 'access',
        requiredClaims: ['client_id'],
      },
      require: { scopes: ['reports/read'] },
      granted: { subject: '72f5b4a4-80b1-7016-7e9c-9b0d2dbb9a3e' },
      late: 'assertion_expired',
      refused: [
        [{ token_use: 'id' }, 'token_use_mismatch'],
        [{ token_use: undefined }, 'token_use_mismatch'],
        [{ client_id: undefined }, 'claim_missing'],
      ],
    },
    {
      name: 'Google',
      preset: 'accessToken',
      jwks: {
        keys: [own, ...others].map((jwk, index) => ({ alg: 'RS256', ...jwk, use: 'sig', kid: `google-${index}` })),
      },
      header: { alg: 'RS256', kid: 'google-0', typ: 'JWT' },
      claims: {
        iss: 'https://accounts.google.com',
        azp: '1234987819200.apps.googleusercontent.com',
        aud: '1234987819200.apps.googleusercontent.com',
        sub: '10769150350006150715113082367',
        at_hash: 'HK6E_P6Dh8Y93mRNtsDB1Q',
        hd: 'example.com',
        email: 'jsmith@example.com',
        email_verified: true,
        nonce: '0394852-3190485-2490358',
        locale: 'en',
      },
      options: {
        issuer: ['https://accounts.google.com', 'accounts.google.com'],
        audience: '1234987819200.apps.googleusercontent.com',
        requiredClaims: ['hd'],
      },
      require: {},
      granted: { subject: '10769150350006150715113082367', features: [] },
      late: 'assertion_expired',
      refused: [audience('other.apps.googleusercontent.com'), [{ hd: undefined }, 'claim_missing']],
    },
    {
      name: 'LicenseChain',
      preset: 'licenseChain',
      jwks: { keys: [{ ...own, use: 'sig', alg: 'RS256', kid: 'lc-2027' }] },
      header: { alg: 'RS256', typ: 'JWT', kid: 'lc-2027' },
      claims: {
        iss: 'https://api.licensechain.app',
        sub: 'lic_01HZX',
        aud: 'my-app',
        jti: 'tok_01HZY',
        token_use: 'licensechain_license_v1',
        lc_vt: 'basic',
        seller_tier: 'pro',
        status: 'active',
        hw_bound: true,
        plan: 'pro',
        features: ['export', 'sync'],
        license_exp: 1_830_000_000,
      },
      options: { issuer: 'https://api.licensechain.app', audience: 'my-app' },
      require: { features: ['export'], plan: 'pro' },
      granted: { plan: 'pro', features: ['export', 'sync'], expiresAt: 1_830_000_000, refreshBy: 1_800_003_600 },
      late: 'assertion_expired',
      refused: [
        audience('another-app'),
        [{ token_use: 'licensechain_license_v2' }, 'token_use_mismatch'],
        [{ status: 'suspended' }, 'license_suspended'],
        [{ status: 'revoked' }, 'license_revoked'],
        [{ license_exp: 1_790_000_000 }, 'license_expired'],
      ],
    },
  ];
}

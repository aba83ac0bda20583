import { createLocalJWKSet, importJWK, jwtVerify } from 'jose';

const judge = (key, { issuer, audience }) => {
  const options = { issuer, audience, algorithms: ['RS256'] };
  return async (token) => {
    try {
      return (await jwtVerify(token, key, options)).payload.sub;
    } catch {
      return undefined;
    }
  };
};

export const contenders = [
  {
    name: 'jose',
    awaited: true,
    one: async (setting) => judge(await importJWK(setting.jwk), setting),
    many: async (setting) => judge(createLocalJWKSet(setting.jwks), setting),
  },
];

import { JwtVerifier } from 'aws-jwt-verify';

const judge = ({ issuer, audience }, jwks) => {
  const verifier = JwtVerifier.create({ issuer, audience, jwksUri: `${issuer}/jwks` });
  verifier.cacheJwks(jwks);
  return (token) => {
    try {
      return verifier.verifySync(token).sub;
    } catch {
      return undefined;
    }
  };
};

export const contenders = [
  {
    name: 'aws-jwt-verify',
    one: async (setting) => judge(setting, { keys: [setting.jwk] }),
    many: async (setting) => judge(setting, setting.jwks),
  },
];

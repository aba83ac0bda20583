import { createPublicKey } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';

export const contenders = [
  {
    name: 'jsonwebtoken',
    async one({ jwk, issuer, audience }) {
      const key = createPublicKey({ key: jwk, format: 'jwk' });
      const options = { issuer, audience, algorithms: ['RS256'] };
      return (token) => {
        try {
          return jsonwebtoken.verify(token, key, options).sub;
        } catch {
          return undefined;
        }
      };
    },
  },
];

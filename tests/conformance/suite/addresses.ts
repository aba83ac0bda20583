/** Remote keys: mistakes in the address and the options. */
import { equal, expect, shown, thrownBy } from './check.js';
import type { KeyServer } from './key-server.js';

export async function addresses({ symbolon, test }: KeyServer): Promise<void> {
  await test('remote: an address that is none is a mistake', async () => {
    for (const jwksUri of [
      '',
      'jwks',
      '/jwks',
      'http://example.com/jwks',
      'ftp://example.com/jwks',
      'file:///jwks',
      'data:application/json,{"keys":[]}',
      'javascript:1',
      'https://user@example.com/jwks',
      'https://user:secret@example.com/jwks',
      'https://',
      'http://localhost.example.com/',
      'http://10.0.0.1/',
      'http://[::2]/',
      'ws://localhost/',
      5,
      null,
    ]) {
      const error = await thrownBy(() =>
        symbolon.createVerifier({ keys: { jwksUri: jwksUri as string }, issuer: null, audience: null }),
      );
      expect(
        error instanceof symbolon.SymbolonError && error.code === 'options_invalid',
        `${shown(jwksUri)}: ${error}`,
      );
      expect(!error.message.includes('secret'), 'the password is repeated');
    }
    for (const jwksUri of [
      'https://example.com/jwks',
      'http://localhost/jwks',
      'http://localhost:8080/',
      'http://app.localhost/jwks',
      'http://127.9.9.9/jwks',
      'http://[::1]:3000/jwks',
      'HTTPS://EXAMPLE.com/jwks?x=y',
    ]) {
      const verifier = await symbolon.createVerifier({ keys: { jwksUri }, issuer: null, audience: null });
      equal(
        [verifier.keys.source, verifier.keys.freshness, verifier.keys.keyIds],
        ['remote', 'unavailable', []],
        jwksUri,
      );
    }
  });
  await test('remote: an option that is none is a mistake', async () => {
    const jwksUri = 'https://example.com/jwks';
    for (const more of [
      { timeout: -1 },
      { timeout: Number.NaN },
      { timeout: '5' },
      { maxBytes: -1 },
      { maxBytes: '1' },
      { cooldown: -1 },
      { freshness: null },
      { staleIfError: Number.POSITIVE_INFINITY },
      { fetch: 'x' },
      { timeOut: 5 },
      { jwk: { kty: 'RSA' } },
    ]) {
      const error = await thrownBy(() =>
        symbolon.createVerifier({ keys: { jwksUri, ...more } as never, issuer: null, audience: null }),
      );
      expect(error instanceof symbolon.SymbolonError && error.code === 'options_invalid', `${shown(more)}: ${error}`);
    }
  });
}

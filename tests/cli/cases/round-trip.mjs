import assert from 'node:assert/strict';

export const cases = [
  {
    name: 'round trip: keygen, issue, jwks, verify, why, lint',
    async run(folder) {
      const { value: pair } = await folder.json(['keygen', '--bits', '3072']);
      const { out: token } = await folder.type([
        ...[
          'issue',
          '--key',
          pair.privateKey,
          '--issuer',
          'https://licenses.example.com',
          '--subject',
          'customer-1042',
        ],
        ...['--domain', '*.example.com', '--feature', 'export', '--limit', 'seats=5', '--expires', '30d'],
      ]);
      const { out: jwks } = await folder.type(['jwks', pair.publicKey]);
      await folder.write('jwks.json', jwks);
      await folder.write('license.jwt', token);
      const flags = ['--key', 'jwks.json', '--issuer', 'https://licenses.example.com', '--any-audience'];
      const here = ['--host', 'app.example.com', '--require-feature', 'export'];
      const { code, value } = await folder.json(['verify', ...flags, ...here, 'license.jwt']);
      assert.deepEqual([code, value.code, value.keyId], [0, 'ok', pair.keyId]);
      const why = await folder.json(['why', ...flags, ...here], { input: token });
      assert.ok(why.value.steps.every(({ outcome }) => outcome !== 'failed'));
      assert.equal((await folder.type(['verify', ...flags, '--host', 'example.com'], { input: token })).code, 1);
      assert.deepEqual(await folder.json(['lint'], { input: token }), { code: 0, err: '', value: { findings: [] } });
      assert.equal((await folder.type(['lint', '--key', 'jwks.json'])).code, 0);
    },
  },
];

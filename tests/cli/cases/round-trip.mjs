import assert from 'node:assert/strict';
import { delimiter } from 'node:path';
import { install } from '../../../scripts/install.mjs';
import { at } from '../../../scripts/paths.mjs';

/** The oldest Node that is promised, and the newest: those that the conformance suite has. */
const others = ['node18', 'node24'];

/** All that a vendor types in a day. */
async function day(folder, env = {}) {
  const type = (args, more) => folder.type(args, { ...more, env });
  const json = (args, more) => folder.json(args, { ...more, env });
  const { value: pair } = await json(['keygen', '--bits', '3072']);
  const { out: token } = await type([
    ...['issue', '--key', pair.privateKey, '--issuer', 'https://licenses.example.com', '--subject', 'customer-1042'],
    ...['--domain', '*.example.com', '--feature', 'export', '--limit', 'seats=5', '--expires', '30d'],
  ]);
  const { out: jwks } = await type(['jwks', pair.publicKey]);
  await folder.write('jwks.json', jwks);
  await folder.write('license.jwt', token);
  const flags = ['--key', 'jwks.json', '--issuer', 'https://licenses.example.com', '--any-audience'];
  const here = ['--host', 'app.example.com', '--require-feature', 'export'];
  const { code, value } = await json(['verify', ...flags, ...here, 'license.jwt']);
  assert.deepEqual([code, value.code, value.keyId], [0, 'ok', pair.keyId]);
  const why = await json(['why', ...flags, ...here], { input: token });
  assert.ok(why.value.steps.every(({ outcome }) => outcome !== 'failed'));
  assert.equal((await type(['verify', ...flags, '--host', 'example.com'], { input: token })).code, 1);
  assert.deepEqual(await json(['lint'], { input: token }), { code: 0, err: '', value: { findings: [] } });
  assert.equal((await type(['lint', '--key', 'jwks.json'])).code, 0);
}

export const cases = [
  { name: 'round trip: keygen, issue, jwks, verify, why, lint', run: (folder) => day(folder) },
  ...others.map((name) => ({
    name: `round trip: the same in ${name}`,
    async run(folder) {
      await install(at('tests/conformance'));
      const bin = at('tests/conformance/node_modules', name, 'bin');
      const env = { PATH: [bin, process.env.PATH].join(delimiter) };
      const { value } = await folder.json(['doctor'], { env });
      assert.match(
        value.symptoms.find((symptom) => symptom.name === 'runtime').detail,
        new RegExp(`^${name.replace('node', 'node ')}\\.`),
      );
      await day(folder, env);
    },
  })),
];

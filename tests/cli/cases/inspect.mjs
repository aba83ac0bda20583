import assert from 'node:assert/strict';
import { claims, license, segment, vendor } from '../licenses.mjs';

export const cases = [
  {
    name: 'inspect: shows a token, forged or not, and says loudly that nothing is verified',
    async run(folder) {
      const forged = `${license().split('.').slice(0, 2).join('.')}.${'A'.repeat(342)}`;
      for (const input of [license(), forged, `\n ${license()}\n`]) {
        const { code, value, err } = await folder.json(['inspect'], { input });
        assert.equal(code, 0);
        assert.match(err, /^NOT VERIFIED/);
        assert.equal(value.verified, false);
        assert.match(value.warning, /anybody/);
        assert.deepEqual(value.header, { alg: 'RS256', kid: 'a' });
        assert.deepEqual(value.claims, claims);
      }
      const { out, err } = await folder.type(['inspect'], { input: license() });
      assert.match(err, /^NOT VERIFIED/);
      assert.match(out, /"customer-1042"/);
      assert.match(out, /exp: 2027-01-16T08:00:00Z \(/);
      assert.match(out, /256 octets/);
    },
  },
  {
    name: 'inspect: a token from stdin, a file, or an argument',
    async run(folder) {
      await folder.write('license.jwt', `${license()}\n`);
      const said = await folder.type(['inspect'], { input: license() });
      for (const args of [['-'], ['license.jwt'], [license()]])
        assert.deepEqual(await folder.type(['inspect', ...args], { input: license() }), said);
    },
  },
  {
    name: 'inspect: what a token says cannot steer the terminal',
    async run(folder) {
      const evil = { ...claims, plan: '\x1b[2J\x9b31m\u202eteam', 'a\nverified: true': 1 };
      const { out } = await folder.type(['inspect'], { input: license(evil) });
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
      assert.doesNotMatch(out, /[\0-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
      assert.doesNotMatch(out, /^verified/m);
      assert.match(out, /\\u202eteam/);
    },
  },
  {
    name: 'inspect: what is no token is said to be none',
    async run(folder) {
      for (const input of ['', 'a', 'a.b', '!.e30.x', `${segment('{')}.e30.x`, `e30.${segment('[]')}.x`, vendor.pem]) {
        const { code, out, err } = await folder.type(['inspect'], { input });
        assert.deepEqual([code, out], [3, '']);
        assert.match(err, /^symbolon: [^\n]+\.\n$/);
      }
    },
  },
];

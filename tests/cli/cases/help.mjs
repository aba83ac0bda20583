import assert from 'node:assert/strict';

const commands = ['keygen', 'issue', 'jwks', 'inspect', 'verify', 'why', 'lint', 'doctor'];

export const cases = [
  {
    name: 'help: all commands are listed, and without one that is an error',
    async run(folder) {
      const asked = await folder.type(['--help']);
      assert.equal(asked.code, 0);
      for (const name of commands) assert.match(asked.out, new RegExp(`^  ${name} `, 'm'));
      assert.equal((await folder.type(['help'])).out, asked.out);
      assert.deepEqual(await folder.type([]), { code: 3, out: '', err: asked.out });
    },
  },
  {
    name: 'help: each command has its own, which shows an example and all options',
    async run(folder) {
      for (const name of commands) {
        const { code, out } = await folder.type([name, '--help']);
        assert.equal(code, 0);
        assert.match(out, new RegExp(`symbolon ${name}`));
        assert.match(out, /Examples?:/);
        for (const option of ['--json', '--help']) assert.ok(out.includes(option), `${name} has ${option}.`);
        assert.equal((await folder.type(['help', name])).out, out);
      }
    },
  },
  {
    name: 'help: commands that take a token prefer stdin',
    async run(folder) {
      for (const name of ['inspect', 'verify', 'why', 'lint']) {
        const { out } = await folder.type([name, '--help']);
        assert.match(out, /by stdin/);
        assert.match(out, /list the processes/);
      }
    },
  },
  {
    name: 'help: the version is that of the package',
    async run(folder) {
      const { version } = JSON.parse(await folder.read('../node_modules/symbolon/package.json'));
      assert.deepEqual(await folder.type(['--version']), { code: 0, out: `${version}\n`, err: '' });
    },
  },
];

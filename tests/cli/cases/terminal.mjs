/** Colors are for terminals: util-linux's `script` makes one. */
import assert from 'node:assert/strict';
import { run } from '../../../scripts/run.mjs';
import { asked, license, vendor } from '../licenses.mjs';

const missing = async () => {
  const { output } = await run('script', ['--version'], { allowFailure: true }).catch(() => ({ output: '' }));
  return /util-linux/.test(output) ? undefined : 'the command `script` of util-linux is missing (apt install bsdutils)';
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what a color begins with
const colored = /\x1b\[\d+m/;

/** What is said on a terminal, both streams. */
async function onTerminal(folder, args, env = {}) {
  const words = [folder.program, ...args].map((word) => `'${word}'`).join(' ');
  const { output } = await run('script', ['-q', '-e', '-c', words, '/dev/null'], {
    cwd: folder.dir,
    env: { TERM: 'xterm', NO_COLOR: undefined, ...env },
    allowFailure: true,
  });
  return output;
}

const prepared = async (folder) => {
  await folder.write('key.json', JSON.stringify(vendor.jwk));
  await folder.write('license.jwt', license());
  return ['verify', ...asked, 'license.jwt'];
};

export const cases = [
  {
    name: 'terminal: colors on one',
    missing,
    async run(folder) {
      const verify = await prepared(folder);
      for (const args of [verify, ['inspect', 'license.jwt'], ['--help'], ['verify']])
        assert.match(await onTerminal(folder, args), colored);
    },
  },
  {
    name: 'terminal: none with NO_COLOR, on a dumb one, or as JSON',
    missing,
    async run(folder) {
      const verify = await prepared(folder);
      for (const [args, env] of [
        [verify, { NO_COLOR: '1' }],
        [verify, { TERM: 'dumb' }],
        [[...verify, '--json'], {}],
      ]) {
        const output = await onTerminal(folder, args, env);
        assert.match(output, /ACTIVE/);
        assert.doesNotMatch(output, colored);
      }
    },
  },
  {
    name: 'terminal: nobody is left waiting for a token on one',
    missing,
    async run(folder) {
      const [, ...flags] = (await prepared(folder)).slice(0, -1);
      assert.match(await onTerminal(folder, ['verify', ...flags]), /by stdin, or the name of a file/);
    },
  },
  {
    name: 'terminal: no colors in a pipe',
    async run(folder) {
      const verify = await prepared(folder);
      for (const args of [verify, ['inspect', 'license.jwt'], ['--help'], ['verify']]) {
        const { out, err } = await folder.type(args, { env: { TERM: 'xterm', NO_COLOR: '' } });
        assert.doesNotMatch(out + err, colored);
      }
    },
  },
];

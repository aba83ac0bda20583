// To both registries: `npm run release`. With `-- --dry-run` it shows what they would get,
// needs no login and sends nothing.
import { existsSync, readFileSync } from 'node:fs';
import { build } from './build.mjs';
import { gitStatus } from './git-status.mjs';
import { main } from './main.mjs';
import { at, pkg } from './paths.mjs';
import { run } from './run.mjs';
import { step } from './step.mjs';
import { sharedVersion } from './version.mjs';

const dryRun = process.argv.includes('--dry-run');

/** What must hold: each a sentence and whether it does. */
const conditions = [
  ['The working tree is clean', async () => (await gitStatus()) === ''],
  [
    'The papers are there',
    () => ['README.md', 'CHANGELOG.md', 'LICENSE-MIT', 'LICENSE-APACHE'].every((name) => existsSync(at(name))),
  ],
  [
    'CHANGELOG.md has a heading for this version',
    () => existsSync(at('CHANGELOG.md')) && readFileSync(at('CHANGELOG.md'), 'utf8').includes(sharedVersion()),
  ],
];

async function release() {
  const version = sharedVersion();
  console.log(`symbolon ${version}, crate and package${dryRun ? ' (dry run: nothing is sent)' : ''}\n`);
  for (const [sentence, holds] of conditions) {
    if (await holds()) console.log(`✓ ${sentence}`);
    else if (dryRun) console.log(`✗ ${sentence}: this would end a real release`);
    else throw new Error(`Not so: ${sentence}.`);
  }
  await build();

  const unclean = dryRun ? ['--allow-dirty'] : [];
  console.log('\nThe crate:');
  await run('cargo', ['package', '--list', ...unclean], { show: true });
  await step('Building the crate from these files alone', () =>
    run('cargo', ['publish', '--locked', '--dry-run', ...unclean]),
  );
  console.log('\nThe npm package:');
  await run('npm', ['publish', '--dry-run', '--access', 'public', '--loglevel=notice'], { cwd: pkg, show: true });
  if (dryRun) return console.log('\nNothing was sent.');

  // The crate first: its registry refuses more.
  await run('cargo', ['publish', '--locked'], { show: true });
  await run('npm', ['publish', '--access', 'public'], { cwd: pkg, show: true });
}

await main(import.meta.url, release);

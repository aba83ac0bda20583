/**
 * Who accepts what: gives every peer the tokens of tests/vectors/peers.json and writes docs/peers.md. With `--check` it
 * writes nothing, and fails if the table there is not the one that it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from '../../scripts/build.mjs';
import { install } from '../../scripts/install.mjs';
import { main } from '../../scripts/main.mjs';
import { at, pkg } from '../../scripts/paths.mjs';

const page = at('docs/peers.md');
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** A case of the room, with the defaults under it and its one key resolved. */
function laidOver({ defaults }, { name, options, context, token, expect }) {
  const all = { ...defaults.options, ...options };
  const [{ $key, kid: _, ...more }] = all.keys.jwks.keys;
  const jwk = { ...read(at('tests/vectors/keys', `${$key}.json`)).jwk, kid: 'a', ...more };
  return {
    name: name.replace('peers: ', ''),
    options: { ...all, keys: { jwks: { keys: [jwk] } } },
    context: { ...defaults.context, ...context },
    token,
    setting: { jwk, issuer: all.issuer, audience: all.audience },
    code: expect.code,
  };
}

async function accepted(call) {
  try {
    await call();
    return true;
  } catch {
    return false;
  }
}

const claimsOf = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));

/** @returns {Promise<string>} the page, as it is to be on this day */
async function written(today) {
  const { peers, comparisons } = await import('./peers.mjs');
  const { createVerifier } = await import(pathToFileURL(`${pkg}/node.js`));
  const room = read(at('tests/vectors/peers.json'));
  const cases = room.cases.map((one) => laidOver(room, one));
  const own = async ({ options, context, token, code }) => {
    const decision = (await createVerifier(options)).verifySync(token, context);
    if (decision.code !== code) throw new Error(`symbolon says ${decision.code}, not ${code}.`);
    return decision.granted ? 'A' : `r \`${code}\``;
  };
  const letter = (yes) => (yes ? '**A**' : 'r');

  const tokens = [];
  const domains = [];
  for (const one of cases) {
    if (one.context.host === undefined) {
      const row = [];
      for (const { accepts } of peers) row.push(letter(await accepted(() => accepts(one.token, one.setting))));
      tokens.push([one.name, ...row, await own(one)]);
    } else {
      const { host } = one.context;
      const { domain } = claimsOf(one.token);
      const row = comparisons.map(({ accepts }) => letter(accepts(host, domain)));
      domains.push([one.name, `\`${domain}\``, `\`${host}\``, ...row, await own(one)]);
    }
  }
  const { dependencies } = read(at('tests/peers/package.json'));
  const versions = { ...dependencies, symbolon: read(`${pkg}/package.json`).version };
  const named = ({ name }) => `${name} ${versions[name]}`;
  return `# What other libraries accept

Tokens that are not what they ought to be, and who accepts them: **A** accepts, r refuses. Made by \`npm run peers\` on
${today} with Node ${process.versions.node.split('.')[0]}, from [the vectors](../tests/vectors/make/rooms/peers.mjs), which \`npm test\` gives to Symbolon in every
runtime. The first row is a good token, which all are to accept.

Not all that is accepted is a hole. A signature in two spellings makes two tokens of one: that matters where a
denylist, a cache or a log goes by the token's text. Twice the same name matters where two readers choose differently.
An exponent of 1 or a short modulus matters where somebody else can add a key. And what a library leaves to its user is
no fault of it, if the user knows.

${table(['the token', ...peers.map(named), named({ name: 'symbolon' })], tokens)}

How each was asked, with the same key, issuer and audience; all else as it comes:

${peers.map(({ name, how }) => `* ${name}: ${how}`).join('\n')}
* symbolon: \`createVerifier\` with \`issuer\`, \`audience\`, \`domain: 'off'\`

An absent issuer or audience cannot be asked of a library that has no option for it: there A says that the token
passes.

## Domains

None of these libraries compares domains. This is what comes of the ways in which that is often written by hand, for a
domain that the license names and the host where it runs. Here the rows say what a license means: those that Symbolon
accepts are the same domain.

${table(['', 'license', 'host', ...comparisons.map(({ name }) => name), 'symbolon'], domains)}

${comparisons.map(({ name, how }) => `* ${name}: ${how}`).join('\n')}

Substring and suffix go by what follows \`*.\` in the pattern.
`;
}

const table = (head, rows) => [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const dated = /\d{4}-\d{2}-\d{2}/;

await main(import.meta.url, async () => {
  await install(fileURLToPath(new URL('.', import.meta.url)));
  await build();
  const check = process.argv.includes('--check');
  const before = check ? readFileSync(page, 'utf8') : '';
  const after = await written(check ? before.match(dated)[0] : new Date().toISOString().slice(0, 10));
  if (!check) writeFileSync(page, after);
  else if (before !== after) throw new Error('docs/peers.md is not what `npm run peers` writes.');
});

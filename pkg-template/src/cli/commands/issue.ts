import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import process from 'node:process';
import { encoded } from '../../base64url.js';
import type { Arguments } from '../arguments.js';
import { type Command, exit } from '../command.js';
import { Complaint, named } from '../complaint.js';
import { type Members, signed } from '../jws.js';
import { fileName, privateKeyIn, published } from '../keys.js';
import { ownKey } from '../own-key.js';
import type { Terminal } from '../terminal.js';
import { momentOf } from '../times.js';

/** Claims that are one text each, by their flags. */
const TEXTS = { issuer: 'iss', subject: 'sub', plan: 'plan', status: 'status', 'token-use': 'token_use', id: 'jti' };

/** Claims that are one text or several. */
const ONE_OR_MORE = { audience: 'aud', domain: 'domain', 'hardware-id': 'hwid' };

/** Claims that are lists. */
const LISTS = { feature: 'features', role: 'roles', scope: 'scp' };

export const issue: Command = {
  name: 'issue',
  summary: 'Signs a license with a private key of yours',
  operands: '',
  most: 0,
  options: {
    key: { value: '<file>', says: 'the private key: PEM or a JSON Web Key, or - for stdin' },
    expires: { value: '<moment|never>', says: 'when the license ends: 30d, 1y, 2027-01-31' },
    domain: { value: '<pattern>', says: 'where it may be used: example.com, *.example.com', many: true },
    issuer: { value: '<text>', says: 'who issues it' },
    audience: { value: '<text>', says: 'for which product', many: true },
    subject: { value: '<id>', says: 'to whom: an identifier, no name or address' },
    plan: { value: '<name>', says: 'the plan' },
    feature: { value: '<name>', says: 'a feature that it gives', many: true },
    limit: { value: '<name=number>', says: 'a limit that it sets, as in seats=5', many: true },
    role: { value: '<name>', says: 'a role that it gives', many: true },
    scope: { value: '<name>', says: 'a scope that it gives', many: true },
    'hardware-id': { value: '<id>', says: 'a device to which it is bound', many: true },
    status: { value: '<name>', says: 'the claim `status`, as in trial' },
    'not-before': { value: '<moment>', says: 'from when on it is valid' },
    'license-expires': { value: '<moment>', says: 'when the license ends, where --expires ends the token' },
    id: { value: '<id>', says: 'the claim `jti` [a random UUID]' },
    'token-use': { value: '<text>', says: 'the claim `token_use`' },
    type: { value: '<text>', says: 'the header `typ`' },
    'key-id': { value: '<id>', says: "the header `kid` [the key's RFC 7638 thumbprint]" },
    claim: { value: '<name=value>', says: 'any other claim; the value is JSON, or else a text', many: true },
    now: { value: '<moment>', says: 'signs as if it were then' },
  },
  examples: [
    'symbolon issue --key license-key.pem --issuer https://licenses.example.com --domain app.example.com \\',
    '    --subject customer-1042 --plan team --feature export --limit seats=5 --expires 1y > license.jwt',
    'vault read -field=key secret/license | symbolon issue --key - --domain example.com --expires 30d',
  ],

  async run(given, terminal) {
    const file = given.text('key');
    if (file === undefined) throw new Complaint('Say with which private key to sign: --key <file>.');
    const claims = claimsOf(given);
    await checkPatterns(given.texts('domain'));
    const key = await privateKeyIn(file);
    await remarkIfOpen(file, terminal);
    const keyId = given.text('key-id') ?? published(key).kid;
    const type = given.text('type');
    const header = { alg: 'RS256', ...(type !== undefined && { typ: type }), kid: keyId };
    const token = signed(header, encoded(JSON.stringify(claims)), key);
    if (given.has('json')) terminal.json({ token, keyId, claims });
    else terminal.line(token);
    return exit.ok;
  },
};

function claimsOf(given: Arguments): Members {
  const nowText = given.text('now');
  const iat = Math.floor(nowText === undefined ? Date.now() / 1000 : momentOf(nowText, Date.now() / 1000));
  const exp = endOf(given, iat);
  const claims: { [name: string]: unknown } = { jti: randomUUID(), iat, ...(exp !== undefined && { exp }) };
  const nbf = given.text('not-before');
  if (nbf !== undefined) claims.nbf = momentOf(nbf, iat);
  if (exp !== undefined && (claims.nbf as number) >= exp)
    throw new Complaint('The license would end before it begins.');
  const licenseEnd = given.text('license-expires');
  if (licenseEnd !== undefined) claims.license_exp = momentOf(licenseEnd, iat);
  for (const [flag, name] of Object.entries(TEXTS)) if (given.has(flag)) claims[name] = given.text(flag);
  for (const [flag, name] of Object.entries(ONE_OR_MORE)) {
    const texts = given.texts(flag);
    if (texts.length > 0) claims[name] = texts.length === 1 ? texts[0] : texts;
  }
  for (const [flag, name] of Object.entries(LISTS)) if (given.has(flag)) claims[name] = given.texts(flag);
  if (given.has('limit')) claims.limits = Object.fromEntries(given.texts('limit').map(limitOf));
  for (const [name, value] of given.texts('claim').map(claimOf)) {
    if (Object.hasOwn(claims, name))
      throw new Complaint(`The claim ${named(name, 'of that name')} has an option of its own.`);
    Object.defineProperty(claims, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return claims;
}

/** A license without an end is possible, but has to be asked for. */
function endOf(given: Arguments, now: number): number | undefined {
  const text = given.text('expires');
  if (text === undefined) throw new Complaint('Say when the license ends: --expires 1y, or --expires never.');
  if (text === 'never') return undefined;
  const end = momentOf(text, now);
  if (end <= now)
    throw new Complaint('The license would end before it is issued: a span of time needs its unit, as in 30d.');
  return end;
}

function limitOf(text: string): [string, number] {
  const [, name, number] = /^([^=]+)=(-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (name === undefined) throw new Complaint(`A limit is written as seats=5, not as ${named(text)}.`);
  return [name, Number(number)];
}

function claimOf(text: string): [string, unknown] {
  const at = text.indexOf('=');
  if (at < 1) throw new Complaint(`A claim is written as name=value, not as ${named(text)}.`);
  const value = text.slice(at + 1);
  try {
    return [text.slice(0, at), JSON.parse(value)];
  } catch {
    return [text.slice(0, at), value];
  }
}

/** What matches nothing would make a license that works nowhere. */
async function checkPatterns(patterns: readonly string[]): Promise<void> {
  if (patterns.length === 0) return;
  const { patternProblem } = await ownKey();
  for (const pattern of patterns) {
    const problem = patternProblem(pattern);
    if (problem !== undefined) throw new Complaint(`${named(pattern, 'A domain')} would match nothing: ${problem}.`);
  }
}

async function remarkIfOpen(file: string, terminal: Terminal): Promise<void> {
  if (file === '-' || process.platform === 'win32') return;
  const { mode } = await stat(file);
  if (mode & 0o077)
    terminal.remark(`Others on this machine may read the private key in ${fileName(file)}: chmod 600 would end that.`);
}

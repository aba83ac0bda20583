// biome-ignore-all format: a table is read by its rows
import { base, DAY, each, NOW, show, vector } from '../room.mjs';
import { base64url, token } from '../token.mjs';

const good = token({ payload: { exp: NOW + DAY } });
const [header, payload, signature] = good.split('.');
const malformed = (name, spelling, what) => vector(name, 'INVALID token_malformed', { token: spelling, ...what });

/** The same octets, with the unused bits of the last character set. */
function leftover(segment) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  if (segment.length % 4 === 0) throw new Error('This segment has no bits left over.');
  return segment.slice(0, -1) + alphabet[alphabet.indexOf(segment.at(-1)) + 1];
}

/** A good token of exactly `length` characters. */
function tokenOfLength(length) {
  for (const header of [{ alg: 'RS256', typ: 'JWT' }, { alg: 'RS256', typ: 'JW' }, { alg: 'RS256', typ: 'J' }]) {
    const bare = token({ header, payload: { exp: NOW + DAY, fill: '' } }).length;
    for (let fill = Math.floor(((length - bare) * 3) / 4) - 3; fill < length; fill += 1) {
      const result = token({ header, payload: { exp: NOW + DAY, fill: 'x'.repeat(fill) } });
      if (result.length === length) return result;
      if (result.length > length) break;
    }
  }
  throw new Error(`No token has ${length} characters.`);
}

/** Payloads that leave 0, 2 and 4 bits over, so that each segment length modulo 4 is seen. */
const fills = ['', 'x', 'xx'].map((fill) => token({ payload: { exp: NOW + DAY, fill } }));
const loose = fills.find((one) => one.split('.')[1].length % 4 === 2);
const looser = fills.find((one) => one.split('.')[1].length % 4 === 3);
const headerOf = (typ) => token({ header: { alg: 'RS256', typ }, payload: { exp: NOW + DAY } });
const looseHeader = ['J', 'JW', 'JWT'].map(headerOf).find((one) => one.split('.')[0].length % 4 !== 0);
const replaced = (whole, at, change) => whole.split('.').map((part, index) => (index === at ? change(part) : part)).join('.');

export default {
  about: 'Check 1, form: three segments of canonical base64url, one spelling for one token (RFC 7515 section 7.1, RFC 4648 section 5).',
  defaults: base,
  cases: [
    vector('a good token', 'ACTIVE ok', { token: good, expect: { keyId: null, expiresAt: NOW + DAY } }),
    ...each(fills, (one) => vector(`a payload segment of length ${one.split('.')[1].length % 4} modulo 4`, 'ACTIVE ok', { token: one })),

    vector('no token at all', 'INVALID token_missing', { token: undefined }),
    ...each([null, '', 0, 5, true, false, [], {}, [good], { token: good }], (value) =>
      vector(`the token is ${show(value).slice(0, 20)}`, 'INVALID token_missing', { token: value }),
    ),

    malformed('one space', ' '),
    malformed('one dot', '.'),
    malformed('two dots', '..'),
    malformed('three dots', '...'),
    malformed('a word', 'license'),
    malformed('one segment', header),
    malformed('two segments', `${header}.${payload}`),
    malformed('two segments and a dot', `${header}.${payload}.`),
    malformed('an empty header segment', `.${payload}.${signature}`),
    malformed('an empty payload segment', `${header}..${signature}`),
    malformed('four segments', `${good}.${signature}`),
    malformed('a dot at the end', `${good}.`),
    malformed('a dot at the start', `.${good}`),
    malformed('five segments, as an encrypted token has', `${good}.AAAA.AAAA`),
    malformed('the JSON serialization of RFC 7515', JSON.stringify({ payload, signatures: [{ protected: header, signature }] })),
    malformed('a Bearer prefix', `Bearer ${good}`),
    malformed('in quotes', `"${good}"`),

    malformed('a space before', ` ${good}`),
    malformed('a space after', `${good} `),
    malformed('a line feed after', `${good}\n`),
    malformed('CRLF after', `${good}\r\n`),
    malformed('a tab before a dot', good.replace('.', '\t.')),
    malformed('a space inside the signature', `${header}.${payload}.${signature.slice(0, 40)} ${signature.slice(40)}`),
    malformed('a line feed inside the payload', `${header}.${payload.slice(0, 8)}\n${payload.slice(8)}.${signature}`),
    malformed('a NUL after', `${good}\u0000`),
    malformed('a byte order mark before', `\uFEFF${good}`),
    malformed('a zero-width space after', `${good}\u200B`),
    malformed('a full-width dot', good.replace('.', '．')),
    malformed('a letter beyond ASCII in the header', replaced(good, 0, (part) => `é${part.slice(1)}`)),
    malformed('a full-width letter in the signature', replaced(good, 2, (part) => `${part.slice(0, -1)}Ａ`)),

    ...each([0, 1, 2], (at) => malformed(`padding "=" in segment ${at + 1}`, replaced(good, at, (part) => `${part}=`))),
    ...each([0, 1, 2], (at) => malformed(`padding "==" in segment ${at + 1}`, replaced(good, at, (part) => `${part}==`))),
    malformed('"+" of plain base64', replaced(good, 2, (part) => `+${part.slice(1)}`)),
    malformed('"/" of plain base64', replaced(good, 2, (part) => `/${part.slice(1)}`)),
    ...each(['!', '*', ',', ':', '~', '%', '%2E', '\\', '`', '@', '[', '{'], (sign) =>
      malformed(`"${sign}" inside a segment`, replaced(good, 1, (part) => `${part.slice(0, 4)}${sign}${part.slice(5)}`)),
    ),

    malformed('bits left over in the signature', replaced(good, 2, leftover)),
    malformed('two bits left over in the payload', replaced(looser, 1, leftover)),
    malformed('four bits left over in the payload', replaced(loose, 1, leftover)),
    malformed('bits left over in the header', replaced(looseHeader, 0, leftover)),
    ...each([0, 1, 2], (at) =>
      malformed(`segment ${at + 1} of a length that base64 cannot have`, replaced(good, at, (part) => part + 'A'.repeat((5 - (part.length % 4)) % 4 || 4))),
    ),
    malformed('a segment of one character', `${header}.${payload}.A`),

    vector('the longest token by default', 'ACTIVE ok', { token: tokenOfLength(16_384) }),
    vector('one character longer', 'INVALID token_too_long', { token: tokenOfLength(16_385) }),
    vector('exactly maxTokenLength', 'ACTIVE ok', { token: good, options: { maxTokenLength: good.length } }),
    vector('one more than maxTokenLength', 'INVALID token_too_long', { token: good, options: { maxTokenLength: good.length - 1 } }),
    vector('too long, and malformed besides', 'INVALID token_too_long', { token: '.'.repeat(400), options: { maxTokenLength: 399 } }),
    vector('malformed at exactly maxTokenLength', 'INVALID token_malformed', { token: '.'.repeat(400), options: { maxTokenLength: 400 } }),
    vector('form comes before the header', 'INVALID token_malformed', { token: `${base64url('{"alg":"none"}')}.${payload}.${signature}=` }),
    vector('an unsecured token, with its empty signature', 'INVALID token_malformed', { token: `${base64url('{"alg":"none"}')}.${payload}.` }),
  ],
};

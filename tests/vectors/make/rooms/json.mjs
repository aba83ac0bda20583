// biome-ignore-all format: a table is read by its rows
import { base, each, vector } from '../room.mjs';

const EXP = '"exp":1800086400';
/** A payload whose one further member `x` has this JSON text. */
const member = (text) => `{${EXP},"x":${text}}`;
const accepted = (name, payload, expect) => vector(`json: ${name}`, 'ACTIVE ok', { payload, expect });
const refused = (name, payload) => vector(`json: ${name}`, 'INVALID claims_malformed', { payload });
const bytes = (...parts) => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));
const raw = (octets) => bytes(`{${EXP},"x":"`, octets, '"}');
const claims = (text) => ({ claims: JSON.parse(text) });
const round = (text) => accepted(`x is ${text}`, member(text), claims(member(text)));

export default {
  about: 'Strict JSON (RFC 8259) in the payload: UTF-8, no name twice, no lone surrogate, nesting of 32, finite numbers.',
  defaults: base,
  cases: [
    ...each(['null', 'true', 'false', '5', '"x"', '[]', `[{${EXP}}]`], (text) => refused(`JSON, but no object: ${text}`, text)),
    ...each(['x', ' ', '{', '}', '{}{}', `{${EXP}}}`, `{${EXP}} x`, `{${EXP}}\u0000`, `{${EXP}}{${EXP}}`, `{${EXP}},`, `{${EXP},}`, `{,${EXP}}`, `{${EXP} "x":1}`, `{${EXP},"x"}`, `{${EXP},"x":}`, `{${EXP},"x" 1}`, `{${EXP},x:1}`, `{${EXP},'x':1}`, `{${EXP},5:1}`, `{${EXP},null:1}`], (text) =>
      refused(`the payload is ${JSON.stringify(text)}`, text),
    ),
    accepted('white space of all four kinds', ` \t\r\n{ ${EXP.replace(':', '\t:\r\n')} , "x" : [ 1 ,\t2 ] } \n`, { claims: { exp: 1800086400, x: [1, 2] } }),
    accepted('the name exp in escapes', '{"\\u0065\\u0078\\u0070":1800086400}', { expiresAt: 1800086400 }),
    accepted('members in any order, names of all kinds', `{"":1," ":2,"a b":3,"é":4,"\\u0000":5,${EXP}}`, claims(`{"":1," ":2,"a b":3,"é":4,"\\u0000":5,${EXP}}`)),
    ...each(['\u000b', '\u000c', '\u00a0', '\u2028', '\u3000', '\ufeff'], (space) =>
      refused(`white space that JSON has not, U+${space.codePointAt(0).toString(16).padStart(4, '0')}`, `{${EXP},${space}"x":1}`),
    ),
    refused('a comment', `{${EXP}/* for ever */}`),
    refused('a line comment', `{${EXP}} // for ever`),

    ...each(['null', 'true', 'false', '[]', '{}', '""', '[[],{}]', '[null,true,false,0,"",[],{}]', '0', '-0', '0.0', '-0.0e-0', '1', '-1', '10', '1.5', '-1.25', '1e3', '1E3', '1e+3', '1e-3', '0e0', '0E99', '123456789012345678901234567890', '0.1', '1.7976931348623157e308', '1.7976931348623158e308', '-1.7976931348623157e308', '5e-324', '1e-400', `0.${'0'.repeat(40)}1`, `1${'0'.repeat(308)}`, `0.${'0'.repeat(400)}1e401`], round),
    ...each(['1e400', '-1e400', '1.7976931348623159e308', `1${'0'.repeat(309)}`, '1e99999999999999999999', '01', '00', '-01', '-', '+1', '.5', '1.', '-.5', '1.e3', '1e', '1e+', '1e-', '1ee3', '1e1.5', '0x10', '1_000', '1,5', 'NaN', 'Infinity', '-Infinity', 'nan', 'True', 'TRUE', 'NULL', 'nul', 'nulll', 'undefined', 'tru', '--1', '1-1', '０'], (text) =>
      refused(`x is ${text.slice(0, 24)}`, member(text)),
    ),
    ...each(['[', ']', '[1', '[1,', '[1,]', '[,1]', '[,]', '[1 2]', '[1;2]', '{', '{"a"', '{"a":1', '{"a":1]', '[1}', '{"a":1,}', '(1)'], (text) =>
      refused(`x is ${text}`, member(text)),
    ),

    ...each(['"\\"\\\\\\/\\b\\f\\n\\r\\t"', '"\\u00e9"', '"\\u00E9"', '"\\ud83d\\udd11"', '"\\uD83D\\uDD11"', '"\\u0000"', '"\\u001f"', '"é"', '"🔑"', '"\u007f"', '"\u2028\u2029"', '"\\uffff"', '"\uffff"', '"\ufdd0"', '"\ud7ff\ue000"', '"\u{10ffff}"', '"/"', '"a\\u0022b"', '"\\\\u0065"', '"\ufeff"'], round),
    ...each(['"', '"a', 'a"', '"a"b"', '\'a\'', '"\\"', '"\\a"', '"\\v"', '"\\0"', '"\\\'"', '"\\x41"', '"\\u"', '"\\u12"', '"\\u00g0"', '"\\u 041"', '"\\u+041"', '"\\U00000041"', '"\\u{41}"', '"\\"', '"\n"', '"\t"', '"\r"', '"\u0000"', '"\u001f"', '"\\\n"'].filter((text, index, all) => all.indexOf(text) === index), (text) =>
      refused(`x is ${JSON.stringify(text)}, a string that is none`, member(text)),
    ),
    ...each(['\\ud800', '\\udc00', '\\udfff', '\\udbff', '\\ud800\\ud800', '\\ud800x', '\\ud800\\n', '\\ud800\\u0041', '\\udc00\\ud800', '\\ud83d\\ud83d\\udd11', '\\ud83d \\udd11', '\\ud800\\\\udc00'], (text) =>
      refused(`a lone surrogate in the string ${text}`, member(`"${text}"`)),
    ),
    refused('a lone surrogate in a name', `{${EXP},"\\ud800":1}`),
    refused('a lone surrogate deep inside', member('[{"a":["\\udfff"]}]')),

    refused('a byte order mark in front', `\ufeff{${EXP}}`),
    refused('UTF-16', Buffer.from(`{${EXP}}`, 'utf16le')),
    refused('UTF-16 with its mark', Buffer.from(`\ufeff{${EXP}}`, 'utf16le')),
    ...each([[0xff], [0xfe], [0x80], [0xbf], [0xc3], [0xc3, 0x28], [0xc0, 0xaf], [0xc1, 0xbf], [0xe2, 0x82], [0xe0, 0x80, 0xaf], [0xe0, 0x9f, 0xbf], [0xed, 0xa0, 0x80], [0xed, 0xbf, 0xbf], [0xed, 0xa0, 0xbd, 0xed, 0xb4, 0x91], [0xf0, 0x80, 0x80, 0xaf], [0xf0, 0x9f, 0x94], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80]], (octets) =>
      refused(`octets that are no UTF-8: ${Buffer.from(octets).toString('hex')}`, raw(octets)),
    ),
    refused('octets that are no UTF-8 in a name', bytes(`{${EXP},"`, [0xc3], '":1}')),
    refused('octets that are no UTF-8 behind the object', bytes(`{${EXP}}`, [0xff])),

    refused('exp twice', '{"exp":1800086400,"exp":1900000000}'),
    refused('exp twice with the same value', `{${EXP},${EXP}}`),
    refused('exp twice, once in escapes', `{${EXP},"\\u0065xp":1900000000}`),
    refused('a name twice in two escapes', `{${EXP},"\\u00e9":1,"é":2}`),
    refused('a name twice, upper and lower hexadecimal', `{${EXP},"\\u00EA":1,"\\u00ea":2}`),
    refused('a name twice, as a pair of surrogates', `{${EXP},"🔑":1,"\\ud83d\\udd11":2}`),
    refused('a name twice, "/" escaped', `{${EXP},"a/b":1,"a\\/b":2}`),
    refused('the empty name twice', `{${EXP},"":1,"":2}`),
    refused('a name twice, one level down', member('{"a":1,"b":2,"a":1}')),
    refused('a name twice, deep inside arrays', member('[[[{"a":{"b":1,"b":null}}]]]')),
    refused('a name twice in limits', `{${EXP},"limits":{"seats":1,"seats":1000}}`),
    refused('__proto__ twice', `{${EXP},"__proto__":1,"__proto__":2}`),
    refused('a name twice among many', `{${EXP},${Array.from({ length: 200 }, (_, index) => `"n${index}":${index}`).join()},"n117":0}`),
    accepted('the same name in two objects', member('[{"a":1},{"a":1,"b":{"a":1}}]')),
    accepted('names that differ in case', `{${EXP},"Exp":1,"EXP":1}`),
    accepted('names that are equal only when normalized', `{${EXP},"\u00e9":1,"e\u0301":2}`, claims(`{${EXP},"\u00e9":1,"e\u0301":2}`)),
    accepted('__proto__ and constructor as names', `{${EXP},"__proto__":{"plan":"x"},"constructor":1,"toString":2}`, claims(`{${EXP},"__proto__":{"plan":"x"},"constructor":1,"toString":2}`)),
    accepted('__proto__ at depth', member('{"__proto__":{"__proto__":[{"__proto__":null}]}}'), claims(member('{"__proto__":{"__proto__":[{"__proto__":null}]}}'))),

    accepted('nesting of 32, arrays', member('['.repeat(31) + ']'.repeat(31))),
    refused('nesting of 33, arrays', member('['.repeat(32) + ']'.repeat(32))),
    accepted('nesting of 32, objects', member(`${'{"a":'.repeat(31)}1${'}'.repeat(31)}`)),
    refused('nesting of 33, objects', member(`${'{"a":'.repeat(32)}1${'}'.repeat(32)}`)),
    refused('nesting of 33, the innermost empty', member(`${'[{"a":'.repeat(15)}[{}]${'}]'.repeat(15)}`)),
    accepted('nesting of 32, mixed', member(`${'[{"a":'.repeat(15)}[]${'}]'.repeat(15)}`)),
    refused('nesting of 4000', member('['.repeat(4000) + ']'.repeat(4000))),
    refused('nesting of 4000, never closed', member('['.repeat(4000))),
    accepted('breadth is not depth', member(`[${Array(500).fill('[[]]').join()}]`)),
  ],
};

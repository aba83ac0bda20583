// biome-ignore-all format: a table is read by its rows
import { base, each, show, vector } from '../room.mjs';

/** A host, and the one pattern of the token: they fit, they do not, or the host is none. */
const fits = (host, pattern, canonical, what) =>
  vector(`host ${show(host)} is ${show(pattern)}`, 'ACTIVE ok', { claims: { domain: pattern }, context: { host }, ...what, ...(canonical ? { expect: { domain: { host: canonical, pattern } } } : {}) });
const differs = (host, pattern, what) =>
  vector(`host ${show(host)} is not ${pattern}`, 'INVALID domain_mismatch', { claims: { domain: pattern }, context: { host }, ...what });
const malformed = (host, what) =>
  vector(`host ${show(host)} is malformed`, 'INVALID host_malformed', { claims: { domain: 'example.com' }, context: { host }, ...what });
const unavailable = (name, context, what) => vector(`host unavailable: ${name}`, 'INVALID host_unavailable', { claims: { domain: 'example.com' }, context, ...what });
const mapper = { mapper: true };
const escaped = (host) => JSON.stringify(host).replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

const L63 = 'a'.repeat(63);
const name253 = `${`${'a'.repeat(49)}.`.repeat(5)}com`; // 253 octets
const name254 = `${'a'.repeat(50)}.${name253.slice(50)}`;
/** Code points that end a host elsewhere, or that a URL refuses, or that are no letters of a name. */
const signs = ['/', '\\', '@', '?', '#', '%', '*', ' ', '\t', '\n', '\r', '\u0000', '\u000b', '\u000c', '\u001f', '\u007f', '<', '>', '^', '|', '[', ']', '!', '"', '$', '&', "'", '(', ')', '+', ',', ';', '=', '`', '{', '}', '~'];

export default {
  about: 'Check 9, the host: what it is read as, and what is none (URL Standard, section 3.5).',
  defaults: { ...base, options: { ...base.options, domain: 'required' } },
  cases: [
    unavailable('left out', {}, { ambientHost: false }),
    unavailable('null', { host: null }, { ambientHost: false }),
    unavailable('empty', { host: '' }),
    unavailable('the opaque origin, as text', { host: 'null' }),
    unavailable('an empty binding asks for the host all the same', { host: '' }, { claims: { domain: [] } }),

    ...each(
      [
        ['example.com', 'example.com'],
        ['EXAMPLE.com', 'example.com'],
        ['example.com.', 'example.com'],
        ['EXAMPLE.COM.:8080', null],
        ['example.com:80', null],
        ['example.com:443', null],
        ['example.com:1', null],
        ['example.com:65535', null],
      ],
      ([host, canonical]) => fits(host, 'example.com', canonical),
    ),
    ...each(['localhost', 'intranet', 'a', 'x-y', '-a.example', 'a-.example', 'a--b.example', 'ab--cd.example', '_dmarc.example.com', 'a_b.example', '1a.example', '1.example.com', '1.2.3.4.example', '0x7f.example', 'example.1a', 'example.0xg', `${L63}.example`, name253, 'a.b.c.d.e.f.g.h.i.j'], (host) => fits(host, host, host)),
    { ...fits(`${name253}.`, name253, name253), name: 'the longest host, and a dot' },

    ...each(signs, (sign) => malformed(`exam${sign}ple.com`)),
    ...each(['/', '\\', '@', '?', '#', '%', '*', ' ', '\n', '\t'], (sign) => malformed(`example.com${sign}`)),
    ...each([' example.com', '\texample.com', '\nexample.com', 'https://example.com', 'https://example.com/', '//example.com', 'example.com/path', 'user@example.com', 'user:secret@example.com', 'example.com?x', 'example.com#x', 'example.com/@example.com', 'evil.test#example.com', 'evil.test\\example.com', '*.example.com', '*', '%65xample.com', 'example.com%00', 'example.com, evil.test'], malformed),
    ...each(['..', '.example.com', 'example..com', 'example.com..', '..example.com', 'a...b', '.com', 'example.com..:80'], malformed),
    malformed(`${L63}a.example.com`),
    malformed(name254),
    { ...malformed(`${name254}.`), name: 'a host too long, and a dot' },
    malformed(`${'a.'.repeat(200)}com`),

    ...each([':', ':080', ':00', ':65536', ':99999', ':123456', ':8a', ':-1', ':+80', ': 80', ':80 ', ':0x50', ':８０', ':80:80', '::80', ':http', ':80.', ':1e3'], (port) => malformed(`example.com${port}`)),

    ...each(
      [
        ['192.0.2.1', '192.0.2.1'],
        ['192.0.2.1.', '192.0.2.1'],
        ['0300.0.2.1', '192.0.2.1'],
        ['0xC0.0.2.1', '192.0.2.1'],
        ['0xc0.0x0.0x2.0x1', '192.0.2.1'],
        ['3221225985', '192.0.2.1'],
        ['0xc0000201', '192.0.2.1'],
        ['030000001001', '192.0.2.1'],
        ['192.513', '192.0.2.1'],
        ['192.0.513', '192.0.2.1'],
        ['0x7f.1', '127.0.0.1'],
        ['2130706433', '127.0.0.1'],
        ['0177.0.0.1', '127.0.0.1'],
        ['127.0.0.0x1', '127.0.0.1'],
        ['127.1', '127.0.0.1'],
        ['0', '0.0.0.0'],
        ['0x', '0.0.0.0'],
        ['0X0', '0.0.0.0'],
        ['4294967295', '255.255.255.255'],
        ['255.255.255.255', '255.255.255.255'],
        ['1.2.3', '1.2.0.3'],
        ['010.010.010.010', '8.8.8.8'],
      ],
      ([host, address]) => fits(host, address, address),
    ),
    fits('192.0.2.1:8080', '192.0.2.1'),
    fits('0x7f.1:8080', '127.0.0.1'),
    ...each(['256.0.0.1', '192.0.2.256', '192.0.2.1.5', '1.2.3.4.5', '4294967296', '0x100000000', '1.2.65536', '1.16777216', '09.0.0.1', '08.1.1.1', '0xg.1', '1.0xg.1.1', '192.0.2.x1.1', 'example.1', 'example.09', 'example.0x1f', 'example.0x', 'a.b.123', '1..2.3', '192.0.2.1..', '0x.0x.0x.0x.0x', '1.2.3.0x1ff', 'example.1.'], malformed),
    differs('192.0.2.10', '192.0.2.1'),
    differs('192.0.2.1', '192.0.2.10'),
    differs('192.0.2.1', '1.2.0.192'),

    ...each(
      [
        '[2001:db8::1]', '2001:db8::1', '[2001:DB8::1]', '2001:0db8:0000:0000:0000:0000:0000:0001', '[2001:db8:0:0:0:0:0:1]', '[2001:db8::0:1]', '2001:db8:0::1', '[2001:db8::1]:443', '[2001:db8::0.0.0.1]',
      ],
      (host) => fits(host, '2001:db8::1'),
    ),
    fits('::1:8080', '[::1:8080]'),
    differs('::1:8080', '::1'),
    fits('[::1]:8080', '::1'),
    fits('::', '[0:0:0:0:0:0:0:0]'),
    fits('[::ffff:192.0.2.1]', '::ffff:c000:201'),
    differs('[::ffff:192.0.2.1]', '192.0.2.1'),
    differs('192.0.2.1', '::ffff:192.0.2.1'),
    differs('[2001:db8::1]', '2001:db8::2'),
    ...each(
      ['[', ']', '[]', '[:]', '[::1', '::1]', '[::1]]', '[[::1]]', '[::1]x', '[::1]:', '[::1]:080', '[::1]:65536', '[::1]:x', 'x[::1]', '[1.2.3.4]', '[example.com]', '[::g]', '[:::1]', ':::', '[1::2::3]', '[1:2:3:4:5:6:7]', '1:2:3:4:5:6:7:8:9', '[1:2:3:4:5:6:7:8::]', '[::12345]', '[::1%25eth0]', 'fe80::1%eth0', '[fe80::1%eth0]', '[::1.2.3]', '[::1.2.3.4.5]', '[::256.0.0.1]', '[::01.2.3.4]', '[1.2.3.4::]', '[::1.2.3.4:5]', '[ ::1]', '[v1.x]', 'a:b:c', ':1', 'dead:beef', '[::1]::', '[:1:2:3:4:5:6:7]', '[1:2:3:4:5:6:7:]', '[::0x1]', '[+::1]'],
      malformed,
    ),

    // What needs tables: the URL Standard maps names by UTS-46, non-transitional.
    ...each(
      [
        ['münchen.example', 'xn--mnchen-3ya.example'],
        ['MÜNCHEN.example', 'xn--mnchen-3ya.example'],
        ['mu\u0308nchen.example', 'xn--mnchen-3ya.example'],
        ['XN--MNCHEN-3YA.EXAMPLE', 'xn--mnchen-3ya.example'],
        ['xn--mnchen-3ya.example.', 'xn--mnchen-3ya.example'],
        ['faß.example', 'xn--fa-hia.example'],
        ['βόλος.example', 'xn--nxasmm1c.example'],
        ['例え.テスト', 'xn--r8jz45g.xn--zckzah'],
        ['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
        ['ｅｘａｍｐｌｅ．ｃｏｍ', 'example.com'],
        ['example。com', 'example.com'],
        ['exam\u00adple.com', 'example.com'],
        ['\u212aelvin.example', 'kelvin.example'],
        ['１９２．０．２．１', '192.0.2.1'],
        ['1９2.0.2.1', '192.0.2.1'],
        ['例え.example:8080', 'xn--r8jz45g.example'],
      ],
      ([host, name]) => fits(host, name, host.includes(':') ? null : name, { ...mapper }),
    ).map((one, index) => ({ ...one, name: `mapped host ${index + 1}: ${escaped(one.context.host)}` })),
    differs('faß.example', 'fass.example', mapper),
    differs('münchen.example', 'munchen.example', mapper),
    { ...differs('ехample.com', 'example.com', mapper), name: 'a Cyrillic look-alike is another name' },
    ...each(['xn--a.example', 'xn--a', 'xn--0.example', 'xn--99999999999.example'], (host) => malformed(host, mapper)),
    ...each(
      ['exam／ple.com', 'exam＠ple.com', 'exam？ple.com', 'exam＃ple.com', 'exam％ple.com', 'exam＊ple.com', 'exam：80', '℀.example', 'exam\u3000ple.com', 'exam\u00a0ple.com', 'exam\u2028ple.com', 'ex\ufffdample.com', `${'ä'.repeat(63)}.example`, 'example..ä', '例え。。テスト', '１.２.３.４.５', 'a！b.example', '²⁵⁶.1.1.1'],
      (host) => ({ ...malformed(host), name: `host ${escaped(host).slice(0, 60)} is malformed` }),
    ),
    ...each([['münchen.example', 'münchen.example'], ['xn--mnchen-3ya.example', 'xn--mnchen-3ya.example']], ([host, pattern]) => ({
      ...malformed(host, { claims: { domain: pattern } }),
      name: `without a mapper, ${host} is malformed`,
      mapper: false,
    })),
    vector('without a mapper, a pattern beyond ASCII is no pattern', 'INVALID domain_mismatch', { mapper: false, claims: { domain: 'münchen.example' }, context: { host: 'example.com' } }),

    ...each(['a b', 'null', '', '*', '[', 'münchen..'], (host) => vector(`an unbound token is not asked for its host: ${show(host)}`, 'ACTIVE ok', { context: { host }, options: { domain: 'optional' }, expect: { domain: null } })),
    vector('with the option off, the host is not looked at', 'ACTIVE ok', { claims: { domain: 'example.com' }, context: { host: 'a b' }, options: { domain: 'off' } }),
    vector('an empty binding, and the host is malformed', 'INVALID host_malformed', { claims: { domain: [] }, context: { host: 'a b' } }),
  ],
};

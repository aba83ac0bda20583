// biome-ignore-all format: a table is read by its rows
import { base, each, show, vector } from '../room.mjs';

const compatible = { options: { domainMatching: 'compatible' } };
const fits = (pattern, host, what) => vector(`pattern ${show(pattern)} fits ${host}${what?.options ? ', compatible' : ''}`, 'ACTIVE ok', { claims: { domain: pattern }, context: { host }, ...what, expect: { ...what?.expect } });
const differs = (pattern, host, what) =>
  vector(`pattern ${show(pattern)} does not fit ${host}${what?.options ? ', compatible' : ''}`, 'INVALID domain_mismatch', { claims: { domain: pattern }, context: { host }, ...what, expect: { domain: null, claims: null } });
const both = (make) => (pattern, host) => [make(pattern, host), make(pattern, host, compatible)];
const never = both(differs);
const always = both(fits);
const loosely = (pattern, host) => [differs(pattern, host), fits(pattern, host, compatible)];
const all = (make, pairs) => pairs.flatMap(([pattern, host]) => make(pattern, host));
const mapped = (make, pattern, host) => ({ ...make(pattern, host), mapper: true });
const bound = (name, outcome, claims, host, what) => vector(name, outcome, { claims, context: { host }, ...what });

const L63 = 'a'.repeat(63);

export default {
  about: 'Check 9, domain binding: which pattern fits which host, strict and compatible.',
  defaults: { ...base, options: { ...base.options, domain: 'required' } },
  cases: [
    ...all(always, [['example.com', 'example.com'], ['EXAMPLE.Com', 'example.com'], ['example.com.', 'example.com'], ['example.com', 'example.com.'], ['example.com', 'EXAMPLE.COM'], ['intranet', 'intranet'], ['_a.example.com', '_a.example.com']]),
    ...all(never, [
      ['example.com', 'notexample.com'], ['example.com', 'example.com.evil.test'], ['example.com', 'example.co'], ['example.com', 'example.comx'], ['example.com', 'a.example.com'], ['a.example.com', 'example.com'],
      ['example.com', 'examplexcom'], ['example.com', 'com'], ['com', 'example.com'], ['example.com', 'example-com'], ['example', 'example.com'], ['a.example.com', 'b.example.com'], ['example.com', 'ww.example.com'], ['example.com', 'wwww.example.com'],
    ]),

    ...all(always, [['*.example.com', 'a.example.com'], ['*.example.com', 'www.example.com'], ['*.EXAMPLE.com', 'A.example.COM'], ['*.example.com.', 'a.example.com'], ['*.example.com', 'a.example.com.'], ['*.co.uk', 'example.co.uk'], ['*.a.b.c', 'x.a.b.c'], ['*.example.com', 'xy--z.example.com'], ['**.example.com', 'a.example.com'], ['**.example.com', 'a.b.example.com'], ['**.example.com', 'a.b.c.d.example.com'], ['**.EXAMPLE.com.', 'a.b.example.com']]),
    ...all(loosely, [['*.example.com', 'a.b.example.com'], ['*.example.com', 'a.b.c.example.com']]),
    ...all(never, [
      ['*.example.com', 'example.com'], ['**.example.com', 'example.com'], ['*.example.com', 'aexample.com'], ['**.example.com', 'notexample.com'], ['*.example.com', 'a.example.com.evil.test'], ['**.example.com', 'a.example.org'], ['*.www.example.com', 'example.com'], ['*.a.example.com', 'a.example.com'],
    ]),

    ...all(never, [
      ['*', 'example.com'], ['**', 'example.com'], ['*.', 'example.com'], ['**.', 'example.com'], ['*.com', 'example.com'], ['**.com', 'example.com'], ['*.com.', 'example.com'], ['*.localhost', 'a.localhost'], ['***.example.com', 'a.example.com'], ['*.*.example.com', 'a.b.example.com'], ['**.**.example.com', 'a.b.example.com'], ['*.**.example.com', 'a.b.example.com'], ['a*.example.com', 'ab.example.com'], ['*a.example.com', 'ba.example.com'], ['*example.com', 'myexample.com'], ['a.*.com', 'a.b.com'], ['a.*.example.com', 'a.b.example.com'], ['example.*', 'example.com'], ['*.example.*', 'a.example.com'], ['*.0.0.1', '127.0.0.1'], ['*.[::1]', '[::1]'], ['**.192.0.2.1', '192.0.2.1'],
      ['?.example.com', 'a.example.com'], ['[a-z].example.com', 'a.example.com'], ['.*', 'example.com'], ['.example.com', 'a.example.com'], ['.example.com', 'example.com'], ['^example.com$', 'example.com'], ['example\\.com', 'example.com'],
      ['https://example.com', 'example.com'], ['http://example.com', 'example.com'], ['//example.com', 'example.com'], ['example.com/', 'example.com'], ['example.com/app', 'example.com'], ['example.com?x', 'example.com'], ['example.com#x', 'example.com'], ['user@example.com', 'example.com'], ['https://*.example.com', 'a.example.com'],
      ['', 'example.com'], [' ', 'example.com'], [' example.com', 'example.com'], ['example.com ', 'example.com'], ['example.com\n', 'example.com'], ['example.com,other.example', 'example.com'], ['example.com other.example', 'example.com'], ['example..com', 'example.com'], ['example.com..', 'example.com'], ['.', 'example.com'], ['example.com%2e', 'example.com'], ['*. example.com', 'a.example.com'], ['example.com:', 'example.com'], ['!example.com', 'other.example'], ['~example.com', 'example.com'], ['regexp:.*', 'example.com'], ['any', 'example.com'], ['all', 'example.com'],
      [`${L63}a.example`, `${L63}.example`], [`*.${L63}a.example`, `b.${L63}.example`], ['example.1', 'example.com'],
    ]),

    ...all(loosely, [['example.com', 'www.example.com'], ['www.example.com', 'example.com'], ['EXAMPLE.com.', 'WWW.example.com'], ['www.example.co.uk', 'example.co.uk'], ['a.example.com', 'www.a.example.com'], ['WWW.example.com', 'example.com'], ['example.com', 'www.example.com:8080']]),
    ...all(never, [['localhost', 'www.localhost'], ['www.localhost', 'localhost'], ['com', 'www.com'], ['www.com', 'com'], ['example.com', 'www2.example.com'], ['*.www.example.com', 'www.example.com'], ['www.example.com', 'a.example.com'], ['example.com', 'www.a.example.com'], ['www.example.com', 'www.a.example.com'], ['www.example.com', 'a.www.example.com'], ['example.com', 'www.example.com.evil.test'], ['example.com', 'wwwexample.com']]),

    ...all(always, [['example.com', 'example.com:8080'], ['example.com:8080', 'example.com:8080'], ['example.com:443', 'example.com:443'], ['EXAMPLE.com.:8080', 'example.com:8080'], ['*.example.com:8080', 'a.example.com:8080'], ['**.example.com:8080', 'a.b.example.com:8080'], ['*.example.com', 'a.example.com:8080'], ['192.0.2.1:80', '192.0.2.1:80'], ['192.0.2.1', '192.0.2.1:80'], ['[2001:db8::1]:80', '[2001:db8::1]:80'], ['[2001:db8::1]', '[2001:db8::1]:80'], ['2001:db8::1', '[2001:db8::1]:80']]),
    ...all(never, [['example.com:8080', 'example.com'], ['example.com:8080', 'example.com:8081'], ['example.com:80', 'example.com'], ['example.com:443', 'example.com'], ['example.com:8080', 'example.com:80'], ['example.com:080', 'example.com:80'], ['example.com:65536', 'example.com'], ['example.com:*', 'example.com:80'], ['example.com:*', 'example.com'], ['example.com:8080-8090', 'example.com:8080'], ['*.example.com:8080', 'a.example.com'], ['*.example.com:8080', 'example.com:8080'], ['192.0.2.1:80', '192.0.2.1'], ['[2001:db8::1]:80', '[2001:db8::1]'], ['[2001:db8::1]:80', '[2001:db8::1]:81'], ['2001:db8::1:80', '[2001:db8::1]:80']]),

    ...all(always, [['127.0.0.1', '127.0.0.1'], ['0x7f.1', '127.0.0.1'], ['2130706433', '127.0.0.1'], ['127.0.0.1', '0x7f000001'], ['192.0.2.1.', '192.0.2.1'], ['[2001:DB8::1]', '2001:db8:0::1'], ['2001:db8::1', '[2001:db8::1]'], ['::1', '[::1]'], ['::ffff:192.0.2.1', '[::ffff:c000:201]']]),
    ...all(never, [['127.0.0.1', '127.0.0.2'], ['192.0.2.1', '192.0.2.1.example.com'], ['example.com', '192.0.2.1'], ['192.0.2.0', '192.0.2.1'], ['::1', '::2'], ['192.0.2.1', '[::ffff:192.0.2.1]'], ['::ffff:192.0.2.1', '192.0.2.1'], ['256.0.0.1', '192.0.2.1'], ['[::1', '::1'], ['::1%eth0', '::1']]),

    ...all(always, [
      ['ip4:10.0.0.0/8', '10.1.2.3'], ['ip4:10.0.0.0/8', '10.0.0.0'], ['ip4:10.0.0.0/8', '10.255.255.255'], ['ip4:10.9.9.9/8', '10.1.2.3'], ['ip4:0.0.0.0/0', '203.0.113.9'], ['ip4:192.0.2.1/32', '192.0.2.1'], ['ip4:192.0.2.129/25', '192.0.2.200'], ['ip4:192.0.2.0/31', '192.0.2.1'], ['ip4:10.0.0.0/8', '0xa.1'], ['ip4:10.0.0.0/8', '167772161'], ['ip4:10.0.0.0/8', '10.1.2.3:8080'], ['ip4:172.16.0.0/12', '172.31.255.255'], ['ip4:128.0.0.0/1', '255.0.0.1'],
      ['ip6:2001:db8::/32', '[2001:db8::1]'], ['ip6:2001:db8::/32', '2001:db8:ffff::'], ['ip6:2001:db8:1::1/32', '[2001:db8::1]'], ['ip6:::/0', '[2001:db8::1]'], ['ip6:::/0', '::'], ['ip6:::1/128', '[::1]:8080'], ['ip6:fe80::/10', 'febf::1'], ['ip6:2001:db8::/127', '2001:db8::1'], ['ip6:::ffff:0:0/96', '[::ffff:192.0.2.1]'], ['ip6:2001:db8:8000::/33', '2001:db8:ffff::'], ['ip6:2001:db8:0:0:ff::/72', '2001:db8:0:0:ff::1'],
    ]),
    ...all(never, [
      ['ip4:10.0.0.0/8', '11.0.0.0'], ['ip4:10.0.0.0/8', '9.255.255.255'], ['ip4:192.0.2.129/25', '192.0.2.127'], ['ip4:192.0.2.1/32', '192.0.2.0'], ['ip4:172.16.0.0/12', '172.32.0.0'], ['ip4:0.0.0.0/0', '[::1]'], ['ip4:0.0.0.0/0', 'example.com'], ['ip4:0.0.0.0/0', '[::ffff:192.0.2.1]'], ['ip4:10.0.0.0/8', '10.0.0.1.example.com'],
      ['ip6:2001:db8::/32', '2001:db9::1'], ['ip6:::/0', '192.0.2.1'], ['ip6:::/0', 'example.com'], ['ip6:::ffff:0:0/96', '192.0.2.1'], ['ip6:2001:db8:8000::/33', '2001:db8::1'], ['ip6:::1/128', '::2'],
      ['ip4:10.0.0.0', '10.0.0.0'], ['ip4:10.0.0.0/', '10.0.0.0'], ['ip4:10.0.0.0/33', '10.0.0.0'], ['ip4:10.0.0.0/08', '10.0.0.0'], ['ip4:10.0.0.0/00', '10.0.0.0'], ['ip4:10.0.0.0/+8', '10.0.0.0'], ['ip4:10.0.0.0/-1', '10.0.0.0'], ['ip4:10.0.0.0/8.0', '10.0.0.0'], ['ip4:10.0.0.0/255.0.0.0', '10.0.0.0'], ['ip4:10.0.0.0/0x8', '10.0.0.0'], ['ip4:10.0.0.0/8/8', '10.0.0.0'], ['ip4:10.0.0.0/ 8', '10.0.0.0'], ['ip4: 10.0.0.0/8', '10.0.0.0'], ['ip4:10.0.0.0/8 ', '10.0.0.0'], ['ip4:10.0.0.0:80/8', '10.0.0.0:80'], ['ip4:10.0.0.0/8:80', '10.0.0.0:80'], ['IP4:10.0.0.0/8', '10.0.0.0'], ['Ip4:10.0.0.0/8', '10.0.0.0'], ['ip4:256.0.0.0/8', '10.0.0.0'], ['ip4:example.com/8', '10.0.0.0'], ['ip4:::/0', '10.0.0.0'], ['ip4:::/0', '::1'], ['ip4:/8', '10.0.0.0'], ['ip4:', '10.0.0.0'], ['ip:10.0.0.0/8', '10.0.0.0'], ['10.0.0.0/8', '10.0.0.0'], ['10.0.0.*', '10.0.0.1'], ['ip4:*/8', '10.0.0.1'],
      ['ip6:[2001:db8::]/32', '2001:db8::1'], ['ip6:2001:db8::', '2001:db8::'], ['ip6:2001:db8::/129', '2001:db8::'], ['ip6:2001:db8::/032', '2001:db8::'], ['IP6:2001:db8::/32', '2001:db8::1'], ['ip6:10.0.0.0/8', '10.0.0.0'], ['ip6:2001:db8::%1/32', '2001:db8::1'], ['2001:db8::/32', '2001:db8::1'], ['[2001:db8::]/32', '2001:db8::1'], ['ip6:2001:db8::/32:80', '[2001:db8::1]:80'], ['ip6:2001:db8/32', '2001:db8::1'],
    ]),

    mapped(fits, 'münchen.example', 'xn--mnchen-3ya.example'),
    mapped(fits, 'MÜNCHEN.example', 'münchen.example'),
    mapped(fits, 'xn--mnchen-3ya.example', 'münchen.example'),
    mapped(fits, 'XN--MNCHEN-3YA.example', 'xn--mnchen-3ya.example'),
    mapped(fits, '*.münchen.example', 'a.xn--mnchen-3ya.example'),
    mapped(fits, '**.例え.example:8080', 'a.b.xn--r8jz45g.example:8080'),
    mapped(fits, '*.example.com', 'münchen.example.com'),
    mapped(fits, 'ｅｘａｍｐｌｅ.com', 'example.com'),
    mapped(differs, 'münchen.example', 'munchen.example'),
    mapped(differs, 'faß.example', 'fass.example'),
    mapped(differs, '*.münchen.example', 'münchen.example'),
    ...all(never, [['xn--a.example', 'a.example'], ['exam％70le.com', 'example.com'], ['＊.example.com', 'a.example.com']]),

    ...each(['domain', 'domains', 'dom'], (claim) => [
      bound(`${claim}, a string`, 'ACTIVE ok', { [claim]: 'a.example' }, 'a.example', { expect: { domain: { host: 'a.example', pattern: 'a.example' } } }),
      bound(`${claim}, a list of one`, 'ACTIVE ok', { [claim]: ['a.example'] }, 'a.example', { expect: { domain: { host: 'a.example', pattern: 'a.example' } } }),
      bound(`${claim}, the second of a list, as written`, 'ACTIVE ok', { [claim]: ['b.example', '*.A.Example.'] }, 'X.a.example', { expect: { domain: { host: 'x.a.example', pattern: '*.A.Example.' } } }),
      bound(`${claim}, the first of two that fit`, 'ACTIVE ok', { [claim]: ['**.a.example', '*.a.example'] }, 'x.a.example', { expect: { domain: { host: 'x.a.example', pattern: '**.a.example' } } }),
      bound(`${claim}, the other way about`, 'ACTIVE ok', { [claim]: ['*.a.example', '**.a.example'] }, 'x.a.example', { expect: { domain: { host: 'x.a.example', pattern: '*.a.example' } } }),
      bound(`${claim}, none of a list`, 'INVALID domain_mismatch', { [claim]: ['b.example', 'c.example'] }, 'a.example'),
      bound(`${claim}, an empty list`, 'INVALID domain_mismatch', { [claim]: [] }, 'a.example'),
      bound(`${claim}, an empty list, domain optional`, 'INVALID domain_mismatch', { [claim]: [] }, 'a.example', { options: { domain: 'optional' } }),
      bound(`${claim}, no valid pattern, domain optional`, 'INVALID domain_mismatch', { [claim]: ['*', 'https://a.example'] }, 'a.example', { options: { domain: 'optional' } }),
      bound(`${claim}, a valid pattern among invalid ones`, 'ACTIVE ok', { [claim]: ['*', '', 'a b', 'a.example'] }, 'a.example'),
      bound(`${claim}, domain optional, another host`, 'INVALID domain_mismatch', { [claim]: 'b.example' }, 'a.example', { options: { domain: 'optional' } }),
      bound(`${claim}, domain optional, the host`, 'ACTIVE ok', { [claim]: 'a.example' }, 'a.example', { options: { domain: 'optional' } }),
      bound(`${claim}, domain off, another host`, 'ACTIVE ok', { [claim]: 'b.example' }, 'a.example', { options: { domain: 'off' }, expect: { domain: null } }),
      bound(`${claim}, no host, domain optional`, 'INVALID host_unavailable', { [claim]: 'a.example' }, '', { options: { domain: 'optional' } }),
    ]).flat(),
    ...each(['domain', 'domains', 'dom'], (claim) => bound(`the three claims together: ${claim} fits`, 'ACTIVE ok', { domain: 'x.example', domains: ['y.example'], dom: [], [claim]: ['a.example'] }, 'a.example', { expect: { domain: { host: 'a.example', pattern: 'a.example' } } })),
    bound('the three claims together: none fits', 'INVALID domain_mismatch', { domain: 'x.example', domains: ['y.example'], dom: ['z.example'] }, 'a.example'),
    bound('an empty domain does not hide domains', 'ACTIVE ok', { domain: [], domains: ['a.example'] }, 'a.example'),
    bound('a malformed one of the three', 'INVALID claims_malformed', { domain: 'a.example', dom: 5 }, 'a.example'),
    bound('none of the three, required', 'INVALID domain_missing', {}, 'a.example'),
    bound('none of the three, required, and the host malformed', 'INVALID domain_missing', {}, 'a b'),
    bound('none of the three, required, and no host', 'INVALID domain_missing', {}, ''),
    bound('none of the three, optional', 'ACTIVE ok', {}, 'a.example', { options: { domain: 'optional' }, expect: { domain: null } }),
    bound('none of the three, off', 'ACTIVE ok', {}, 'a.example', { options: { domain: 'off' } }),
    bound('Domain is not domain', 'INVALID domain_missing', { Domain: 'a.example', host: 'a.example', url: 'https://a.example' }, 'a.example'),
    bound('many patterns', 'ACTIVE ok', { domains: Array.from({ length: 200 }, (_, index) => `n${index}.example`) }, 'n199.example', { expect: { domain: { host: 'n199.example', pattern: 'n199.example' } } }),
    bound('the host malformed before the mismatch', 'INVALID host_malformed', { domain: 'b.example' }, 'a..example'),
    bound('the domain before time', 'INVALID domain_mismatch', { domain: 'b.example', exp: 1 }, 'a.example'),
  ],
};

/**
 * Hosts: generated ones, ours against `new URL('https://' + host)` of the runtime. Where a host is one for both, both
 * write it alike. Where the URL Standard refuses one, so do we. Where only we refuse, a rule of ours says why: those
 * are listed below, and nothing else may.
 */
import { equal, expect, type Test } from '../check.js';
import { DAY, type Forge, NOW } from '../forge.js';
import type { Symbolon, VerifierOptions } from '../package.js';
import { randomFrom } from '../random.js';

const ROUNDS = 6000;

const labels = [
  'example',
  'a',
  'A-b',
  '_x',
  'xn--mnchen-3ya',
  'münchen',
  'faß',
  '例え',
  'ＥＸ',
  'a\u00adb',
  'xn--a',
  'İ',
  'ａ．ｂ',
  '1',
  '09',
  '0x7f',
  '٣',
  '☃',
  'ب',
  'aب',
  '-',
  'a--b',
  'x'.repeat(63),
  'x'.repeat(64),
];
const numbers = [
  '0',
  '1',
  '127',
  '255',
  '256',
  '010',
  '0x7F',
  '0x',
  '65535',
  '65536',
  '16777216',
  '4294967295',
  '4294967296',
  '08',
  '1e2',
  '',
];
const groups = ['0', '1', 'db8', 'DB8', '0001', 'ffff', '10000', '', 'g', '192.0.2.1', '::'];
const ports = [':80', ':8443', ':443', ':1', ':65535', ':65536', ':080', ':', ':x', ':0', ''];
const signs = [
  ' ',
  '\t',
  '%',
  '%41',
  '/',
  '\\',
  '?',
  '#',
  '@',
  '*',
  ':',
  '<',
  '>',
  '^',
  '|',
  '[',
  ']',
  '!',
  '$',
  '&',
  '~',
  ';',
  '=',
  ',',
  '+',
  '"',
  "'",
  '`',
  '{',
  '}',
  '\u0000',
  '\u007f',
  '\u200b',
  '。',
  '％',
  '\u2260',
  '\ufffd',
];

/** How hosts come about. */
function generators(random: (below: number) => number): (() => string)[] {
  const one = (list: readonly string[]) => list[random(list.length)]!;
  const some = (list: readonly string[], most: number, between: string) =>
    Array.from({ length: 1 + random(most) }, () => one(list)).join(between);
  const name = () => some(labels, 4, '.');
  const broken = () => {
    const text = random(2) ? name() : some(numbers, 4, '.');
    const at = random(text.length + 1);
    return text.slice(0, at) + one(signs) + text.slice(at);
  };
  return [
    name,
    () => `${name()}.`,
    () => name() + one(ports),
    () => some(numbers, 5, '.'),
    () => `${some(numbers, 4, '.')}${random(2) ? '.' : ''}${one(ports)}`,
    () => `[${some(groups, 8, ':')}]${one(ports)}`,
    () => `[${some(groups, 4, ':')}::${some(groups, 3, ':')}]`,
    broken,
    () => `${some(labels, 2, '.')}.${some(numbers, 1, '.')}`,
  ];
}

/** Rules by which we refuse what a URL takes: what it takes away, or leaves in a name. */
const stricter: Record<string, (host: string, url: URL | undefined) => boolean> = {
  'signs that end a host in a URL, or that it takes out': (host) =>
    /[\s/\\@?#%*％]/.test(host) || Array.from(host).some((sign) => sign < ' ' || sign === '\u007f'),
  'a port with leading zeros, or none after its colon': (host) => /:(0\d*|)$/.test(host),
  'signs that are none of a name': (_, url) => !!url && !/^\[|^[\w.-]*$/.test(url.hostname),
  'an empty label': (_, url) => !!url && /^\.|\.\./.test(url.hostname),
  'a label or a name that is too long': (_, url) =>
    !!url &&
    (url.hostname.replace(/\.$/, '').length > 253 || url.hostname.split('.').some((label) => label.length > 63)),
  // Engines look at labels `xn--…` of otherwise plain names with different care.
  'a label that is no A-label': (host) => /xn--a(?![\w-])/i.test(host),
};

function parsed(host: string): URL | undefined {
  try {
    return new URL(`https://${host}/`);
  } catch {
    return undefined;
  }
}

/**
 * WebKit, and Bun after it, take addresses of IPv6 that end in one colon, and refuse some that end in one of IPv4. There
 * the standard is on our side, which the vectors show, and nothing is compared.
 */
const readsAddressesItsOwnWay = parsed('[1::2:]') !== undefined;

export async function hosts(
  { createVerifier }: Symbolon,
  options: VerifierOptions,
  forge: Forge,
  test: Test,
): Promise<void> {
  const verifier = await createVerifier({ ...options, domain: 'required' });
  // Any name, and any address: what is told of the host is what we read.
  const any = await forge({ exp: NOW + DAY, domain: ['ip4:0.0.0.0/0', 'ip6:::/0', 'example.com'] });

  await test(`differential: ${ROUNDS} hosts`, async () => {
    const random = randomFrom(7);
    const make = generators(random);
    const seen = { agreed: 0, refused: 0, stricter: 0 };
    for (let round = 0; round < ROUNDS; round += 1) {
      const host = make[round % make.length]!();
      if (readsAddressesItsOwnWay && host.startsWith('[')) continue;
      const url = parsed(host);
      const what = JSON.stringify(host);
      const decision = verifier.verifySync(any, { now: NOW, host });
      if (host === '' || decision.code === 'host_unavailable') continue;
      if (decision.code === 'host_malformed') {
        const rule = Object.values(stricter).some((applies) => applies(host, url));
        expect(url === undefined || rule, `${what} is ${url?.host} for a URL, and malformed for us`);
        seen[url === undefined ? 'refused' : 'stricter'] += 1;
        continue;
      }
      expect(url !== undefined, `${what} is no host for a URL, and ${decision.code} for us`);
      const name = url.hostname.replace(/\.$/, '');
      // Addresses fit any of the ranges; a name is asked for by a token of its own.
      if (decision.granted) equal(decision.domain?.host.replace(/:\d+$/, ''), name, what);
      else {
        const bound = await forge({ exp: NOW + DAY, domain: name });
        const named = verifier.verifySync(bound, { now: NOW, host });
        equal([named.code, named.domain?.host.replace(/:\d+$/, '')], ['ok', name], what);
      }
      seen.agreed += 1;
    }
    for (const [how, count] of Object.entries(seen)) expect(count > 100, `only ${count} were ${how}`);
  });
}

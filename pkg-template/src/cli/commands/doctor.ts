import process from 'node:process';
import { knowsRelaxedSimd } from '../../relaxed-simd.js';
import { type Command, exit } from '../command.js';
import { Complaint, named } from '../complaint.js';
import { wasmProblem } from '../csp.js';
import { ownKey } from '../own-key.js';
import { visible } from '../terminal.js';
import { version } from '../version.js';

/** How something is: well, in need of mending, or just so. */
type State = 'good' | 'bad' | 'unknown' | 'fact';

interface Symptom {
  readonly name: string;
  readonly state: State;
  /** One clause. */
  readonly detail: string;
}

const MARKS = {
  good: ['green', '✓'],
  bad: ['red', '✗'],
  unknown: ['yellow', '?'],
  fact: ['dim', '·'],
} as const satisfies { [state in State]: unknown };

/** Milliseconds that a site may take to answer. */
const PATIENCE = 10_000;

export const doctor: Command = {
  name: 'doctor',
  summary: 'Looks at this runtime, and at the Content Security Policy of a site',
  operands: '',
  most: 0,
  options: {
    csp: { value: '<policy>', says: 'whether this policy lets WebAssembly run', many: true },
    url: { value: '<address>', says: 'the same of the policy that a site answers with', many: true },
  },
  examples: [
    'symbolon doctor',
    'symbolon doctor --url https://app.example.com',
    `symbolon doctor --csp "script-src 'self'"`,
  ],

  async run(given, terminal) {
    const symptoms = [...runtime(), await judgment(), ...given.texts('csp').map(ofPolicy)];
    for (const url of given.texts('url')) symptoms.push(await ofSite(url));
    if (given.has('json')) terminal.json({ version, symptoms });
    else {
      const width = Math.max(...symptoms.map(({ name }) => name.length));
      for (const { name, state, detail } of symptoms) {
        const [color, mark] = MARKS[state];
        terminal.line(`${terminal.paint(color, mark)} ${name.padEnd(width)}  ${visible(detail)}`);
      }
    }
    const has = (wanted: State) => symptoms.some(({ state }) => state === wanted);
    return has('bad') ? exit.refused : has('unknown') ? exit.unknown : exit.ok;
  },
};

function runtime(): Symptom[] {
  const { versions, platform, arch } = process;
  const name = ['bun', 'deno', 'node'].find((each) => versions[each] !== undefined) ?? 'unknown';
  const simd = knowsRelaxedSimd();
  const present = (what: string, is: boolean, without: string): Symptom => ({
    name: what,
    state: is ? 'good' : 'fact',
    detail: is ? 'there' : `not there: ${without}`,
  });
  return [
    { name: 'symbolon', state: 'fact', detail: version },
    { name: 'runtime', state: 'fact', detail: `${name} ${versions[name] ?? ''} on ${platform} ${arch}` },
    {
      name: 'relaxed SIMD',
      state: 'fact',
      detail: simd ? 'there' : 'not there: the portable module is as right, and slower',
    },
    { name: 'module', state: 'fact', detail: simd ? 'symbolon.simd.wasm' : 'symbolon.wasm' },
    present('fetch', typeof fetch === 'function', 'pass a `fetch` with `jwksUri`'),
    present('WebCrypto', globalThis.crypto?.subtle !== undefined, 'neither verifying nor this command line needs it'),
  ];
}

/** Whether the module loads and tells a true token from a forged one. */
async function judgment(): Promise<Symptom> {
  const name = 'verifying';
  try {
    const { sign, judge } = await ownKey();
    const token = sign({ sub: 'doctor' });
    const forged = [...token.split('.').slice(0, 2), sign({ sub: 'other' }).split('.')[2]].join('.');
    const right = judge(token).granted && judge(forged).code === 'signature_invalid';
    return {
      name,
      state: right ? 'good' : 'bad',
      detail: right ? 'a true token is granted, a forged one refused' : 'goes wrong',
    };
  } catch {
    return { name, state: 'bad', detail: 'the WebAssembly module does not load' };
  }
}

function ofPolicy(policy: string): Symptom {
  const problem = wasmProblem(policy);
  return { name: 'policy', state: problem ? 'bad' : 'good', detail: problem ?? 'It lets WebAssembly run.' };
}

async function ofSite(address: string): Promise<Symptom> {
  const { host } = addressOf(address);
  const name = `policy of ${host}`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE) });
    await response.body?.cancel();
    const policy = response.headers.get('content-security-policy');
    if (policy !== null) return { ...ofPolicy(policy), name };
    return {
      name,
      state: 'good',
      detail: 'There is none in its header: WebAssembly runs, unless a <meta> of the page has one.',
    };
  } catch {
    return { name, state: 'unknown', detail: 'The site could not be asked.' };
  }
}

function addressOf(text: string): URL {
  try {
    const url = new URL(text);
    if (/^https?:$/.test(url.protocol)) return url;
  } catch {
    // Its message quotes the text.
  }
  throw new Complaint(`An address begins with https://, unlike ${named(text, 'this one')}.`);
}

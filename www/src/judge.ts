/** The verifier's side: its form as options and context, and what the package says to them. */
import {
  type Context,
  createVerifier,
  type Decision,
  presets,
  type Requirements,
  type Step,
  type Verifier,
  type VerifierOptions,
} from 'symbolon';
import { words } from './claims';
import { byId, control } from './dom';
import { day } from './time';

const form = byId('verifier', HTMLFormElement);
const text = (name: string): string => control(form, name).value;
const number = (name: string): number => (control(form, name) as HTMLInputElement).valueAsNumber;
const checked = (name: string): boolean => (control(form, name) as HTMLInputElement).checked;

export interface Judgement {
  readonly decision: Decision;
  readonly steps: readonly Step[];
  /** Judges again and again for a few milliseconds: the mean duration, in milliseconds; 0 where this browser's clock is too coarse. */
  measure(): number;
}

export function options(): VerifierOptions {
  return {
    ...presets.domainLicense,
    keys: keysIn(text('keys')),
    issuer: text('issuer') || null,
    audience: text('audience') || null,
    domain: text('domain') as NonNullable<VerifierOptions['domain']>,
    domainMatching: text('domainMatching') as NonNullable<VerifierOptions['domainMatching']>,
    exp: text('exp') as NonNullable<VerifierOptions['exp']>,
    requireExpiry: checked('requireExpiry'),
    allowLoopback: checked('allowLoopback'),
    gracePeriod: number('graceDays') * day,
    clockTolerance: number('clockTolerance'),
  };
}

export function context(now: number): Context {
  return {
    host: text('host'), // given even where it is empty: left out, it would be this page's own
    now,
    hardwareId: text('hardwareId') || undefined,
    require: {
      features: words(text('needFeatures')),
      plan: text('needPlan') || undefined,
      hardware: (text('needHardware') || undefined) as Requirements['hardware'],
    },
  };
}

let made: { from: string; verifier: Promise<Verifier> } | undefined;

/** Fails with the package's SymbolonError where the options are not good. */
export async function judge(token: string, options: VerifierOptions, context: Context): Promise<Judgement> {
  try {
    const verifier = await verifierOf(options);
    const verify = () => verifier.verifySync(token, context);
    return { decision: verify(), steps: verifier.explain(token, context), measure: () => meanDuration(verify) };
  } catch (error) {
    made = undefined; // a verifier that has failed is not asked again
    throw error;
  }
}

/** One verifier for as long as the options stay the same. */
function verifierOf(options: VerifierOptions): Promise<Verifier> {
  // A text for each number, as JSON has none for NaN.
  const from = JSON.stringify(options, (_, value: unknown) => (typeof value === 'number' ? `${value}` : value));
  if (made?.from !== from) {
    made?.verifier.then(
      (old) => old.dispose(),
      () => {},
    );
    // Remembering nothing, so that what is measured is a verification.
    made = { from, verifier: createVerifier({ ...options, rememberedVerdicts: 0 }) };
  }
  return made.verifier;
}

function keysIn(source: string): VerifierOptions['keys'] {
  try {
    const json = JSON.parse(source);
    return Array.isArray(json?.keys) ? { jwks: json } : { jwk: json };
  } catch {
    return { pem: source };
  }
}

function meanDuration(work: () => void): number {
  const start = performance.now();
  let rounds = 0;
  let spent = 0;
  do {
    work();
    rounds += 1;
    spent = performance.now() - start;
  } while (spent < 4 && rounds < 400);
  return spent / rounds;
}

/** What every scenario of remote keys is played with: a clock, keys, tokens, and verifiers behind the key server. */
import { Failure, type Test } from '../check.js';
import { DAY, forgeWith, NOW } from '../forge.js';
import type { Key, Symbolon, Vectors, Verifier, VerifierOptions } from '../package.js';
import type { Answer } from './answer.js';
import { byClock, type Clock } from './clock.js';
import { type Event, wellFormedEvent, wellFormedState } from './contract.js';
import { type RemoteRuntime, whyNotIn } from './runtimes.js';
import { type Served, served } from './served.js';

/** Scenarios that have not ended by then never will. */
const PATIENCE = 30; // s

/** `a` and `b` are the keys that the server has, by these `kid`s. */
export type Signer = 'a' | 'b';
export type RemoteKeys = Extract<VerifierOptions['keys'], { jwksUri: string }>;

export interface Scene {
  symbolon: Symbolon;
  runtime: RemoteRuntime;
  clock: Clock;
  jwk: Readonly<Record<Signer, JsonWebKey & { kid: string }>>;
  /** One token by each key, which names it. */
  token: Readonly<Record<Signer, string>>;
  /** Further tokens, in time; `kid` may be another than the signer's, or none. */
  sign: (signer: Signer, kid?: string, claims?: object) => Promise<string>;
  /** A verifier whose keys are behind these answers. */
  behind: (
    answers: Answer | Answer[],
    more?: Partial<RemoteKeys> & { onEvent?: (event: Event) => unknown },
  ) => Promise<Behind>;
  /** A verifier of these keys. */
  verifierOf: (keys: object, onEvent?: (event: Event) => unknown) => Promise<Verifier>;
}

export interface Behind extends Served {
  verifier: Verifier;
  /** What the verifier has told so far. */
  events: Event[];
}

export type Scenario = (name: string, play: (scene: Scene) => Promise<void>) => Promise<void>;

export async function stage(
  symbolon: Symbolon,
  keys: Vectors['keys'],
  origin: string,
  runtime: RemoteRuntime,
  test: Test,
  passOver: (why: string) => void,
): Promise<Scenario> {
  const jwk = { a: { ...keys.alpha!.jwk, kid: 'a' }, b: { ...keys.beta!.jwk, kid: 'b' } };
  const forge = { a: await forgeWith(keys.alpha as Key), b: await forgeWith(keys.beta as Key) };
  const sign: Scene['sign'] = (signer, kid, claims) =>
    forge[signer]({ exp: NOW + DAY, ...claims }, { alg: 'RS256', ...(kid !== undefined && { kid }) });
  const token = { a: await sign('a', 'a'), b: await sign('b', 'b') };

  const play = (body: (scene: Scene) => Promise<void>) =>
    byClock(async (clock) => {
      const told: Event[] = [];
      const verifiers: Verifier[] = [];
      const verifierOf: Scene['verifierOf'] = async (keys, onEvent) => {
        const verifier = await symbolon.createVerifier({
          keys: keys as RemoteKeys,
          issuer: null,
          audience: null,
          domain: 'off',
          onEvent(event) {
            told.push(event);
            return onEvent?.(event) as undefined;
          },
        });
        verifiers.push(verifier);
        return verifier;
      };
      const behind: Scene['behind'] = async (answers, { onEvent, ...more } = {}) => {
        const server = await served(origin, answers);
        const events: Event[] = [];
        const verifier = await verifierOf({ jwksUri: server.uri, ...more }, (event) => {
          events.push(event);
          return onEvent?.(event);
        });
        return { ...server, verifier, events };
      };
      await inTime(body({ symbolon, runtime, clock, jwk, token, sign, behind, verifierOf }));
      for (const event of told) wellFormedEvent(event);
      for (const verifier of verifiers) wellFormedState(verifier.keys, clock.now());
    });

  return async (name, body) => {
    const why = whyNotIn(runtime, name);
    if (why === undefined) await test(`remote: ${name}`, () => play(body));
    else passOver(why);
  };
}

async function inTime(played: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Failure(`it has not ended after ${PATIENCE} s`)), PATIENCE * 1000);
  });
  try {
    await Promise.race([played, late]);
  } finally {
    clearTimeout(timer);
  }
}

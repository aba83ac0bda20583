/** What differs from runtime to runtime in the way keys are fetched, and is meant to. */

/** A runtime, by the name of the file in tests/conformance that starts it. */
export type RemoteRuntime = 'node' | 'bun' | 'deno' | 'workerd' | 'chromium';

interface Exception {
  scenario: RegExp;
  in: (runtime: RemoteRuntime) => boolean;
  why: string;
}

export const isBrowser = (runtime: RemoteRuntime): boolean => runtime === 'chromium';

/** Scenarios that mean nothing in a runtime. */
const exceptions: Exception[] = [
  {
    scenario: /^ETag: /,
    in: isBrowser,
    why: 'the HTTP cache of a browser revalidates by itself, and pages see nothing of it',
  },
  {
    scenario: /^what pages of other origins may not have/,
    in: (runtime) => !isBrowser(runtime),
    why: 'nobody but a browser asks whether an answer may be had from elsewhere',
  },
];

/** Why a scenario means nothing in this runtime, if so. */
export const whyNotIn = (runtime: RemoteRuntime, scenario: string): string | undefined =>
  exceptions.find((exception) => exception.scenario.test(scenario) && exception.in(runtime))?.why;

/** What differs from runtime to runtime in the way keys are fetched, and is meant to. */

/** A runtime, by the name of the file in tests/conformance that starts it. */
export type RemoteRuntime = 'node' | 'bun' | 'deno' | 'workerd' | 'chromium' | 'webkit';

interface Exception {
  scenario: RegExp;
  in: (runtime: RemoteRuntime) => boolean;
  why: string;
}

export const isBrowser = (runtime: RemoteRuntime): boolean => runtime === 'chromium' || runtime === 'webkit';

/** Whether it keeps a 304 to itself, and gives the page what was answered last. WebKit has no cache while it is driven. */
export const hasHttpCache = (runtime: RemoteRuntime): boolean => runtime === 'chromium';

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
  {
    scenario: /^(gzip that is none is no answer|an answer that ends without its last chunk is none)$/,
    in: (runtime) => runtime === 'webkit',
    why: 'libsoup, the HTTP of WebKitGTK, hands on as whole what it cannot decode, and what is cut off between chunks',
  },
  {
    scenario: /^an endless answer is not read to its end$/,
    in: (runtime) => runtime === 'webkit',
    why: 'the process that reads for pages of WebKit reads ahead of them, and may have come to the end of the test',
  },
];

/** Why a scenario means nothing in this runtime, if so. */
export const whyNotIn = (runtime: RemoteRuntime, scenario: string): string | undefined =>
  exceptions.find((exception) => exception.scenario.test(scenario) && exception.in(runtime))?.why;

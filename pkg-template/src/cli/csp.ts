/** The directives that govern WebAssembly, the first that is there (CSP Level 3, 4.3.1). */
const GOVERNING = ['script-src', 'default-src'];

/** What lets WebAssembly be compiled, in any case of letters. */
const ALLOWING = ["'wasm-unsafe-eval'", "'unsafe-eval'"];

/**
 * What stops WebAssembly in a Content Security Policy, as a sentence; `undefined`: nothing does.
 *
 * @param header a policy, or several with commas between them, each of which must allow it
 */
export function wasmProblem(header: string): string | undefined {
  for (const policy of header.split(',')) {
    const directives = new Map<string, string[]>();
    for (const directive of policy.split(';')) {
      const [name, ...values] = directive.trim().toLowerCase().split(/\s+/);
      // Of two directives of a name the first counts.
      if (name && !directives.has(name)) directives.set(name, values);
    }
    const name = GOVERNING.find((each) => directives.has(each));
    if (name !== undefined && !directives.get(name)!.some((value) => ALLOWING.includes(value)))
      return `Its ${name} stops WebAssembly: add 'wasm-unsafe-eval' to ${name === 'script-src' ? 'it' : 'a script-src'}.`;
  }
  return undefined;
}

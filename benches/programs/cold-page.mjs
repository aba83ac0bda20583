/** In a page that has seen nothing: from the import to the first decision, and where that time goes. */

/** The clock when each of these has come to its end; what it does is left as it is. */
function watched(names) {
  const ends = {};
  for (const name of names) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...args) => {
      try {
        return await original(...args);
      } finally {
        ends[name] ??= performance.now();
      }
    };
  }
  return ends;
}

/** ms; what a page and its process do for themselves when they begin has then come to its end. */
const SETTLING = 300;

/** What of it took how long, in their order. Of what goes on at once only that is counted which is waited for. */
function partsOf({ started, imported, made, ended }, ends) {
  const files = performance.getEntriesByType('resource').filter(({ startTime }) => startTime >= started);
  const script = files.find(({ name }) => name.endsWith('.js'));
  const module = files.find(({ name }) => name.endsWith('.wasm'));
  const marks = [
    ['fetching the script', script?.responseEnd],
    ['evaluating it', imported],
    ['asking for the module', module?.startTime],
    ['fetching the module', module?.responseEnd],
    ['compiling, after its last octet', ends.compileStreaming ?? ends.compile],
    ['instantiating', ends.instantiate],
    ['making the verifier', made],
    ['the first verification', ended],
  ];
  let before = started;
  return marks.map(([name, at = before]) => {
    const took = Math.max(0, at - before);
    before += took;
    return [name, took];
  });
}

/**
 * @param {string} name of a contender's file
 * @param {{ setting: object, items: { token: string, subject: string }[] }} given
 * @returns {Promise<{ took: number, parts: [string, number][] }>} milliseconds
 */
export async function cold(name, { setting, items: [{ token, subject }] }) {
  await new Promise((resolve) => setTimeout(resolve, SETTLING));
  const ends = watched(['compileStreaming', 'compile', 'instantiate']);
  const started = performance.now();
  const { contenders } = await import(`/pages/${name}/entry.js`);
  const imported = performance.now();
  const judge = await contenders.find(({ awaited }) => awaited).one(setting);
  const made = performance.now();
  const found = await judge(token);
  const ended = performance.now();
  if (found !== subject) throw new Error(`${name} was wrong about the token.`);
  // What came over the wire is noted down a little later.
  await new Promise((resolve) => setTimeout(resolve, 50));
  return { took: ended - started, parts: partsOf({ started, imported, made, ended }, ends) };
}

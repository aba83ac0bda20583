// What carries texts between JavaScript and the core, as it was when the first verifier was made: pages patch
// what is global, and some do it to be granted more.

type Method = (this: never, ...given: never[]) => unknown;
/** A method as a function of its owner, which is then looked up nowhere. */
type Uncurried<M> = M extends (...given: infer Given) => infer Result
  ? (owner: unknown, ...given: Given) => Result
  : never;

/** Taken by the first verifier that is made. */
export let natives: ReturnType<typeof captured>;

/** Not at import: bundlers would keep a call there where nobody uses what it gives. */
export function capture(): void {
  natives ??= captured();
}

function captured() {
  const { bind, call } = Function.prototype;
  const uncurried = bind.bind(call as never) as unknown as <M extends Method>(method: M | undefined) => Uncurried<M>;
  const getter = <T>(owner: object | undefined, name: string) =>
    uncurried(
      ((owner && Object.getOwnPropertyDescriptor(owner, name)?.get) as ((this: never) => T) | undefined) ?? nothing,
    );
  const octets: Uint8Array = Object.getPrototypeOf(Uint8Array.prototype);
  const part = (name: string) => getter<string>(globalThis.URL?.prototype, name);
  return {
    Uint8Array,
    DataView,
    TextDecoder,
    TextEncoder,
    URL: globalThis.URL,
    Number,
    parse: JSON.parse,
    charCodeAt: uncurried(String.prototype.charCodeAt),
    slice: uncurried(String.prototype.slice),
    decode: uncurried(TextDecoder.prototype.decode),
    encodeInto: uncurried(TextEncoder.prototype.encodeInto),
    set: uncurried(octets.set),
    length: getter<number>(octets, 'length'),
    setInt32: uncurried(DataView.prototype.setInt32),
    buffer: getter<ArrayBuffer>(globalThis.WebAssembly?.Memory.prototype, 'buffer'),
    protocol: part('protocol'),
    username: part('username'),
    password: part('password'),
    host: part('host'),
    hostname: part('hostname'),
  };
}

/** In place of what a runtime does not have: without it no module is loaded there. */
function nothing(): never {
  throw new TypeError('This runtime lacks what it takes.');
}

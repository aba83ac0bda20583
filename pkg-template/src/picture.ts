// Pictures of what a caller gave, as JSON text: drawn here without judging, and judged by the core,
// whose `src/picture/` says how they are read.

/**
 * What to picture of a value, as the core tells it: 0, what is no object or a list of such; 1, the
 * elements of anything iterable; 2, the JSON text of an object; or members, those that the core
 * knows, each with its form.
 */
export type Form = 0 | 1 | 2 | Members;
type Members = readonly (readonly [name: string, form: Form])[];

/** The forms of what a verifier is given. */
export interface Forms {
  readonly options: Form;
  readonly context: Form;
  readonly entries: Form;
}

/** The functions that a picture shows, by their path, each with the object that has it. */
export type Functions = Record<string, Method | undefined>;
export type Method = readonly [call: (...given: never[]) => unknown, owner: object];

export const noFunctions = (): Functions => ({ __proto__: null }) as unknown as Functions;

// As they are now: pages patch what is global.
const stringify = JSON.stringify;
const keysOf = Object.keys;
const isArray = Array.isArray;
const tag = Symbol.toStringTag;
const { getPrototypeOf, hasOwn } = Object;
const base = Object.prototype;

const word = (text: string) => `{"":"${text}"}`;
// Not by calls: bundlers keep those where nobody uses what they give.
const OBJECT = '{"":"object"}';
const FUNCTION = '{"":"function"}';
const THREW = '{"":"threw"}';

/**
 * The picture of a value; of `undefined` the empty text. Each member is read once: it may be a
 * getter, and what is judged must be what is used. Never throws.
 */
export const picture = (value: unknown, form: Form, functions?: Functions): string =>
  value === undefined ? '' : pictured(value, form, functions, '', value as object);

function pictured(value: unknown, form: Form, functions: Functions | undefined, path: string, owner: object): string {
  const text = plain(value);
  if (text !== undefined) return text;
  try {
    if (typeof value === 'function') {
      if (functions) functions[path] = [value as Method[0], owner];
      return typeof form === 'number' ? FUNCTION : members(value, form, functions, path, '{"":"function"');
    }
    if (form === 2) return `{"":"JSON","text":${plain(stringify(value))}}`;
    if (isArray(value)) return elements(value);
    if (form === 1) return elements([...(value as Iterable<unknown>)]);
    if (form !== 0) return members(value as object, form, functions, path, '{');
    const object = value as { readonly [tag]?: unknown; readonly host?: unknown };
    return object[tag] === 'URL' ? `{"":"URL","host":${plain(object.host) ?? OBJECT}}` : OBJECT;
  } catch {
    return typeof form === 'number' ? OBJECT : THREW;
  }
}

/** Of what is neither an object nor a function. */
function plain(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return quoted(value) ?? word('ill-formed text');
    case 'number':
      return value - value === 0 ? `${value}` : word(`${value}`);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      return value === null ? 'null' : undefined;
    case 'function':
      return undefined;
    default:
      return word(typeof value);
  }
}

/** To the end, or to the first that no list may hold: what follows makes no difference, and may have no end. */
function elements(values: readonly unknown[]): string {
  let text = '[';
  for (let i = 0; i < values.length; i++) {
    const element = plain(values[i]) ?? OBJECT;
    text += i > 0 ? `,${element}` : element;
    if (element[0] === '{') break;
  }
  return `${text}]`;
}

/** Those that show, own and enumerable; of the known ones those, too, that are inherited, or getters of a class. */
function members(
  object: object,
  known: Members,
  functions: Functions | undefined,
  path: string,
  opening: string,
): string {
  const within = path && `${path}.`;
  const names = keysOf(object);
  let text = opening;
  for (let i = 0; i < names.length; i++) {
    const name = names[i]!;
    const form = formOf(name, known);
    text = withMember(text, object, name, form, functions, within);
  }
  for (let i = 0; i < known.length; i++) {
    const name = known[i]![0];
    const form = known[i]![1];
    if (!isAmong(names, name) && !isStray(object, name)) text = withMember(text, object, name, form, functions, within);
  }
  return `${text}}`;
}

function withMember(
  text: string,
  object: object,
  name: string,
  form: Form | undefined,
  functions: Functions | undefined,
  within: string,
): string {
  let shown: string;
  try {
    const value = (object as Record<string, unknown>)[name];
    if (value === undefined) return text;
    shown = form === undefined ? '0' : pictured(value, form, functions, within + name, object);
  } catch {
    shown = THREW;
  }
  const label = form === undefined ? (quoted(name) ?? '"\ufffd"') : `"${name}"`;
  return `${text}${text === '{' ? '' : ','}${label}:${shown}`;
}

/** Whether only `Object.prototype` has it: what was added there, by a patch or through a hole, is nobody's option. */
function isStray(object: object, name: string): boolean {
  if (!(name in base)) return false;
  for (let owner = object; owner !== null && owner !== base; owner = getPrototypeOf(owner)) {
    if (hasOwn(owner, name)) return false;
  }
  return true;
}

function isAmong(names: readonly string[], name: string): boolean {
  for (let i = 0; i < names.length; i++) if (names[i] === name) return true;
  return false;
}

function formOf(name: string, known: Members): Form | undefined {
  for (let i = 0; i < known.length; i++) if (known[i]![0] === name) return known[i]![1];
  return undefined;
}

/** As JSON writes it; `undefined` for text with half of a surrogate pair. */
function quoted(text: string): string | undefined {
  const json = stringify(text);
  // JSON.stringify writes such halves as escapes.
  return json.length === text.length + 2 || isWellFormed(text) ? json : undefined;
}

function isWellFormed(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text[i]!;
    if (unit < '\ud800' || unit > '\udfff') continue;
    const next = text[++i];
    if (unit > '\udbff' || next === undefined || next < '\udc00' || next > '\udfff') return false;
  }
  return true;
}

import { type ErrorCode, SymbolonError } from './error.js';

/**
 * Reads members of an argument that a caller gave, each exactly once: it may be a
 * getter, and what is judged must be what is used. One that does not exist is an
 * error, for a typing mistake must not loosen a check; the core judges the types.
 *
 * @param what the argument's name for a message
 * @param code of the error
 */
export function readMembers<Name extends string>(
  given: unknown,
  names: readonly Name[],
  what: string,
  code: ErrorCode,
): Members<Name> {
  if (given === undefined || given === null) return {};
  if (typeof given !== 'object' || Array.isArray(given))
    throw new SymbolonError(code, `The ${what} must be an object.`);
  const values = given as Record<string, unknown>;
  const unknown = Object.keys(values).find((name) => !names.includes(name as Name) && values[name] !== undefined);
  if (unknown !== undefined) {
    const members = names.map((name) => `\`${name}\``).join(', ');
    throw new SymbolonError(code, `The ${what} has no member ${JSON.stringify(unknown)}; there are ${members}.`);
  }
  const read: Members<Name> = {};
  for (const name of names) read[name] = (given as Members<Name>)[name];
  return read;
}

type Members<Name extends string> = { [name in Name]?: unknown };

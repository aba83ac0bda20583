import process from 'node:process';
import { withoutSecrets } from './complaint.js';

const STYLES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33 };

type Style = keyof typeof STYLES;

/** Colors a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** Where results and remarks go. */
export interface Terminal {
  /** For people: a line of the result. Nothing in it can steer the terminal but the colors. */
  line(text: string): void;
  /** For programs: the result as JSON. */
  json(value: unknown): void;
  /** For people, beside the result. Never with a token or a key. */
  remark(text: string): void;
  /** Colors for lines, where the result goes to a terminal. */
  readonly paint: Paint;
  /** Those for remarks. */
  readonly paintRemark: Paint;
}

const { env, stdout, stderr } = process;

/** Colors are for terminals, and not for those who want none (https://no-color.org). */
const painter = (isTerminal: boolean | undefined): Paint =>
  isTerminal && !env.NO_COLOR && env.TERM !== 'dumb'
    ? (style, text) => `\x1b[${STYLES[style]}m${text}\x1b[0m`
    : (_, text) => text;

/**
 * Makes visible what a terminal would obey, or what would let a text read as another: control characters, line breaks
 * among them, and those that turn the direction of writing. What a token says is written by anybody.
 */
export const visible = (text: string): string =>
  text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /[\0-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

export function openTerminal(): Terminal {
  // Who reads no more, as `head` does, needs no complaint.
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  return {
    line: (text) => void stdout.write(`${text}\n`),
    json: (value) => void stdout.write(`${JSON.stringify(value, null, 2)}\n`),
    remark: (text) => void stderr.write(`${withoutSecrets(text)}\n`),
    paint: painter(stdout.isTTY),
    paintRemark: painter(stderr.isTTY),
  };
}

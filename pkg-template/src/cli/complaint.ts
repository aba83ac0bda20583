/** What somebody who types commands did wrong, in one sentence. */
export class Complaint extends Error {}

/** Longer texts are no names, and may be anything. */
const LONGEST_NAME = 100;

/**
 * A text as it was typed, for a complaint; not if it may be a token or a key that went to the wrong place, for what is
 * printed ends up in logs.
 *
 * @param otherwise what to call it then
 */
export const named = (text: string, otherwise = 'it is here'): string =>
  text.length <= LONGEST_NAME && withoutSecrets(text) === text && /^[\x20-\x7e]*$/.test(text)
    ? JSON.stringify(text)
    : otherwise;

/** The beginning of a JSON object in base64url, as tokens have it, and the frame of a PEM block. */
const FRAMES = /eyJ[\w.-]*|-----.*/gs;

/** Runs of what base64 is made of, in either alphabet; names and paths are seldom so long, or so mixed. */
const RUNS = /[\w+/=-]{24,}/g;
const isMixed = (run: string): boolean =>
  (/[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run)) || /[\w+=-]{40}/.test(run);

/** The last guard of all that goes to stderr: whatever looks like a token or a key is left out. */
export const withoutSecrets = (text: string): string =>
  text.replace(FRAMES, '…').replace(RUNS, (run) => (isMixed(run) ? '…' : run));

/** `{ name, run }` each; `run` rejects where the case does not hold. */
import { table } from './table.mjs';

export const cases = [...table];

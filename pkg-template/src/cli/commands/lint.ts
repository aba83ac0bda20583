import { type Command, exit } from '../command.js';
import { Complaint } from '../complaint.js';
import { type Found, keysIn } from '../keys.js';
import type { Finding, Level } from '../lint/finding.js';
import { inquiryOf } from '../lint/inquiry.js';
import { keyFindings } from '../lint/keys.js';
import { findingsIn } from '../lint/rules.js';
import { visible } from '../terminal.js';
import { momentOf, spanOf } from '../times.js';
import { tokenOf, tokenOperand } from '../token.js';

const COLORS = { error: 'red', warning: 'yellow', advice: 'dim' } as const satisfies { [level in Level]: string };

export const lint: Command = {
  name: 'lint',
  summary: 'Finds what is unwise in a token, or in a set of keys',
  operands: tokenOperand.operands,
  most: tokenOperand.most,
  options: {
    key: { value: '<file>', says: 'looks at these keys instead: PEM, a JSON Web Key, or a set of them', many: true },
    'longest-life': { value: '<span>', says: 'an expiry farther off is remarked upon [2y]' },
    now: { value: '<moment>', says: 'judges as if it were then' },
  },
  examples: ['symbolon lint < license.jwt', 'symbolon lint --key jwks.json'],
  notes: `${tokenOperand.notes}\nIts signature is not verified. Errors and warnings end with exit code 1; advice alone does not.`,

  async run(given, terminal) {
    const { line, json, paint } = terminal;
    const findings: readonly Finding[] = given.has('key') ? await ofKeys(given.texts('key')) : await ofToken();
    const grave = findings.filter(({ level }) => level !== 'advice');
    if (given.has('json')) json({ findings });
    else {
      for (const { level, rule, message } of findings)
        line(`${paint(COLORS[level], level.padEnd('warning'.length))}  ${rule}: ${visible(message)}`);
      if (grave.length === 0) line(paint('green', 'Nothing to mend.'));
    }
    return grave.length === 0 ? exit.ok : exit.refused;

    async function ofToken() {
      const system = Date.now() / 1000;
      const now = momentOf(given.text('now') ?? String(system), system);
      return findingsIn(await inquiryOf(await tokenOf(given), now, spanOf(given.text('longest-life') ?? '2y')));
    }

    async function ofKeys(files: readonly string[]) {
      if (given.operands.length > 0) throw new Complaint('Lint a token or keys, not both at once.');
      const keys: Found[] = [];
      for (const file of files) keys.push(...(await keysIn(file)));
      return keyFindings(keys);
    }
  },
};

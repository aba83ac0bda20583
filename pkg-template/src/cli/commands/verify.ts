import type { Decision } from '../../entry/node.js';
import type { Command } from '../command.js';
import { type Terminal, visible } from '../terminal.js';
import { inWords } from '../times.js';
import { tokenOf, tokenOperand } from '../token.js';
import { contextOf, exitCodeOf, verifierOf, verifying } from '../verifying.js';

export const verify: Command = {
  name: 'verify',
  summary: 'Says whether a license is granted: exit code 0 yes, 1 no, 2 could not tell',
  ...tokenOperand,
  options: verifying,
  examples: [
    'symbolon verify --key license-key.pub.pem --issuer https://licenses.example.com --any-audience \\',
    '    --host app.example.com --require-feature export < license.jwt',
    'symbolon verify --jwks-uri https://licenses.example.com/jwks --any-issuer --any-audience --domain off license.jwt',
  ],

  async run(given, terminal) {
    const verifier = await verifierOf(given);
    try {
      const context = contextOf(given);
      const decision = await verifier.verify(await tokenOf(given), context);
      if (given.has('json')) terminal.json({ ...decision });
      else tell(decision, terminal, context.now ?? Date.now() / 1000);
      return exitCodeOf(decision);
    } finally {
      verifier.dispose();
    }
  },
};

/** The verdict in a line. */
export function verdict({ status, code, message, granted, grace }: Decision, { line, paint }: Terminal): void {
  const color = grace ? 'yellow' : granted ? 'green' : 'red';
  line(`${paint(color, `${status} ${code}`)}: ${visible(message)}`);
}

function tell(decision: Decision, terminal: Terminal, now: number): void {
  verdict(decision, terminal);
  const { expiresAt, graceEndsAt, refreshBy, retryAt, subject, plan, features, limits, domain, grace } = decision;
  const moment = (at: number | undefined) => at && inWords(at, now);
  const rows = {
    subject,
    plan,
    features: features.join(', '),
    limits: Object.entries(limits)
      .map(([name, limit]) => `${name}=${limit}`)
      .join(', '),
    domain: domain && `${domain.host}, by ${domain.pattern}`,
    expires: moment(expiresAt),
    'grace ends': grace && moment(graceEndsAt),
    'refresh by': moment(refreshBy),
    'ask again': moment(retryAt),
  };
  for (const [name, text] of Object.entries(rows)) if (text) terminal.line(`  ${name.padEnd(10)}  ${visible(text)}`);
}

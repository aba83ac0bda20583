import type { Step } from '../../entry/node.js';
import type { Command } from '../command.js';
import { visible } from '../terminal.js';
import { tokenOf, tokenOperand } from '../token.js';
import { contextOf, exitCodeOf, verifierOf, verifying } from '../verifying.js';
import { verdict } from './verify.js';

const MARKS = {
  passed: ['green', '✓'],
  failed: ['red', '✗'],
  skipped: ['dim', '·'],
} as const satisfies { [outcome in Step['outcome']]: unknown };

export const why: Command = {
  name: 'why',
  summary: 'Says how each check of a license came out, and ends as `verify` does',
  ...tokenOperand,
  options: verifying,
  examples: ['symbolon why --key license-key.pub.pem --any-issuer --any-audience --host app.example.com < license.jwt'],

  async run(given, terminal) {
    const verifier = await verifierOf(given);
    try {
      const context = { now: Date.now() / 1000, ...defined(contextOf(given)) };
      const token = await tokenOf(given);
      // First, for it fetches keys, which the trace does not.
      const decision = await verifier.verify(token, context);
      const steps = verifier.explain(token, context);
      if (given.has('json')) {
        terminal.json({ decision: { ...decision }, steps });
        return exitCodeOf(decision);
      }
      const width = Math.max(...steps.map(({ check }) => check.length));
      for (const { check, outcome, code, detail } of steps) {
        const [color, mark] = MARKS[outcome];
        const said = `${code ? `${code}: ` : ''}${detail}`;
        terminal.line(`${terminal.paint(color, mark)} ${check.padEnd(width)}  ${visible(said)}`);
      }
      verdict(decision, terminal);
      return exitCodeOf(decision);
    } finally {
      verifier.dispose();
    }
  },
};

const defined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;

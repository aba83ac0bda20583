import { type Command, exit } from '../command.js';
import { type Members, takenApart } from '../jws.js';
import { visible } from '../terminal.js';
import { inWords } from '../times.js';
import { tokenOf, tokenOperand } from '../token.js';

const WARNING = 'This is not verified: anybody can write a token that says the same.';

/** Claims that are times. */
const TIMES = ['iat', 'nbf', 'exp', 'license_exp'];

export const inspect: Command = {
  name: 'inspect',
  summary: 'Shows what a token says, without verifying it',
  ...tokenOperand,
  options: {},
  examples: ['symbolon inspect < license.jwt'],

  async run(given, terminal) {
    const { header, claims, signatureLength } = takenApart(await tokenOf(given));
    const { line, remark, paint, paintRemark } = terminal;
    remark(paintRemark('red', `NOT VERIFIED. ${WARNING} Ask \`symbolon verify\`.`));
    const signature = { octets: signatureLength, bits: signatureLength * 8 };
    if (given.has('json')) {
      terminal.json({ verified: false, warning: WARNING, header, claims, signature });
      return exit.ok;
    }
    const now = Date.now() / 1000;
    line(paint('bold', 'header (not verified)'));
    for (const text of linesOf(header)) line(text);
    line(paint('bold', 'claims (not verified)'));
    for (const text of linesOf(claims)) line(text);
    for (const name of TIMES) {
      const value = claims[name];
      if (typeof value === 'number') line(`${name}: ${inWords(value, now)}`);
    }
    line(`signature: ${signature.octets} octets (not verified)`);
    return exit.ok;
  },
};

const linesOf = (members: Members): string[] => JSON.stringify(members, null, 2).split('\n').map(visible);

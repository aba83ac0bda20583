/**
 * Ways to ask for a license that do not hold, each beside ours: `naive(world)` and `ours(world)` start the same program,
 * and each of the `attacks` is made on both by `make(program, world)`.
 *
 * - `naive`, `ours`: what comes of it; `both` where it is no attack but what must work;
 * - `given`: what the world is made of; `with`: what is in it beside the usual;
 * - `around(run)`: what must be there before anything else;
 * - `missing()`: what one would need first.
 */
import { algorithmOfTheToken } from './algorithm-of-the-token.mjs';
import { answerIsYes } from './answer-is-yes.mjs';
import { askedEveryTime } from './asked-every-time.mjs';
import { cachedForEver } from './cached-for-ever.mjs';
import { checkedAtStart } from './checked-at-start.mjs';
import { decoded } from './decoded.mjs';
import { errorIsYes } from './error-is-yes.mjs';
import { graphqlContext } from './graphql-context.mjs';
import { hostByPieces } from './host-by-pieces.mjs';
import { hostOfAnybody } from './host-of-anybody.mjs';
import { jobAtQueueing } from './job-at-queueing.mjs';
import { keyInBody } from './key-in-body.mjs';
import { longHeader } from './long-header.mjs';
import { proxyOfNobody } from './proxy-of-nobody.mjs';
import { socketAtUpgrade } from './socket-at-upgrade.mjs';
import { staleOnError } from './stale-on-error.mjs';
import { tellingErrors } from './telling-errors.mjs';
import { tokenAnywhere } from './token-anywhere.mjs';

export const patterns = [
  errorIsYes,
  answerIsYes,
  keyInBody,
  decoded,
  algorithmOfTheToken,
  checkedAtStart,
  cachedForEver,
  staleOnError,
  socketAtUpgrade,
  jobAtQueueing,
  graphqlContext,
  hostOfAnybody,
  proxyOfNobody,
  hostByPieces,
  tokenAnywhere,
  askedEveryTime,
  longHeader,
  tellingErrors,
];

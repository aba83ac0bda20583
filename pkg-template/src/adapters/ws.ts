import { SymbolonError } from '../error.js';
import { fromNode, type Guard, type GuardOptions, guardOf, type NodeRequest, type TokenFrom } from '../guard/index.js';
import { readMembers } from '../members.js';
import { Agenda } from '../socket/agenda.js';
import { inTime, type Terms } from '../socket/judgment.js';
import { type Newcomer, newcomer } from '../socket/newcomer.js';
import { closingOf, decline, LATE, SHAPELESS, SILENT, type Stream } from '../socket/refusal.js';
import { close, type License, type Session, type Socket } from '../socket/session.js';
import { Sessions } from '../socket/sessions.js';

export type { CloseReason } from '../socket/refusal.js';
export type { GuardOptions, Session, Socket, Stream };

/** What there is to say of sockets beside the options of a guard. */
export interface SocketOptions {
  /** How often, in seconds, the license of a living socket is judged anew, so that what was revoked ends. Default: 60. */
  readonly recheck?: number | undefined;
  /**
   * Seconds in which the first message must come, and those that a judgment of a living socket may take before it
   * counts as none. A verifier with fetched keys needs up to 10. Default: 15.
   */
  readonly timeout?: number | undefined;
  /**
   * Whether a client that shows no token when it comes may send one in its first message, as browsers must, which set
   * no header fields; a function finds it there. What that throws counts as no token. Nobody else hears this message.
   * Default: `false`.
   */
  readonly firstMessage?: boolean | ((text: string) => string | null | undefined) | undefined;
}

/** What is used of a `WebSocketServer` of ws. */
export interface SocketServer<Request> {
  handleUpgrade(request: Request, stream: never, head: never, done: (socket: Socket) => void): void;
  emit(event: 'connection', socket: unknown, request: Request): boolean;
}

/** The guard of a server's sockets. */
export interface SocketGuard<Request> {
  /**
   * Makes a listener for the event `upgrade` of an http server: it lets a request pass to `server`, which is made with
   * `noServer: true` and emits `connection` for those alone that are licensed, or answers with the refusal.
   */
  upgrade(server: SocketServer<Request>): (request: Request, stream: Stream, head: unknown) => Promise<void>;
  /** That of a socket which was let pass. */
  session(socket: object): Session | undefined;
  /** Judges all living sockets anew, now: after `verifier.deny`, for instance. Resolves when that is done. */
  recheck(): Promise<void>;
  /** How many sockets live. */
  readonly size: number;
}

/**
 * Guards sockets of ws 8: who comes without a license is refused before there is a socket, and a living one is closed
 * when its license ends: by 4001 without a credential, 4003 if the license says no, 4500 if nobody could be asked.
 *
 * @example
 * const sockets = new WebSocketServer({ noServer: true });
 * const licensed = guard({ verifier, hostFrom: 'live.example.com', require: { features: ['live'] } });
 * server.on('upgrade', licensed.upgrade(sockets));
 * sockets.on('connection', (socket) => socket.send(licensed.session(socket).license.plan));
 *
 * @throws {SymbolonError} `options_invalid`
 */
export function guard<Request extends NodeRequest = NodeRequest>(
  options: GuardOptions<Request> | Guard<Request>,
  socketOptions?: SocketOptions,
): SocketGuard<Request> {
  const own = guardOf('judge' in options ? options : { ...options, tokenFrom: once(options.tokenFrom) });
  const now = ('now' in options && options.now) || (() => Date.now() / 1000);
  const { tokenIn, ...times } = checked(socketOptions);
  const terms: Terms = { ...times, now, agenda: new Agenda() };
  const sessions = new Sessions(terms);

  /** Lets a socket pass whose license comes in its first message, or closes it. */
  async function hear(
    { message, admit }: Newcomer,
    socket: Socket,
    judgeToken: License['judgeToken'],
    welcome: (license: License) => void,
  ): Promise<void> {
    const text = await message;
    if (text === undefined) return close(socket, SILENT);
    const token = text === null ? null : tokenIn!(text);
    if (!token) return close(socket, SHAPELESS);
    const judge = () => judgeToken(token);
    const judgedAt = now();
    const verdict = await inTime(judge(), terms);
    if (!verdict?.granted) return close(socket, verdict ? closingOf(verdict) : LATE);
    if (socket.readyState === OPEN) admit(() => welcome({ judge, judgeToken, decision: verdict.decision, judgedAt }));
  }

  return {
    session: (socket) => sessions.of(socket),
    recheck: () => sessions.recheck(),
    get size() {
      return sessions.size;
    },
    upgrade: (server) => async (request, stream, head) => {
      const asked = fromNode(request, request);
      const judge = () => own.judge(asked);
      const judgeToken = (token: string) => own.judgeToken(token, asked);
      // A client that breaks off is nobody's mistake.
      stream.on('error', ignore);
      const judgedAt = now();
      const verdict = await judge();
      const mayTell = tokenIn && verdict.answer?.body.code === 'credential_missing';
      if (!verdict.granted && !mayTell) return decline(stream, verdict.answer);
      stream.off('error', ignore);
      server.handleUpgrade(request, stream as never, head as never, (socket: Socket) => {
        const welcome = (license: License) => {
          sessions.open(socket, license);
          server.emit('connection', socket, request);
        };
        if (verdict.granted) welcome({ judge, judgeToken, decision: verdict.decision, judgedAt });
        else void hear(newcomer(socket, stream, terms), socket, judgeToken, welcome);
      });
    },
  };
}

/** The state of a socket that is open (WHATWG WebSockets, `readyState`). */
const OPEN = 1;

const ignore = () => {};

function checked(options: SocketOptions | undefined) {
  const given = readMembers(options, ['recheck', 'timeout', 'firstMessage'], 'second argument', 'options_invalid');
  const { recheck = 60, timeout = 15, firstMessage = false } = given as SocketOptions;
  for (const [name, value] of Object.entries({ recheck, timeout }))
    if (typeof value !== 'number' || !(value > 0)) fail(`\`${name}\` must be a number of seconds above 0.`);
  if (typeof firstMessage !== 'boolean' && typeof firstMessage !== 'function')
    fail('`firstMessage` must be a boolean or a function.');
  return { recheck, timeout, tokenIn: firstMessage === false ? undefined : reader(firstMessage) };
}

/** Of a message that it cannot read it says that there is no token. */
const reader =
  (find: true | ((text: string) => string | null | undefined)) =>
  (text: string): string | null | undefined => {
    try {
      return find === true ? text : find(text);
    } catch {
      return undefined;
    }
  };

/** Asks once for each request: a ticket that is good for one use is gone when the socket is judged anew. */
function once<Request extends object>(from: TokenFrom<Request> | undefined): TokenFrom<Request> | undefined {
  if (typeof from !== 'function') return from;
  const found = new WeakMap<Request, ReturnType<typeof from>>();
  return (request) => {
    if (!found.has(request)) found.set(request, from(request));
    return found.get(request);
  };
}

function fail(sentence: string): never {
  throw new SymbolonError('options_invalid', sentence);
}

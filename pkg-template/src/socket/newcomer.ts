import { Appointment } from './agenda.js';
import type { Terms } from './judgment.js';
import type { Stream } from './refusal.js';
import type { Socket } from './session.js';

/** Octets that a socket may send before it has shown a license: 16,384 for the longest token, in whatever it is wrapped. */
const MOST = 65_536;

/** A socket whose license comes in its first message. */
export interface Newcomer {
  /** The text of that message. `null`: it is none that could hold a token; `undefined`: there was none in time. */
  readonly message: Promise<string | null | undefined>;
  /** Hands on what came after it, from where `welcome` has said who listens. */
  admit(welcome: () => void): void;
}

/** Waits for the first message; what its sender does not wait with is kept, and no more than was read already. */
export function newcomer(socket: Socket, stream: Stream, { agenda, timeout }: Terms): Newcomer {
  const kept: unknown[][] = [];
  const before = stream.bytesRead ?? 0;
  let heard = false;
  let hear = (_: string | null | undefined) => {};
  const message = new Promise<string | null | undefined>((resolve) => {
    hear = (text) => {
      if (heard) return;
      heard = true;
      socket.pause();
      agenda.cancel(tooLate);
      stream.off('data', weigh);
      resolve(text);
    };
  });
  const tooLate = new Appointment(() => hear(undefined));
  const weigh = () => (stream.bytesRead ?? 0) - before > MOST && hear(null);
  const listen = (data: { readonly length: number }, isBinary: boolean) => {
    if (heard) kept.push([data, isBinary]);
    else hear(isBinary || data.length > MOST ? null : String(data));
  };
  const gone = () => hear(undefined);
  // Frames that are none are errors, and nobody else listens yet.
  const ignore = () => {};

  agenda.set(tooLate, timeout);
  stream.on('data', weigh);
  socket.on('message', listen);
  socket.on('close', gone);
  socket.on('error', ignore);

  return {
    message,
    admit(welcome) {
      socket.off('message', listen);
      socket.off('close', gone);
      socket.off('error', ignore);
      welcome();
      for (const given of kept) socket.emit('message', ...given);
      socket.resume();
    },
  };
}

// Lets a Node process end while a request is under way.
import { type Channel, channel } from 'node:diagnostics_channel';

interface Message {
  readonly request: { readonly origin: string; readonly path: string };
  readonly socket: { readonly alpnProtocol?: string | false; ref(): void; unref(): void };
}

// Held for good: older Nodes forget a channel that nobody holds, subscribers and all.
let channels: { sent: Channel; answered: Channel } | undefined;

/**
 * Keeps the next request to `uri` from holding the process until `signal` is
 * aborted. Node's `fetch` holds it by the socket of a request, and tells of that
 * on a diagnostics channel of its own. Elsewhere nothing is told there.
 */
export function letGo(uri: string, signal: AbortSignal): void {
  channels ??= { sent: channel('undici:client:sendHeaders'), answered: channel('undici:request:trailers') };
  const { sent, answered } = channels;
  const { origin, pathname, search } = new URL(uri);
  let own: Message | undefined;
  const unref = (message: unknown) => {
    const { request, socket } = message as Message;
    // A connection of HTTP/2 has requests of others on it, who may want to be waited for.
    if (`${request.origin}${request.path}` !== `${origin}${pathname}${search}` || socket.alpnProtocol === 'h2') return;
    own = { request, socket };
    socket.unref();
  };
  // The connection is free again: the next request on it is to hold the process as ever.
  const ref = (message: unknown) => {
    if (own && (message as Message).request === own.request) own.socket.ref();
  };
  sent.subscribe(unref);
  answered.subscribe(ref);
  const stop = () => {
    sent.unsubscribe(unref);
    answered.unsubscribe(ref);
  };
  // Not in a subscriber: Node 18 does not survive that.
  signal.addEventListener('abort', stop, { once: true });
}

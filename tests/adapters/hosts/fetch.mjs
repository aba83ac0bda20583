import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { guard } from 'symbolon/fetch';
import { listening, subject } from './listening.mjs';

/** What a runtime of the Fetch API does: a `Request` of what comes in, and out with the `Response`. */
async function serve(handler, incoming, outgoing) {
  const headers = new Headers();
  for (let at = 0; at < incoming.rawHeaders.length; at += 2)
    headers.append(incoming.rawHeaders[at], incoming.rawHeaders[at + 1]);
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
    method: incoming.method,
    headers,
    ...(hasBody && { body: Readable.toWeb(incoming), duplex: 'half' }),
  });
  const response = await handler(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
}

export const fetch = {
  name: 'Fetch API',
  open(options, answer = subject) {
    const handler = guard(options)(async (_, decision) => new Response(await answer(decision)));
    return listening(createServer((incoming, outgoing) => serve(handler, incoming, outgoing)));
  },
};

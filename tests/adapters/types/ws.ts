import { createServer, type IncomingMessage } from 'node:http';
import type { Decision } from 'symbolon';
import type { Judge } from 'symbolon/guard';
import { guard, type Session } from 'symbolon/ws';
import { WebSocketServer } from 'ws';

declare const verifier: Judge;

const sockets = new WebSocketServer({ noServer: true });
const licensed = guard({ verifier, hostFrom: 'app.example.com' }, { recheck: 10, firstMessage: (text) => text });
createServer().on('upgrade', licensed.upgrade(sockets));
sockets.on('connection', (socket) => {
  const session: Session | undefined = licensed.session(socket);
  const license: Decision | undefined = session?.license;
  socket.send(`${license?.plan} ${licensed.size}`);
  // @ts-expect-error there may be none
  socket.send(session.license.plan);
});
guard<IncomingMessage>({ verifier, policy: (decision, request) => decision.has(request.headers.host ?? '') });
// @ts-expect-error a typing mistake
guard({ verifier }, { often: 10 });

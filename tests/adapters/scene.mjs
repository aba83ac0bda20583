/** A server of sockets with all that a case turns: its judge, its clock, its clients. */
import { once } from 'node:events';
import { connect, open } from './hosts/ws.mjs';
import { NOW, verifierOf } from './issuer.mjs';

/** The options of a verifier whose key server is down. */
export const unreachable = {
  keys: { jwksUri: 'https://licenses.example.com/jwks', fetch: () => Promise.reject(new TypeError('no network')) },
};

/** A verifier whose answers can be made to wait, and that can become another. */
class Judge {
  asked = 0;
  #gate;

  constructor(verifier) {
    this.verifier = verifier;
  }

  async verify(token, context) {
    this.asked += 1;
    const gate = this.#gate;
    const decision = await this.verifier.verify(token, context);
    await gate;
    return decision;
  }

  /** Answers that are asked for from now on wait. @returns what lets them go */
  hold() {
    let letGo;
    this.#gate = new Promise((resolve) => {
      letGo = resolve;
    });
    return () => {
      this.#gate = undefined;
      letGo();
    };
  }
}

/** An hour from one look to the next, unless the case says otherwise: what ends before has another reason. */
const SELDOM = 3600;

/**
 * @param {{ options?: object, socketOptions?: object }} given beside the usual ones
 */
export async function scene({ options, socketOptions } = {}) {
  const verifier = await verifierOf();
  const judge = new Judge(verifier);
  const clock = { now: () => NOW };
  const errors = [];
  const shared = { verifier: judge, hostFrom: 'app.example.com', now: () => clock.now() };
  const server = await open(
    { ...shared, onError: (error) => errors.push(error.message), ...options },
    { recheck: SELDOM, ...socketOptions },
  );
  const sessions = [];
  const heard = [];
  server.sockets.on('connection', (socket) => {
    sessions.push(server.licensed.session(socket));
    socket.on('error', () => {});
    socket.on('message', (data) => heard.push(String(data)));
    socket.send('welcome');
  });

  return {
    ...server,
    verifier,
    judge,
    clock,
    errors,
    /** Of those who were let pass, in their order. */
    sessions,
    /** What they said. */
    heard,

    /** A client that is let pass by what it shows when it comes. */
    async enter(token) {
      const client = connect(server.url, { headers: [['Authorization', `Bearer ${token}`]] });
      await once(client, 'message');
      return client;
    },

    /** A client that shows nothing when it comes. */
    async come() {
      const client = connect(server.url);
      await once(client, 'open');
      return client;
    },

    /** Until the server, too, has seen all sockets close. */
    async empty() {
      await Promise.all([...server.sockets.clients].map((socket) => once(socket, 'close')));
    },

    async end() {
      await server.close();
      verifier.dispose();
    },
  };
}

/** How a client's socket was closed. @returns {Promise<[code: number, reason: string]>} */
export async function closing(client) {
  const [code, reason] = await once(client, 'close');
  return [code, String(reason)];
}

/** A case that plays in a scene. */
export const play = (name, given, run) => ({
  name: `sockets: ${name}`,
  async run() {
    const it = await scene(given);
    try {
      await run(it);
    } finally {
      await it.end();
    }
  },
});

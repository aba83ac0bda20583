/** The key server is asked for every request. */
import { Agent, createServer } from 'node:http';
import { guard } from 'symbolon/node';
import { listening } from '../hosts/listening.mjs';
import { ask } from '../wire.mjs';
import { bearer, honest, inBrief } from './asking.mjs';
import { bearerOf, verifyOnline } from './homemade.mjs';

const MANY = 3000;
/** Connections at a time. */
const DOORS = 100;
/** Pauses of 1, 2, 4 … seconds, of which at least three quarters are kept, leave so many exchanges in a minute. */
const FEW = 7;

const done = (_, response) => response.end('done');
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** All of them at once, each with a license. @returns how often there was which answer */
async function crowd({ url }, token) {
  const agent = new Agent({ keepAlive: true, maxSockets: DOORS });
  const answers = {};
  const one = async () => {
    const answer = await ask(url, { headers: [bearer(token)], agent });
    const wait = answer.headers['retry-after'];
    const brief = wait === undefined ? inBrief(answer) : `${inBrief(answer)}, and when to come again`;
    answers[brief] = (answers[brief] ?? 0) + 1;
  };
  await Promise.all(Array.from({ length: MANY }, one));
  agent.destroy();
  return answers;
}

/** As a client should that was told when to come again. */
async function comingAgain(program, token) {
  for (;;) {
    const answer = await ask(program.url, { headers: [bearer(token)] });
    const wait = answer.headers['retry-after'];
    if (wait === undefined) return inBrief(answer);
    await pause(wait * 1000);
  }
}

const often = (exchanges) => (exchanges >= MANY ? 'for every request' : exchanges <= FEW ? 'a few times' : exchanges);

/** An outage that lasts until all have an answer, or until nobody will get one. */
const duringAnOutage = (begin) => async (program, world) => {
  const token = await world.issuer.license();
  await begin(world);
  let answers;
  const crowded = crowd(program, token).then((all) => {
    answers = all;
  });
  // All who may come at a time, and each asks for itself.
  while (!answers && world.server.requests < DOORS) await pause(5);
  const stuck = !answers;
  // Then somebody has to end it.
  if (stuck) await world.server.stop();
  await crowded;
  const asked = often(world.exchanges.length);
  world.server.behave();
  await world.server.start();
  return { asked, answers, stuck, afterwards: await comingAgain(program, token) };
};

const held = { '503 keys_unavailable, and when to come again': MANY };

export const askedEveryTime = {
  name: 'the key server is asked for every request',
  given: { fetched: true, keys: { timeout: 0.5 } },
  naive: (world) =>
    listening(
      createServer(async (request, response) => {
        try {
          const { exp } = await verifyOnline(bearerOf(request), world);
          if (exp > world.now()) return done(request, response);
          response.writeHead(403).end();
        } catch {
          response.writeHead(500).end();
        }
      }),
    ),
  // By the real clock, as the pauses between two exchanges are.
  ours: ({ guarded }) => listening(createServer(guard({ ...guarded, now: undefined })(done))),
  attacks: [
    honest,
    {
      name: `${MANY} requests while it is down`,
      make: duringAnOutage(({ server }) => server.stop()),
      naive: { asked: 'for every request', answers: { 500: MANY }, stuck: false, afterwards: '200' },
      ours: { asked: 'a few times', answers: held, stuck: false, afterwards: '200' },
    },
    {
      name: `${MANY} requests while it does not answer`,
      make: duringAnOutage(({ server }) => server.behave({ delay: 10 })),
      naive: { asked: 'for every request', answers: { 500: MANY }, stuck: true, afterwards: '200' },
      ours: { asked: 'a few times', answers: held, stuck: false, afterwards: '200' },
    },
  ],
};

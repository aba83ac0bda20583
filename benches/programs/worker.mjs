/** In workerd: takes a task by POST, and answers requests that bring a token. */
import { contenders as jose } from './contenders/jose.mjs';
import { contenders as rsaCrate } from './contenders/rsa-crate.mjs';
import { contenders as symbolon } from './contenders/symbolon.mjs';
import { modules } from './engines/modules.mjs';
import { measure } from './measure.mjs';
import rsaCrateModule from './rsa-crate.wasm';

const everybody = [...symbolon, ...jose, ...rsaCrate(async () => rsaCrateModule)];

const runtime = {
  contenders: everybody,
  natives: [],
  compiled: Object.fromEntries(Object.entries(modules).map(([name, module]) => [name, async () => module])),
};

/** By name, who judges the tokens of requests. */
const judges = new Map([['nobody', () => undefined]]);

const routes = {
  '/measure': async (request) => Response.json(await measure(await request.json(), runtime)),

  '/prepare': async (request) => {
    const setting = await request.json();
    for (const { name, one } of everybody) judges.set(name, await one(setting));
    return new Response(null, { status: 204 });
  },

  '/judge': async (request, { searchParams }) => {
    const [, token] = request.headers.get('authorization').split('Bearer ');
    return Response.json({ subject: await judges.get(searchParams.get('by'))(token) });
  },
};

export default {
  fetch(request) {
    const url = new URL(request.url);
    return routes[url.pathname](request, url);
  },
};

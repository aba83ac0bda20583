/** The guard by itself: what it refuses to be made of, whom it tells, and how a verifier is. */
import assert from 'node:assert/strict';
import { createGuard, fromFetch, healthCheck } from 'symbolon/guard';
import { license, NOW, verifierOf } from '../issuer.mjs';

const request = (token) =>
  fromFetch(new Request('http://app.example.com/', { headers: { authorization: `Bearer ${token}` } }));

async function withVerifier(options, use) {
  const verifier = await verifierOf(options);
  try {
    await use(verifier);
  } finally {
    verifier.dispose();
  }
}

const refuses = (options) => assert.throws(() => createGuard(options), { code: 'options_invalid' });

export const guard = [
  {
    name: 'guard: loopback hosts do not pass where anybody can write the host',
    run: () =>
      withVerifier({ allowLoopback: true }, async (verifier) => {
        for (const hostFrom of ['host', 'origin', () => 'app.example.com']) refuses({ verifier, hostFrom });
        for (const hostFrom of ['app.example.com', new URL('https://app.example.com'), undefined])
          createGuard({ verifier, hostFrom });
        await withVerifier({}, async (strict) => createGuard({ verifier: strict, hostFrom: 'host' }));
      }),
  },
  {
    name: 'guard: mistakes in its options are said when it is made',
    run: () =>
      withVerifier({}, async (verifier) => {
        for (const options of [
          {},
          { verifier: {} },
          { verifier, hostfrom: 'host' },
          { verifier, hostFrom: '' },
          { verifier, policy: true },
          { verifier, now: NOW },
          ...['header', {}, { header: '' }, { body: 'token' }, { header: 'a', cookie: 'b' }].map((tokenFrom) => ({
            verifier,
            tokenFrom,
          })),
        ])
          refuses(options);
        assert.throws(() => createGuard({ verifier, require: { feature: ['x'] } }), { code: 'context_invalid' });
      }),
  },
  {
    name: 'guard: what is asked for beside the options must be met, too, and every verdict is told',
    run: () =>
      withVerifier({}, async (verifier) => {
        const told = [];
        const own = createGuard({
          verifier,
          hostFrom: 'host',
          require: { roles: ['a'] },
          now: () => NOW,
          onDecision: (verdict) => told.push(verdict.answer?.status ?? 200),
        });
        const asked = request(license({ roles: ['a'] }));
        assert.equal((await own.judge(asked)).granted, true);
        assert.equal((await own.judge(asked, { roles: ['b'] })).answer.body.code, 'role_missing');
        assert.equal((await own.judgeToken('', asked)).answer.body.code, 'credential_missing');
        await new Promise((resolve) => setImmediate(resolve));
        assert.deepEqual(told, [200, 403, 401]);
      }),
  },
  {
    name: 'guard: a health check says how the keys are, and nothing of why',
    async run() {
      await withVerifier({}, async (verifier) => {
        const { status, httpStatus, keys } = await healthCheck(verifier);
        assert.deepEqual([status, httpStatus, keys.source, keys.count], ['pass', 200, 'static', 1]);
      });
      let asked = 0;
      const fetch = () => {
        asked += 1;
        return Promise.reject(new TypeError('a secret place'));
      };
      await withVerifier({ keys: { jwksUri: 'https://licenses.example.com/jwks', fetch } }, async (verifier) => {
        const health = await healthCheck(verifier);
        assert.deepEqual([health.status, health.httpStatus, health.keys.count, asked], ['fail', 503, 0, 1]);
        assert.ok(!JSON.stringify(health).includes('secret'));
      });
    },
  },
];

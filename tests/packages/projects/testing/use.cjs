/** What users' tests do with a test issuer, and what came of it: the same wherever it runs. */
exports.use = async ({ createTestIssuer }, { createVerifier, presets }) => {
  const issuer = await createTestIssuer({ now: 1_800_000_000 });
  const { clock, host, tokens } = issuer;
  const verifierOf = (keys) => createVerifier({ ...presets.domainLicense, ...issuer.options, keys });
  const judge = async (verifier, token) => {
    const { status, code } = await verifier.verify(token, { host, now: clock.now() });
    return `${status} ${code}`;
  };

  const still = await verifierOf(issuer.keys);
  const codes = {};
  for (const [name, make] of Object.entries(tokens)) codes[name] = await judge(still, await make());

  const token = await issuer.license({ features: ['export'], sub: undefined });
  const { claims, keyId } = await still.verify(token, { host, now: clock.now() });
  const times = [];
  for (const days of [0, 29, 2, 10]) {
    clock.advance(days * 86_400);
    times.push(await judge(still, token));
  }
  clock.set(1_800_000_000);

  await issuer.rotate();
  const rotated = await verifierOf(issuer.keys);
  const rotation = [await judge(rotated, token), await judge(rotated, await issuer.license())];
  await issuer.rotate({ keepOld: false });
  rotation.push(await judge(await verifierOf(issuer.keys), token));

  return {
    codes,
    claims,
    keyId,
    times,
    rotation,
    memory: await served(issuer.memoryServer()),
    server: await issuer.server().then(served, (error) => error.message),
  };

  /** A key server, in good days and bad ones. */
  async function served(server) {
    const verifier = await verifierOf(server.keys);
    const good = await issuer.license();
    const seen = [await judge(verifier, good), await judge(verifier, good), server.requests];
    await verifier.refreshKeys();
    const statuses = server.answers.map(({ status }) => status);
    const unlucky = async (behavior) => {
      server.behave(behavior);
      const fresh = await verifierOf({ ...server.keys, timeout: 0.5 });
      const verdict = await judge(fresh, good);
      server.behave();
      return [verdict, fresh.keys.lastError !== undefined];
    };
    const faults = [
      await unlucky({ status: 503, headers: { 'retry-after': '60' } }),
      await unlucky({ disconnect: true }),
      await unlucky({ delay: 3 }),
      await unlucky({ status: 304 }),
      await unlucky({ body: '{"keys":[' }),
    ];
    const well = await judge(await verifierOf(server.keys), good);
    await server.stop();
    const gone = await judge(await verifierOf(server.keys), good);
    await server.start();
    const back = await judge(await verifierOf(server.keys), good);
    await server.stop();
    return { seen, statuses, faults, well, gone, back };
  }
};

/** Sockets whose license comes in their first message. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from '../hosts/ws.mjs';
import { DAY, license, NOW, verifierOf } from '../issuer.mjs';
import { closing, play, unreachable } from '../scene.mjs';
import { countingTimers } from '../timers.mjs';

const first = { socketOptions: { firstMessage: true } };
const inJson = { socketOptions: { firstMessage: (text) => JSON.parse(text).token } };

const refusals = [
  ['an expired license', first, license({ exp: NOW - DAY }), [4003, 'license_expired']],
  ['another site', first, license({ domain: 'other.example.com' }), [4003, 'domain_mismatch']],
  ['no token', first, 'hello', [4001, 'token_malformed']],
  ['nothing', first, '', [4001, 'credential_malformed']],
  ['octets', first, Buffer.from(license()), [4001, 'credential_malformed']],
  ['a token that is too long', first, 'a'.repeat(20_000), [4001, 'token_too_long']],
  ['more than any token', first, 'a'.repeat(100_000), [4001, 'credential_malformed']],
  ['JSON that is none', inJson, license(), [4001, 'credential_malformed']],
  ['JSON without a token', inJson, '{}', [4001, 'credential_malformed']],
  ['JSON with something else for a token', inJson, '{"token":{}}', [4001, 'token_missing']],
];

export const newcomers = [
  ...refusals.map(([name, given, message, expected]) =>
    play(`the first message is ${name}`, given, async (it) => {
      const client = await it.come();
      client.send(message);
      assert.deepEqual(await closing(client), expected);
      assert.deepEqual(it.sessions, []);
    }),
  ),

  play('a token, and what is sent behind it without waiting', first, async (it) => {
    const client = await it.come();
    for (const message of [license(), 'one', 'two']) client.send(message);
    await once(client, 'message');
    client.send('three');
    client.close();
    await it.empty();
    assert.equal(it.sessions.length, 1);
    assert.deepEqual(it.heard, ['one', 'two', 'three']);
  }),

  play('a token in JSON', inJson, async (it) => {
    const client = await it.come();
    client.send(JSON.stringify({ token: license() }));
    await once(client, 'message');
    assert.equal(it.sessions[0].license.subject, 'customer-1042');
  }),

  play('it is judged anew like any other', first, async (it) => {
    const client = await it.come();
    client.send(license({ jti: '7' }));
    await once(client, 'message');
    it.verifier.deny({ jti: ['7'] });
    const ended = closing(client);
    await it.licensed.recheck();
    assert.deepEqual(await ended, [4003, 'token_revoked']);
  }),

  play('what follows a token that is refused is heard by nobody', first, async (it) => {
    const client = await it.come();
    client.send(license({ exp: NOW - DAY }));
    client.send('one');
    assert.deepEqual(await closing(client), [4003, 'license_expired']);
    assert.deepEqual(it.heard, []);
  }),

  play('a token that comes when its client does is judged there', first, async (it) => {
    const client = connect(it.url, { headers: [['Authorization', 'Bearer abc']] });
    const [, response] = await once(client, 'unexpected-response');
    assert.equal(response.statusCode, 403);
    client.on('error', () => {}).terminate();
    await it.enter(license());
    assert.equal(it.sessions.length, 1);
  }),

  play('silence', { socketOptions: { firstMessage: true, timeout: 0.05 } }, async (it) => {
    const client = await it.come();
    assert.deepEqual(await closing(client), [4001, 'credential_missing']);
  }),

  play('a message without an end', first, async (it) => {
    const client = await it.come();
    client.send('a'.repeat(100_000), { fin: false });
    assert.deepEqual(await closing(client), [4001, 'credential_malformed']);
  }),

  play('a frame that is none', first, async (it) => {
    const client = await it.come();
    client._socket.write(Buffer.from([0xff, 0x80, 0, 0, 0, 0]));
    assert.deepEqual(await closing(client), [1002, '']);
    await it.enter(license());
  }),

  play('nobody can be asked', first, async (it) => {
    it.judge.verifier = await verifierOf(unreachable);
    const client = await it.come();
    client.send(license());
    assert.deepEqual(await closing(client), [4500, 'keys_unavailable']);
  }),

  // Time enough for the message, which has the same.
  play('who is asked does not answer', { socketOptions: { firstMessage: true, timeout: 3 } }, async (it) => {
    it.judge.hold();
    const client = await it.come();
    client.send(license());
    assert.deepEqual(await closing(client), [4500, 'guard_timeout']);
  }),

  play('many, and they leave without a word', first, (it) =>
    countingTimers('symbolon/adapters/ws.js', async (timers) => {
      const clients = await Promise.all(Array.from({ length: 50 }, () => it.come()));
      assert.equal(timers.size, 1);
      for (const client of clients) client.terminate();
      await it.empty();
      assert.equal(timers.size, 0);
      assert.equal(it.licensed.size, 0);
    }),
  ),
];

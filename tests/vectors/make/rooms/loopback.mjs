// biome-ignore-all format: a table is read by its rows
import { base, each, show, vector } from '../room.mjs';

const allowed = { options: { allowLoopback: true } };
const loopback = ['localhost', 'LOCALHOST', 'localhost.', 'localhost:3000', 'app.localhost', 'a.b.localhost', 'App.LocalHost.:8080', '127.0.0.1', '127.0.0.1:8080', '127.255.255.255', '127.0.0.0', '127.1', '0x7f.1', '2130706433', '0177.0.0.1', '127.0.0.1.', '[::1]', '::1', '[::1]:3000', '[0:0:0:0:0:0:0:1]'];
const elsewhere = ['notlocalhost', 'localhost.example.com', 'localhost.com', 'xlocalhost', 'a.xlocalhost', 'localhosts', 'localhos', 'local', 'localdomain', 'localhost.localdomain', '128.0.0.1', '126.255.255.255', '0.0.0.0', '10.0.0.1', '192.168.0.1', '169.254.1.1', '[::]', '[::2]', '[::ffff:127.0.0.1]', '::ffff:7f00:1', '127.0.0.1.example.com', '[fe80::1]', 'loopback', 'ip6-localhost'];
const domain = 'example.com';

export default {
  about: 'Check 9, loopback hosts: no exemption, unless the token lists them or allowLoopback is on.',
  defaults: { ...base, options: { ...base.options, domain: 'required' } },
  cases: [
    ...each(loopback, (host) => vector(`${host} has no exemption`, 'INVALID domain_mismatch', { claims: { domain }, context: { host } })),
    ...each(loopback, (host) => vector(`${host}, allowLoopback`, 'ACTIVE ok', { claims: { domain }, context: { host }, ...allowed })),
    ...each(elsewhere, (host) => vector(`${host} is no loopback host`, 'INVALID domain_mismatch', { claims: { domain }, context: { host }, ...allowed })),

    vector('loopback is named', 'ACTIVE ok', { claims: { domain }, context: { host: 'localhost' }, ...allowed, expect: { domain: { host: 'localhost', pattern: 'loopback' } } }),
    ...each([[], '', '*', ['https://x.example'], 'a.example:80'], (binding) => vector(`loopback satisfies the binding ${show(binding)}`, 'ACTIVE ok', { claims: { domain: binding }, context: { host: 'localhost:3000' }, ...allowed })),
    vector('loopback satisfies an optional binding', 'ACTIVE ok', { claims: { domain }, context: { host: 'localhost' }, options: { allowLoopback: true, domain: 'optional' } }),
    vector('loopback does not stand in for a missing binding', 'INVALID domain_missing', { context: { host: 'localhost' }, ...allowed }),
    vector('allowLoopback, and the host of the token', 'ACTIVE ok', { claims: { domain }, context: { host: domain }, ...allowed, expect: { domain: { host: domain, pattern: domain } } }),
    vector('allowLoopback, and no host', 'INVALID host_unavailable', { claims: { domain }, context: { host: '' }, ...allowed }),
    vector('allowLoopback, and a malformed host', 'INVALID host_malformed', { claims: { domain }, context: { host: 'localhost:' }, ...allowed }),
    ...each(['localhost/', 'localhost..', '.localhost', '127.0.0.256', 'localhost:99999', '[::1'], (host) => vector(`${host}, malformed, allowLoopback`, 'INVALID host_malformed', { claims: { domain }, context: { host }, ...allowed })),
    vector('loopback, another device', 'FORBIDDEN hardware_mismatch', { claims: { domain, hwid: 'a' }, context: { host: 'localhost' }, ...allowed }),
    vector('loopback, compatible, no exemption', 'INVALID domain_mismatch', { claims: { domain }, context: { host: 'localhost' }, options: { domainMatching: 'compatible' } }),

    ...each(
      [['localhost', 'localhost:3000'], ['localhost:3000', 'localhost:3000'], ['127.0.0.1', '127.0.0.1:80'], ['ip4:127.0.0.0/8', '127.9.9.9'], ['::1', '[::1]:80'], ['app.localhost', 'app.localhost'], ['*.app.localhost', 'x.app.localhost']],
      ([pattern, host]) => vector(`the token lists ${pattern}, the host is ${host}`, 'ACTIVE ok', { claims: { domain: [domain, pattern] }, context: { host } }),
    ),
    ...each(
      [['localhost', 'app.localhost'], ['localhost', '127.0.0.1'], ['127.0.0.1', 'localhost'], ['localhost', '[::1]'], ['loopback', 'localhost'], ['localhost:3000', 'localhost:3001']],
      ([pattern, host]) => vector(`the token lists ${pattern}, but the host is ${host}`, 'INVALID domain_mismatch', { claims: { domain: [domain, pattern] }, context: { host } }),
    ),
  ],
};

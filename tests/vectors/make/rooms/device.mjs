// biome-ignore-all format: a table is read by its rows
import { base, each, vector } from '../room.mjs';

const accepted = (name, claims, context, options) => vector(name, 'ACTIVE ok', { claims, context, options });
const refused = (name, claims, context, options) => vector(name, 'FORBIDDEN hardware_mismatch', { claims, context, options });
const needs = (hardware, hardwareId) => ({ require: { hardware }, hardwareId });

export default {
  about: 'Checks 9 and 11, the device: hwid binds whatever else is asked; require.hardware asks that it does.',
  defaults: base,
  cases: [
    accepted('the device', { hwid: 'a' }, { hardwareId: 'a' }),
    accepted('one of the devices', { hwid: ['a', 'b'] }, { hardwareId: 'b' }),
    accepted('no hwid, whatever the device', {}, { hardwareId: 'a' }),
    accepted('no hwid and no device', {}, {}),
    refused('another device', { hwid: 'a' }, { hardwareId: 'b' }),
    refused('none of the devices', { hwid: ['a', 'b'] }, { hardwareId: 'c' }),
    refused('a device is not named', { hwid: 'a' }, {}),
    refused('hardwareId null is left out', { hwid: 'a' }, { hardwareId: null }),
    refused('an empty list of devices', { hwid: [] }, { hardwareId: 'a' }),
    refused('a device in another case', { hwid: 'A' }, { hardwareId: 'a' }),
    refused('the start of a device', { hwid: 'ab' }, { hardwareId: 'a' }),
    refused('white space is not trimmed', { hwid: 'a' }, { hardwareId: 'a ' }),
    refused('a device equal only when normalized', { hwid: '\u00e9' }, { hardwareId: 'e\u0301' }),
    accepted('a device beyond ASCII', { hwid: 'é🔑' }, { hardwareId: 'é🔑' }),
    ...each(['required', 'optional', 'off'], (domain) =>
      refused(`the device counts with domain ${domain}`, { hwid: 'a', domain: 'app.example.com' }, { hardwareId: 'b', host: 'app.example.com' }, { domain }),
    ),
    refused('hw_bound does not stand in for a device', { hwid: 'a', hw_bound: true }, { hardwareId: 'b' }),

    accepted('matched: the device', { hwid: 'a' }, needs('matched', 'a')),
    refused('matched: no hwid', {}, needs('matched', 'a')),
    refused('matched: neither hwid nor device', {}, needs('matched')),
    refused('matched: hw_bound is not enough', { hw_bound: true }, needs('matched', 'a')),
    refused('matched: another device', { hwid: 'a' }, needs('matched', 'b')),
    accepted('attested: the device', { hwid: 'a' }, needs('attested', 'a')),
    accepted('attested: hw_bound', { hw_bound: true }, needs('attested')),
    accepted('attested: the device, though hw_bound is false', { hwid: 'a', hw_bound: false }, needs('attested', 'a')),
    refused('attested: hw_bound is false', { hw_bound: false }, needs('attested', 'a')),
    refused('attested: nothing said', {}, needs('attested', 'a')),
    refused('attested: hwid of another device, hw_bound true', { hwid: 'a', hw_bound: true }, needs('attested', 'b')),

    vector('the domain before the device', 'INVALID domain_mismatch', { claims: { hwid: 'a', domain: 'a.example' }, context: { host: 'b.example' }, options: { domain: 'required' } }),
    refused('the device before time', { hwid: 'a', exp: 1 }, { hardwareId: 'b' }),
    refused('the device before a missing expiry', { hwid: 'a', exp: undefined }, {}),
  ],
};

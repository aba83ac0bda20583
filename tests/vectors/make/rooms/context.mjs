// biome-ignore-all format: a table is read by its rows
import { base, each, mistake, show, vector } from '../room.mjs';

const { token } = vector('', ' ');
const refused = (name, context) => mistake(`context: ${name}`, 'context_invalid', { context });
const wrong = (member, values) => each(values, (value) => refused(`${member} is ${show(value)}`, { [member]: value }));
const requires = (require) => refused(`require is ${show(require)}`, { require });

export default {
  about: 'Programming errors in the context: thrown by verify and verifySync, with the code context_invalid, whatever the token.',
  defaults: { ...base, token },
  cases: [
    vector('context: null members are left out', 'ACTIVE ok', { token, context: { host: null, hardwareId: null, require: null, waitUntil: null } }),
    ...wrong('host', [5, true, false, [], {}, ['example.com'], { host: 'example.com' }]),
    ...wrong('now', [-1, -0.5, '1800000000', '', true, [], {}]),
    ...wrong('hardwareId', [5, true, [], ['a'], {}]),
    ...wrong('waitUntil', [5, 'x', true, {}, []]),
    ...wrong('require', [5, 'x', true, false, [], ['a']]),
    ...each(['features', 'scopes', 'roles'], (name) => each(['x', 5, true, {}, [5], [null], ['a', 5], [['a']]], (value) => requires({ [name]: value }))).flat(),
    ...each([5, true, [], ['pro'], {}], (plan) => requires({ plan })),
    ...each(['', 'Matched', 'bound', 'required', true, false, 5, [], ['matched']], (hardware) => requires({ hardware })),
    ...each(['feature', 'scope', 'role', 'Features', 'limits', 'host', '', 'constructor'], (name) => requires({ [name]: [] })),
    requires({ features: [], featurs: ['x'] }),
    ...each(['', 'garbage', null], (bad) => ({ ...refused(`the token is ${show(bad)} besides`, { now: 'x' }), token: bad })),
  ],
};

// biome-ignore-all format: a table is read by its rows
import { base, each, vector } from '../room.mjs';

const accepted = (name, require, claims) => vector(`require ${name}`, 'ACTIVE ok', { claims, context: { require } });
const refused = (code) => (name, require, claims) => vector(`require ${name}`, `FORBIDDEN ${code}`, { claims, context: { require }, expect: { features: [], limits: {}, plan: null, claims: null } });
const feature = refused('feature_missing');
const scope = refused('scope_missing');
const role = refused('role_missing');
const plan = refused('plan_mismatch');

export default {
  about: 'Check 11, the requirements of the context: all features, all scopes, any role, the plan, the device.',
  defaults: base,
  cases: [
    accepted('nothing', {}, {}),
    accepted('null is left out', null, {}),
    ...each(['features', 'scopes', 'roles'], (name) => accepted(`an empty list of ${name}`, { [name]: [] }, {})),

    accepted('a feature', { features: ['a'] }, { features: ['b', 'a'] }),
    accepted('all features', { features: ['a', 'b', 'a'] }, { features: ['b', 'a', 'c'] }),
    feature('a feature, and there are none', { features: ['a'] }, {}),
    feature('a feature, and the list is empty', { features: ['a'] }, { features: [] }),
    feature('two features, and one is there', { features: ['a', 'b'] }, { features: ['a'] }),
    feature('a feature in another case', { features: ['A'] }, { features: ['a'] }),
    feature('the start of a feature', { features: ['exp'] }, { features: ['export'] }),
    feature('more than a feature', { features: ['export'] }, { features: ['exp'] }),
    feature('an empty feature', { features: [''] }, { features: ['a'] }),
    feature('a feature equal only when normalized', { features: ['e\u0301'] }, { features: ['\u00e9'] }),
    ...each(['__proto__', 'constructor', 'length', '0', 'includes'], (name) => feature(`the feature ${name}`, { features: [name] }, { features: ['a'] })),
    ...each(['__proto__', 'constructor', 'é🔑', ''], (name) => accepted(`the feature ${JSON.stringify(name)}, which is there`, { features: [name] }, { features: [name] })),
    feature('a wildcard is a name', { features: ['a'] }, { features: ['*'] }),
    feature('a limit is no feature', { features: ['seats'] }, { limits: { seats: 5 } }),

    ...each(['scp', 'scope'], (claim) => [
      accepted(`a scope, ${claim} a string`, { scopes: ['b'] }, { [claim]: 'a b c' }),
      accepted(`all scopes, ${claim} a string`, { scopes: ['c', 'a'] }, { [claim]: 'a b c' }),
      accepted(`a scope, ${claim} a list`, { scopes: ['b'] }, { [claim]: ['a', 'b'] }),
      accepted(`a scope with a space, ${claim} a list`, { scopes: ['a b'] }, { [claim]: ['a b'] }),
      scope(`a scope, and the member of ${claim} is longer`, { scopes: ['a'] }, { [claim]: ['a b'] }),
      scope(`a scope with a space, ${claim} a string`, { scopes: ['a b'] }, { [claim]: 'a b' }),
      accepted(`a scope amid spaces, ${claim}`, { scopes: ['a', 'b'] }, { [claim]: '  a   b ' }),
      scope(`an empty scope, ${claim} a string of spaces`, { scopes: [''] }, { [claim]: ' a  b ' }),
      accepted(`an empty scope, ${claim} a list with one`, { scopes: [''] }, { [claim]: [''] }),
      scope(`a tab does not part scopes, ${claim}`, { scopes: ['a'] }, { [claim]: 'a\tb' }),
      accepted(`a scope that holds a tab, ${claim}`, { scopes: ['a\tb'] }, { [claim]: 'a\tb c' }),
      scope(`a comma does not part scopes, ${claim}`, { scopes: ['a'] }, { [claim]: 'a,b' }),
      scope(`a no-break space does not part scopes, ${claim}`, { scopes: ['a'] }, { [claim]: 'a\u00a0b' }),
      scope(`a scope in another case, ${claim}`, { scopes: ['Read'] }, { [claim]: 'read' }),
      scope(`a scope, ${claim} empty`, { scopes: ['a'] }, { [claim]: '' }),
    ]).flat(),
    accepted('scopes from scp and scope together', { scopes: ['a', 'b', 'c d'] }, { scp: ['c d', 'a'], scope: 'x b' }),
    scope('scopes, and neither claim has them all', { scopes: ['a', 'b', 'c'] }, { scp: 'a', scope: 'b' }),
    scope('a scope, and there are none', { scopes: ['a'] }, {}),
    scope('a scope that is a feature', { scopes: ['a'] }, { features: ['a'] }),

    accepted('a role', { roles: ['admin'] }, { roles: ['admin'] }),
    accepted('any of the roles', { roles: ['owner', 'admin'] }, { roles: ['editor', 'admin'] }),
    role('a role, and there are none', { roles: ['admin'] }, {}),
    role('a role, and the list is empty', { roles: ['admin'] }, { roles: [] }),
    role('none of the roles', { roles: ['owner', 'admin'] }, { roles: ['editor'] }),
    role('a role in another case', { roles: ['Admin'] }, { roles: ['admin'] }),

    accepted('the plan', { plan: 'pro' }, { plan: 'pro' }),
    plan('another plan', { plan: 'pro' }, { plan: 'free' }),
    plan('a plan, and there is none', { plan: 'pro' }, {}),
    plan('a plan in another case', { plan: 'pro' }, { plan: 'Pro' }),
    plan('the start of a plan', { plan: 'pro' }, { plan: 'professional' }),

    accepted('everything', { features: ['a'], scopes: ['s'], roles: ['x', 'r'], plan: 'p', hardware: 'attested' }, { features: ['a'], scp: 's', roles: ['r'], plan: 'p', hw_bound: true }),
    feature('features before scopes', { features: ['a'], scopes: ['s'] }, {}),
    scope('scopes before roles', { scopes: ['s'], roles: ['r'] }, {}),
    role('roles before the plan', { roles: ['r'], plan: 'p' }, {}),
    plan('the plan before hardware', { plan: 'p', hardware: 'matched' }, {}),
    feature('the order is the contract\'s, not the object\'s', { hardware: 'matched', plan: 'p', roles: ['r'], scopes: ['s'], features: ['a'] }, {}),
  ],
};

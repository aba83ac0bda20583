//! Cases that are nearly granted: what one member more or less can tip.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{Case, NOW, any_case};

/// What is granted, with much asked of it.
fn granted() -> Case {
    Case {
        options: json!({ "issuer": "a", "audience": ["b", "a"], "tokenUse": "a", "gracePeriod": 100 }),
        claims: json!({
            "iss": "a", "aud": ["c", "a"], "token_use": "a", "sub": "a", "jti": "a", "status": "active",
            "domain": ["example.com", "*.example.com"], "hwid": ["h", "a"], "hw_bound": true,
            "exp": NOW + 5000.0, "license_exp": NOW + 500.0, "nbf": NOW - 500.0, "iat": NOW - 500.0,
            "features": ["export", "reports"], "scp": "read write", "roles": ["admin", "user"], "plan": "pro",
            "custom": null,
        }),
        context: json!({
            "now": NOW, "host": "example.com", "hardwareId": "a",
            "require": { "features": ["export"], "scopes": ["read"], "roles": ["admin"], "plan": "pro" },
        }),
    }
}

/// Takes some members of `other`, or that they are not there.
fn take_some(own: &mut Value, other: &Value, picks: &mut impl Iterator<Item = bool>) {
    let names: BTreeSet<String> =
        [&*own, other].into_iter().filter_map(Value::as_object).flat_map(Map::keys).cloned().collect();
    for name in names {
        if name == "require" && own[&name].is_object() {
            take_some(&mut own[&name], &other[&name], picks);
        } else if picks.next().unwrap_or(false) {
            let members = own.as_object_mut().unwrap();
            match other.get(&name) {
                Some(value) => members.insert(name, value.clone()),
                None => members.remove(&name),
            };
        }
    }
}

/// A case that is granted but for a few members.
pub fn case() -> impl Strategy<Value = Case> {
    (any_case(), proptest::collection::vec(proptest::bool::weighted(0.07), 60)).prop_map(|(other, picks)| {
        let (mut case, mut picks) = (granted(), picks.into_iter());
        take_some(&mut case.options, &other.options, &mut picks);
        take_some(&mut case.claims, &other.claims, &mut picks);
        take_some(&mut case.context, &other.context, &mut picks);
        case
    })
}

//! To ask for more never turns a refusal into a permission.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::case::{self, Case, cases};
use crate::scene;

/// A change that asks for more, if it can be made.
type Narrowing = (&'static str, fn(&mut Case) -> bool);

/// Puts a value where there is none.
fn begin(value: &mut Value, name: &str, asked: Value) -> bool {
    let is_new = value[name].is_null();
    if is_new {
        value[name] = asked;
    }
    is_new
}

/// Adds a text to a list; one that is a list of one, too.
fn lengthen(value: &mut Value, name: &str, text: &str) -> bool {
    if !value[name].is_array() {
        value[name] = json!([]);
    }
    value[name].as_array_mut().unwrap().push(json!(text));
    true
}

/// Takes the last of two or more texts of a list.
fn shorten(value: &mut Value) -> bool {
    value.as_array_mut().filter(|list| list.len() > 1).and_then(Vec::pop).is_some()
}

fn lower(options: &mut Value, name: &str, default: f64, by: f64) -> bool {
    let number = options[name].as_f64().unwrap_or(default);
    options[name] = json!((number - by).max(0.0));
    true
}

fn require(case: &mut Case) -> &mut Value {
    if case.context["require"].is_null() {
        case.context["require"] = json!({});
    }
    &mut case.context["require"]
}

const NARROWINGS: &[Narrowing] = &[
    ("an issuer", |case| begin(&mut case.options, "issuer", json!(["a", "b"]))),
    ("fewer issuers", |case| shorten(&mut case.options["issuer"])),
    ("an audience", |case| begin(&mut case.options, "audience", json!(["a", "b"]))),
    ("an audience if there is one", |case| begin(&mut case.options, "audience", json!({ "ifPresent": "a" }))),
    ("fewer audiences", |case| shorten(&mut case.options["audience"])),
    ("fewer audiences if there is one", |case| {
        case.options["audience"].is_object() && shorten(&mut case.options["audience"]["ifPresent"])
    }),
    ("that there is an audience", |case| {
        let expected = case.options["audience"]["ifPresent"].clone();
        let was_lax = !expected.is_null();
        if was_lax {
            case.options["audience"] = expected;
        }
        was_lax
    }),
    ("a token use", |case| begin(&mut case.options, "tokenUse", json!("a"))),
    ("a claim", |case| lengthen(&mut case.options, "requiredClaims", "custom")),
    ("another claim", |case| lengthen(&mut case.options, "requiredClaims", "plan")),
    ("a time of issue", |case| begin(&mut case.options, "notIssuedBefore", json!(case::NOW - 600.0))),
    ("a later time of issue", |case| {
        let limit = case.options["notIssuedBefore"].as_f64();
        case.options["notIssuedBefore"] = json!(limit.unwrap_or(0.0) + 300.0);
        true
    }),
    ("no such token", |case| {
        begin(&mut case.options, "denylist", json!({}));
        lengthen(&mut case.options["denylist"], "jti", "a")
    }),
    ("no such subject", |case| {
        begin(&mut case.options, "denylist", json!({}));
        lengthen(&mut case.options["denylist"], "sub", "a")
    }),
    ("a domain", |case| {
        let was_lax = case.options["domain"] == "optional" || case.options["domain"] == "off";
        case.options["domain"] = json!("required");
        was_lax
    }),
    ("a domain if there is one", |case| {
        let was_off = case.options["domain"] == "off";
        if was_off {
            case.options["domain"] = json!("optional");
        }
        was_off
    }),
    ("a strict domain", |case| {
        case.options["domainMatching"] = json!("strict");
        true
    }),
    ("no loopback", |case| {
        case.options["allowLoopback"] = json!(false);
        true
    }),
    ("an expiry", |case| {
        case.options["requireExpiry"] = json!(true);
        true
    }),
    ("less grace", |case| lower(&mut case.options, "gracePeriod", 0.0, 20.0)),
    ("a better clock", |case| lower(&mut case.options, "clockTolerance", 60.0, 20.0)),
    ("a feature", |case| lengthen(require(case), "features", "export")),
    ("a feature that nobody has", |case| lengthen(require(case), "features", "none")),
    ("a scope", |case| lengthen(require(case), "scopes", "write")),
    ("a role", |case| begin(require(case), "roles", json!(["admin", "user"]))),
    ("fewer roles", |case| shorten(&mut require(case)["roles"])),
    ("a plan", |case| begin(require(case), "plan", json!("pro"))),
    ("a device", |case| begin(require(case), "hardware", json!("attested"))),
    ("this device", |case| {
        require(case)["hardware"] = json!("matched");
        true
    }),
];

proptest! {
    #![proptest_config(cases(6000))]

    #[test]
    fn who_asks_for_more_permits_no_more(
        case in case::case(), narrowings in proptest::collection::vec(select(NARROWINGS), 1..4),
    ) {
        let mut narrowed = case.clone();
        let names: Vec<_> = narrowings.iter().filter(|(_, narrow)| narrow(&mut narrowed)).map(|(name, _)| name).collect();
        let token = scene::signed(&case.claims.to_string());
        let judge = |case: &Case| scene::judge(&scene::verifier(&case.options), &token, &case.context);
        let (wide, narrow) = (judge(&case), judge(&narrowed));
        prop_assert!(wide.granted() || !narrow.granted(), "{names:?} turned {} into {}", wide.code, narrow.code);
    }
}

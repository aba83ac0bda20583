//! Generated options, claims and contexts: near enough to one another that every check is passed
//! often and failed often.

mod domains;
mod near;

use std::env;

use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;
use serde_json::{Map, Value, json};

pub use domains::{HOSTS, PATTERNS};

/// A Unix time about which everything happens.
pub const NOW: f64 = 1_000_000.0;

/// So many cases, or as many as `PROPTEST_CASES` says.
pub fn cases(usual: u32) -> ProptestConfig {
    let cases = env::var_os("PROPTEST_CASES").map_or(usual, |_| ProptestConfig::default().cases);
    ProptestConfig::with_cases(cases)
}

/// What a verifier judges, and by what.
#[derive(Clone, Debug)]
pub struct Case {
    pub options: Value,
    pub claims: Value,
    pub context: Value,
}

/// A member that is there with some probability.
type Member = (&'static str, f64, BoxedStrategy<Value>);

fn object(members: Vec<Member>) -> BoxedStrategy<Value> {
    let none = Just(Map::new()).boxed();
    let all = members.into_iter().fold(none, |all, (name, probability, value)| {
        (all, option::weighted(probability, value))
            .prop_map(move |(mut all, value)| {
                all.extend(value.map(|value| (name.to_owned(), value)));
                all
            })
            .boxed()
    });
    all.prop_map(Value::Object).boxed()
}

/// One of these, each as likely as the others.
fn one(values: &[Value]) -> BoxedStrategy<Value> {
    select(values.to_vec()).boxed()
}

/// Mostly the first, sometimes one of the others.
fn mostly(value: Value, others: &[Value]) -> BoxedStrategy<Value> {
    Union::new_weighted(vec![(9, Just(value).boxed()), (1, one(others))]).boxed()
}

/// Some of these texts, mostly as an array.
fn some(texts: &'static [&'static str], most: usize) -> BoxedStrategy<Value> {
    let array = proptest::collection::vec(select(texts), 0..=most).prop_map(|all| json!(all));
    Union::new_weighted(vec![(4, array.boxed()), (1, select(texts).prop_map(|text| json!(text)).boxed())]).boxed()
}

fn array(texts: &'static [&'static str], most: usize) -> BoxedStrategy<Value> {
    proptest::collection::vec(select(texts), 0..=most).prop_map(|all| json!(all)).boxed()
}

/// Seconds: the differences that options make, and a quarter more or less.
fn distance() -> impl Strategy<Value = f64> {
    (select(&[0.0, 10.0, 60.0, 100.0, 110.0, 160.0, 500.0][..]), select(&[-0.25, 0.0, 0.25][..]), any::<bool>())
        .prop_map(|(seconds, more, before)| if before { more - seconds } else { seconds + more })
}

fn time() -> BoxedStrategy<Value> {
    let far = select(&[-1_000_000.0, 5000.0, 1e9, 9_007_199_254_740_991.0 - NOW][..]);
    prop_oneof![6 => distance(), 1 => far].prop_map(|distance| json!(NOW + distance)).boxed()
}

/// A time that is often at one of these distances from now.
fn often_at(distances: &'static [f64]) -> BoxedStrategy<Value> {
    prop_oneof![3 => select(distances).prop_map(|distance| json!(NOW + distance)), 2 => time()].boxed()
}

/// With the usual tolerance, and a period of grace, a license that ended then is in it.
const IN_GRACE: f64 = -90.0;

/// Texts that are equal, or nearly.
const IDS: [&str; 4] = ["a", "b", "A", "a "];
const FEATURES: [&str; 3] = ["export", "reports", "Export"];
const SCOPES: [&str; 4] = ["read", "write", "read write", ""];
const STATUSES: [&str; 15] = [
    "active",
    "Valid",
    "TRIAL",
    "trialing",
    "suspended",
    "Blocked",
    "revoked",
    "canceled",
    "cancelled",
    "expired",
    "inactive",
    "not_activated",
    "pending",
    "paused",
    "",
];

pub fn options() -> BoxedStrategy<Value> {
    let audience = prop_oneof![
        Just(json!("a")),
        Just(json!(["b", "a"])),
        Just(json!({ "ifPresent": "a" })),
        Just(json!({ "ifPresent": ["a", "b"] })),
    ];
    let denylist = object(vec![("jti", 0.5, array(&["b", "c"], 2)), ("sub", 0.5, array(&["b"], 1))]);
    object(vec![
        ("issuer", 0.6, one(&[json!("a"), json!(["b", "a"])])),
        ("audience", 0.6, audience.boxed()),
        ("tokenUse", 0.2, one(&[json!("a")])),
        ("domain", 0.7, one(&[json!("required"), json!("optional"), json!("off")])),
        ("domainMatching", 0.5, one(&[json!("strict"), json!("compatible")])),
        ("allowLoopback", 0.3, one(&[json!(true), json!(false)])),
        ("exp", 0.6, one(&[json!("license"), json!("assertion")])),
        ("requireExpiry", 0.4, one(&[json!(true), json!(false)])),
        ("gracePeriod", 0.6, one(&[json!(0), json!(100), json!(50.5), json!(604_800)])),
        ("clockTolerance", 0.5, one(&[json!(0), json!(10), json!(60.25)])),
        ("requiredClaims", 0.2, array(&["iss", "plan", "custom", "license_exp"], 2)),
        ("notIssuedBefore", 0.15, one(&[json!(NOW - 10.0), json!(NOW - 1000.0), json!(NOW - 0.25)])),
        ("denylist", 0.3, denylist),
    ])
}

pub fn claims() -> BoxedStrategy<Value> {
    let odd =
        [json!(null), json!(1), json!(true), json!([1]), json!({}), json!("text"), json!(-1), json!(9e15), json!([])];
    let names = [
        "exp",
        "nbf",
        "iat",
        "license_exp",
        "iss",
        "sub",
        "jti",
        "token_use",
        "plan",
        "status",
        "aud",
        "domain",
        "domains",
        "dom",
        "scp",
        "scope",
        "hwid",
        "features",
        "roles",
        "limits",
        "hw_bound",
        "custom",
    ];
    let claims = object(vec![
        ("iss", 0.97, mostly(json!("a"), &IDS.map(Value::from))),
        ("aud", 0.9, mostly(json!(["c", "a"]), &[json!("a"), json!("b"), json!([]), json!(["A", "c"])])),
        ("token_use", 0.8, mostly(json!("a"), &IDS.map(Value::from))),
        ("sub", 0.5, mostly(json!("a"), &IDS.map(Value::from))),
        ("jti", 0.5, mostly(json!("a"), &[json!("b"), json!("c")])),
        (
            "status",
            0.4,
            Union::new_weighted(vec![
                (3, one(&[json!("active"), json!({ "status_list": { "idx": 1, "uri": "x" } })])),
                (2, one(&STATUSES.map(Value::from))),
            ])
            .boxed(),
        ),
        ("domain", 0.6, domains::patterns()),
        ("domains", 0.2, domains::patterns()),
        ("dom", 0.2, domains::patterns()),
        ("hwid", 0.2, mostly(json!(["h", "a"]), &[json!("a"), json!("b"), json!([])])),
        ("hw_bound", 0.3, one(&[json!(true), json!(false)])),
        ("exp", 0.9, often_at(&[5000.0, IN_GRACE])),
        ("license_exp", 0.3, often_at(&[500.0, IN_GRACE])),
        ("nbf", 0.3, often_at(&[-500.0])),
        ("iat", 0.6, often_at(&[-500.0])),
        ("features", 0.8, mostly(json!(["export", "reports"]), &[json!([]), json!(["Export"])])),
        ("limits", 0.2, one(&[json!({}), json!({ "seats": 5, "": -0.5 })])),
        ("scp", 0.6, mostly(json!("read write"), &[json!("read  write "), json!(["read write"]), json!("")])),
        ("scope", 0.3, mostly(json!(["read"]), &[json!("write"), json!(["write", ""])])),
        ("roles", 0.7, mostly(json!(["admin", "user"]), &[json!([]), json!(["Admin"])])),
        ("plan", 0.7, mostly(json!("pro"), &[json!("Pro"), json!("")])),
        ("custom", 0.5, one(&odd)),
    ]);
    // One claim in fifty tokens or so is of any type.
    (claims, option::weighted(0.02, (select(names.to_vec()), one(&odd))))
        .prop_map(|(mut claims, changed)| {
            if let Some((name, value)) = changed {
                claims[name] = value;
            }
            claims
        })
        .boxed()
}

pub fn context() -> BoxedStrategy<Value> {
    let require = object(vec![
        (
            "features",
            0.3,
            some(&FEATURES, 2).prop_map(|some| if some.is_string() { json!([some]) } else { some }).boxed(),
        ),
        ("scopes", 0.3, array(&SCOPES, 2)),
        ("roles", 0.3, array(&["admin", "nobody"], 2)),
        ("plan", 0.2, mostly(json!("pro"), &[json!("free")])),
        ("hardware", 0.2, one(&[json!("matched"), json!("attested")])),
    ]);
    let now = distance().prop_map(|distance| json!(NOW + distance)).boxed();
    let context = object(vec![
        ("host", 0.95, domains::host()),
        ("hardwareId", 0.7, mostly(json!("a"), &[json!("b"), json!("A")])),
        ("require", 0.6, require),
    ]);
    (context, prop_oneof![Just(json!(NOW)), now])
        .prop_map(|(mut context, now)| {
            context["now"] = now;
            context
        })
        .boxed()
}

/// A case of which nothing need fit.
fn any_case() -> impl Strategy<Value = Case> {
    (options(), claims(), context()).prop_map(|(options, claims, context)| Case { options, claims, context })
}

/// Cases of both kinds.
pub fn case() -> impl Strategy<Value = Case> {
    prop_oneof![any_case(), near::case()]
}

//! A pattern never matches a host that does not end in what the pattern says.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::case::{HOSTS, NOW, PATTERNS, cases};
use crate::scene;

/// The labels that a pattern writes out, in lower case.
fn labels_of(pattern: &str) -> Vec<String> {
    let name = pattern.trim_start_matches('*').trim_start_matches('.');
    let name = name.split(':').next().unwrap_or_default();
    name.strip_suffix('.').unwrap_or(name).split('.').map(str::to_ascii_lowercase).collect()
}

/// Whether a host is an address: what it ends in says nothing.
fn is_address(host: &str) -> bool {
    host.starts_with('[') || host.rsplit('.').next().is_some_and(|last| last.starts_with(|c: char| c.is_ascii_digit()))
}

/// Names that are nearly one another: the same labels, cut, joined and repeated.
fn name() -> impl Strategy<Value = String> {
    let label = prop_oneof![
        6 => select(&["example", "com", "www", "app", "exampl", "xexample", "evil", "COM"][..]).prop_map(str::to_owned),
        1 => "[a-zA-Z0-9_-]{1,5}",
        1 => "[ -~]{0,4}",
    ];
    let joint = prop_oneof![9 => Just("."), 1 => select(&["", "..", "-", "%2e", "\u{3002}"][..])];
    proptest::collection::vec((label, joint), 1..5)
        .prop_map(|parts| parts.into_iter().map(|(label, joint)| label + joint).collect::<String>())
        .prop_map(|name| name.strip_suffix('.').map(str::to_owned).unwrap_or(name))
}

fn pattern() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => select(&PATTERNS[..]).prop_map(str::to_owned),
        3 => (select(&["", "*.", "**.", "*"][..]), name(), select(&["", ".", ":8443"][..]))
            .prop_map(|(before, name, after)| format!("{before}{name}{after}")),
    ]
}

/// A host that is often made of the pattern.
fn host(pattern: &str) -> BoxedStrategy<String> {
    let written = labels_of(pattern).join(".");
    let made = (
        select(&["", "www.", "app.", "a.b.", "x", "www", ".", "-"][..]),
        select(&["", ".", ":8443", ".evil", "x"][..]),
    )
        .prop_map(move |(before, after)| format!("{before}{written}{after}"));
    prop_oneof![4 => made, 1 => name(), 1 => select(&HOSTS[..]).prop_map(str::to_owned)].boxed()
}

fn pattern_and_host() -> impl Strategy<Value = (String, String)> {
    pattern().prop_flat_map(|pattern| {
        let host = host(&pattern);
        (Just(pattern), host)
    })
}

/// The host as it was understood, if the pattern matches it.
fn matched(pattern: &str, host: &str, matching: &str) -> Option<String> {
    let verifier = scene::verifier(&json!({ "domainMatching": matching }));
    let token = scene::signed(&json!({ "exp": NOW, "domain": pattern }).to_string());
    let decision = scene::judge(&verifier, &token, &json!({ "now": NOW, "host": host }));
    decision.domain.map(|domain| domain.host)
}

proptest! {
    #![proptest_config(cases(5000))]

    #[test]
    fn a_host_ends_in_the_labels_of_its_pattern((pattern, host) in pattern_and_host(), compatible: bool) {
        let Some(host) = matched(&pattern, &host, if compatible { "compatible" } else { "strict" }) else {
            return Ok(());
        };
        if is_address(&host) {
            return Ok(());
        }
        let name = host.split(':').next().unwrap_or_default();
        let (labels, written): (Vec<_>, _) = (name.split('.').map(str::to_owned).collect(), labels_of(&pattern));
        let without_www = compatible && written[0] == "www" && written.len() > 2 && labels == written[1..];
        prop_assert!(labels.ends_with(&written) || without_www, "{pattern} took {host}");
        if !pattern.starts_with('*') {
            let more = labels.len().saturating_sub(written.len());
            prop_assert!(more == 0 || compatible && more == 1 && labels[0] == "www", "{pattern} took {host}");
        }
    }
}

#[test]
fn hosts_do_match() {
    // The property holds of what matches nothing, too.
    for (pattern, host) in
        [("example.com", "Example.com."), ("*.example.com", "app.example.com"), ("**.a.b", "c.d.a.b")]
    {
        assert_eq!(matched(pattern, host, "strict"), Some(host.trim_end_matches('.').to_ascii_lowercase()));
    }
    let found: Value = json!(matched("www.example.com", "example.com", "compatible"));
    assert_eq!(found, "example.com");
}

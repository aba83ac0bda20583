//! Hosts and patterns, alike enough to match now and then.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// Hosts as they are given, good and bad.
pub const HOSTS: [&str; 45] = [
    "example.com",
    "example.com.",
    "EXAMPLE.com",
    "www.example.com",
    "app.example.com",
    "a.b.example.com",
    "www.www.example.com",
    "notexample.com",
    "wwwexample.com",
    "example.com.evil.test",
    "com",
    "www.com",
    "example.com:8443",
    "app.example.com:443",
    "example.com:0",
    "example.com:00",
    "example.com:080",
    "example.com:65536",
    "example.com:",
    "localhost",
    "app.localhost:5173",
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "[::1]:3000",
    "::1",
    "10.0.0.1",
    "10.255.0.9:80",
    "192.0.2.7",
    "0300.0.2.7",
    "3221225991",
    "2001:db8::1",
    "[2001:DB8:0::1]:443",
    "[::ffff:10.0.0.1]",
    "null",
    "",
    "a..example.com",
    "*.example.com",
    "ex ample.com",
    "user@example.com",
    "example.com/",
    "xn--a.example.com",
    ".",
    "1.2.3.4.5",
    "under_score.example.com",
];

/// Patterns as tokens write them, good and bad.
pub const PATTERNS: [&str; 44] = [
    "example.com",
    "Example.COM.",
    "www.example.com",
    "*.example.com",
    "**.example.com",
    "*.b.example.com",
    "*.EXAMPLE.com.",
    "example.com:8443",
    "*.example.com:443",
    "com",
    "*.com",
    "**.com",
    "*",
    "**",
    "",
    "*.",
    "https://example.com",
    "example.com/",
    "a*.example.com",
    "*.*.example.com",
    "***.example.com",
    "localhost",
    "*.localhost",
    "app.localhost",
    "127.0.0.1",
    "::1",
    "[::1]",
    "[::1]:3000",
    "10.0.0.1",
    "*.0.0.1",
    "192.0.2.7",
    "0xc0000207",
    "ip4:10.0.0.0/8",
    "ip4:10.255.0.0/16",
    "ip4:0.0.0.0/0",
    "ip4:10.0.0.0/08",
    "ip4:10.0.0.0/33",
    "ip4:10.0.0.0",
    "ip6:2001:db8::/32",
    "ip6:::/0",
    "ip6:[::]/0",
    "IP4:10.0.0.0/8",
    "under_score.example.com",
    "xn--a.example.com",
];

/// Labels put together to hosts and patterns that are alike.
fn name() -> impl Strategy<Value = String> {
    proptest::collection::vec(select(&["a", "b", "www", "x-y", "com", "A", "1", "localhost"][..]), 1..5)
        .prop_map(|labels| labels.join("."))
}

pub fn host() -> BoxedStrategy<Value> {
    let any_host = prop_oneof![3 => select(&HOSTS[..]).prop_map(str::to_owned), 1 => name()];
    prop_oneof![1 => Just("example.com".to_owned()), 2 => any_host].prop_map(Value::String).boxed()
}

pub fn patterns() -> BoxedStrategy<Value> {
    let pattern = prop_oneof![
        3 => select(&PATTERNS[..]).prop_map(str::to_owned),
        1 => (select(&["", "*.", "**."][..]), name()).prop_map(|(before, name)| format!("{before}{name}")),
    ];
    let array = proptest::collection::vec(pattern.clone(), 0..4).prop_map(|all| json!(all));
    prop_oneof![2 => Just(json!(["example.com", "*.example.com"])), 3 => array, 1 => pattern.prop_map(Value::String)]
        .boxed()
}

//! Domain binding: which hosts a token is for, and whether this is one.

mod address;
mod host;
mod pattern;

pub(crate) use host::Host;
pub use host::HostMapper;
pub(crate) use pattern::{NotAPattern, Pattern};

use alloc::borrow::ToOwned as _;
use alloc::string::String;

use crate::decision::{Code, DomainMatch, Refusal, quoted};
use crate::policy::{DomainMatching, Policy, list};

/// Judges the host of a bound token: `patterns` are those of its domain claims, in their order.
pub(crate) fn check(
    patterns: &[String],
    host: Option<&str>,
    policy: &Policy,
    mapper: Option<HostMapper>,
) -> Result<DomainMatch, Refusal> {
    // `null` is how an opaque origin is written (HTML Standard, serialization of an origin).
    let text = host.filter(|host| !host.is_empty() && *host != "null").ok_or(Code::HostUnavailable)?;
    let host = Host::parse(text, mapper).ok_or_else(|| {
        Refusal::because(
            Code::HostMalformed,
            [&*quoted(text), " is not a valid host: pass `location.host`, a `Host` header or a `URL` object."].concat(),
        )
    })?;
    let matched = |pattern: &str| DomainMatch { host: host.canonical(), pattern: pattern.to_owned() };
    if policy.allow_loopback && host.name.is_loopback() {
        return Ok(matched("loopback"));
    }
    let matches = |matching| {
        let host = &host;
        move |pattern: &&String| Pattern::parse(pattern, mapper).is_ok_and(|pattern| pattern.matches(host, matching))
    };
    if let Some(pattern) = patterns.iter().find(matches(policy.domain_matching)) {
        return Ok(matched(pattern));
    }
    let hint = if host.name.is_loopback() {
        "; for development, set `allowLoopback`"
    } else if patterns.iter().any(|pattern| matches(DomainMatching::Compatible)(&pattern)) {
        "; `domainMatching: 'compatible'` would let this pass"
    } else {
        ""
    };
    let bound_to = if patterns.is_empty() { "no domain at all".to_owned() } else { list(patterns) };
    Err(Refusal::because(
        Code::DomainMismatch,
        ["The token is bound to ", &bound_to, ", but runs on ", &quoted(&host.canonical()), hint, "."].concat(),
    ))
}

/// What a developer should know of the patterns that can match nothing.
pub(crate) fn notes(patterns: &[String], mapper: Option<HostMapper>) -> String {
    patterns
        .iter()
        .filter_map(|pattern| {
            let NotAPattern(why) = Pattern::parse(pattern, mapper).err()?;
            Some([" ", &*quoted(pattern), " is not a pattern and matches nothing: ", why, "."].concat())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, host: &str, matching: DomainMatching) -> bool {
        let host = Host::parse(host, None).expect(host);
        Pattern::parse(pattern, None).is_ok_and(|pattern| pattern.matches(&host, matching))
    }

    #[test]
    fn patterns_match_what_they_say_and_nothing_else() {
        use DomainMatching::{Compatible, Strict};
        // pattern, host, strict, compatible
        for (pattern, host, strict, compatible) in [
            ("example.com", "example.com", true, true),
            ("EXAMPLE.com.", "example.com", true, true),
            ("example.com", "notexample.com", false, false),
            ("example.com", "example.com.evil.test", false, false),
            ("example.com", "app.example.com", false, false),
            ("example.com", "www.example.com", false, true),
            ("www.example.com", "example.com", false, true),
            ("www.example.com", "www.www.example.com", false, true),
            ("com", "www.com", false, false),
            ("www.com", "com", false, false),
            ("*.example.com", "app.example.com", true, true),
            ("*.example.com", "a.b.example.com", false, true),
            ("*.example.com", "example.com", false, false),
            ("*.example.com", "xexample.com", false, false),
            ("*.www.example.com", "example.com", false, false),
            ("**.example.com", "a.b.example.com", true, true),
            ("**.example.com", "example.com", false, false),
            ("*.example.com:8443", "a.example.com:8443", true, true),
            ("example.com:8443", "example.com", false, false),
            ("example.com", "example.com:8443", true, true),
            ("127.0.0.1", "0x7f.1", true, true),
            ("::1", "[::1]:3000", true, true),
            ("[::1]:3000", "::1", false, false),
            ("ip4:10.1.2.3/8", "10.255.0.1", true, true),
            ("ip4:10.0.0.0/8", "11.0.0.1", false, false),
            ("ip4:0.0.0.0/0", "203.0.113.9:80", true, true),
            ("ip4:0.0.0.0/0", "::ffff:1.2.3.4", false, false),
            ("ip4:10.0.0.1/32", "10.0.0.2", false, false),
            ("ip6:2001:db8::/32", "2001:db8:ffff::1", true, true),
            ("ip6:2001:db8::/32", "2001:db9::1", false, false),
            ("ip6:::ffff:0.0.0.0/96", "::ffff:10.0.0.1", true, true),
            ("ip6:::/0", "1.2.3.4", false, false),
        ] {
            assert_eq!(matches(pattern, host, Strict), strict, "{pattern} {host}");
            assert_eq!(matches(pattern, host, Compatible), compatible, "{pattern} {host}, compatible");
        }
    }

    #[test]
    fn what_is_no_pattern_matches_nothing() {
        for text in [
            "",
            "*",
            "**",
            "*.",
            "*.com",
            "**.com",
            "*.com.",
            "*.localhost",
            "*.1.2.3.4",
            "*.[::1]",
            "a*.example.com",
            "*a.example.com",
            "a.*.com",
            "*.*.example.com",
            "***.example.com",
            "https://example.com",
            "example.com/",
            "ip4:10.0.0.0",
            "ip4:10.0.0.0/",
            "ip4:10.0.0.0/08",
            "ip4:10.0.0.0/33",
            "ip4:10.0.0/8",
            "ip4:0x0a.0.0.0/8",
            "ip4:10.0.0.0:80/8",
            "ip4:10.0.0.0/+8",
            "IP4:10.0.0.0/8",
            "ip4:::/0",
            "ip6:[::]/0",
            "ip6:::/129",
            "ip6:1.2.3.4/8",
            "ip4: 10.0.0.0/8",
        ] {
            assert!(Pattern::parse(text, None).is_err(), "{text:?}");
        }
    }

    #[test]
    fn patterns_that_are_none_are_noted() {
        let patterns = ["example.com", "*.com"].map(str::to_owned);
        assert_eq!(
            notes(&patterns, None),
            r#" "*.com" is not a pattern and matches nothing: a wildcard needs a domain of two or more labels."#
        );
    }

    #[test]
    fn near_misses_are_named() {
        use crate::policy::{Audience, Issuer};
        let policy = Policy::new(Issuer::Unchecked, Audience::Unchecked);
        let message = |host| check(&["example.com".to_owned()], Some(host), &policy, None).unwrap_err().message;
        assert_eq!(
            message("www.example.com"),
            r#"The token is bound to "example.com", but runs on "www.example.com"; `domainMatching: 'compatible'` would let this pass."#,
        );
        assert!(message("localhost:5173").contains("`allowLoopback`"));
        assert!(message("evil.test").ends_with("but runs on \"evil.test\"."));
    }
}

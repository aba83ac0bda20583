//! Hosts, read as the URL Standard reads them (section 3.5, host parsing) and more strictly.

use alloc::string::String;

use crate::json::number_text;
use crate::octets::{holds, split, split_once};

use super::address::{decimal, read_v6, v4_text, v6_text};

/// Turns a name that is not plain ASCII, or has a label `xn--…`, into A-labels in lower case by
/// UTS #46, non-transitional, as the URL Standard's host parser does; `None` where that fails.
///
/// The tables for this are large and every JavaScript runtime has them in its `URL`, so the core
/// takes them as an argument.
pub type HostMapper = fn(&str) -> Option<String>;

/// The longest label in octets (RFC 1035 section 2.3.4).
const MAX_LABEL: usize = 63;
/// The longest name in octets without its trailing dot (RFC 1035 section 2.3.4, less the
/// length octets of the wire format).
const MAX_NAME: usize = 253;

/// Whether a character is in no host: white space, controls, and what would let a name say more
/// than a host, of URLs and of wildcards.
fn is_forbidden(character: char) -> bool {
    matches!(
        character,
        '\0'..=' ' | '/' | '\\' | '@' | '?' | '#' | '%' | '*' | '\u{7f}'..='\u{a0}' | '\u{1680}'
            | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// What a host is, without its port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// A name in A-labels and lower case, without a trailing dot.
    Dns(String),
    V4(u32),
    V6(u128),
}

impl Name {
    /// The labels of a DNS name; an address has none.
    pub(crate) fn label_count(&self) -> usize {
        match self {
            Name::Dns(name) => split(name.as_bytes(), b'.').count(),
            Name::V4(_) | Name::V6(_) => 0,
        }
    }

    /// `localhost`, names under it (RFC 6761 section 6.3), 127.0.0.0/8 (RFC 1122 section
    /// 3.2.1.3) and ::1 (RFC 4291 section 2.5.3).
    pub(crate) fn is_loopback(&self) -> bool {
        match self {
            Name::Dns(name) => name == "localhost" || name.ends_with(".localhost"),
            Name::V4(address) => address >> 24 == 127,
            Name::V6(address) => *address == 1,
        }
    }
}

/// A host with its port, if it has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Host {
    pub(crate) name: Name,
    pub(crate) port: Option<u16>,
}

impl Host {
    /// Reads `host` or `host:port`: a name, an IPv4 address, or an IPv6 address, the last with
    /// or without brackets (and only with them followed by a port).
    ///
    /// `None` for anything else. One trailing dot is dropped.
    pub(crate) fn parse(text: &str, mapper: Option<HostMapper>) -> Option<Self> {
        if text.chars().any(is_forbidden) {
            return None;
        }
        let text = text.as_bytes();
        if let Some(rest) = text.strip_prefix(b"[") {
            let (address, port) = split_once(rest, b']')?;
            let port = match port {
                [] => None,
                [b':', port @ ..] => Some(parse_port(port)?),
                _ => return None,
            };
            return Some(Host { name: Name::V6(read_v6(address)?), port });
        }
        match split_once(text, b':') {
            None => Some(Host { name: parse_name(text, mapper)?, port: None }),
            Some((_, rest)) if holds(rest, b':') => Some(Host { name: Name::V6(read_v6(text)?), port: None }),
            Some((name, port)) => Some(Host { name: parse_name(name, mapper)?, port: Some(parse_port(port)?) }),
        }
    }

    /// The canonical form: what `URL.host` would show, with any port that was given.
    pub(crate) fn canonical(&self) -> String {
        let mut text = match &self.name {
            Name::Dns(name) => name.clone(),
            Name::V4(address) => v4_text(*address),
            Name::V6(address) => ["[", &v6_text(*address), "]"].concat(),
        };
        if let Some(port) = self.port {
            text.push(':');
            text.push_str(&number_text(port.into()));
        }
        text
    }
}

/// 1 to 5 digits without leading zeros, at most 65535.
fn parse_port(text: &[u8]) -> Option<u16> {
    decimal(text, 65535).map(|port| port as u16)
}

fn parse_name(text: &[u8], mapper: Option<HostMapper>) -> Option<Name> {
    let written = text.strip_suffix(b".").unwrap_or(text);
    let is_foreign = |label: &[u8]| !label.is_ascii() || is_a_label(label);
    let mut is_plain = true;
    for label in split(written, b'.') {
        if label.is_empty() {
            return None;
        }
        is_plain &= !is_foreign(label);
    }
    let written = str::from_utf8(written).ok()?;
    let mut name = if is_plain { written.to_ascii_lowercase() } else { mapper?(written)? };
    // The mapper may have made a dot of another script's full stop.
    if written.len() == text.len() && name.ends_with('.') {
        name.pop();
    }
    let octets = name.as_bytes();
    let fits = |label: &[u8]| (1..=MAX_LABEL).contains(&label.len()) && label.iter().all(is_name_octet);
    if octets.len() > MAX_NAME || !split(octets, b'.').all(fits) {
        return None;
    }
    if ends_in_number(octets) { parse_ipv4(octets).map(Name::V4) } else { Some(Name::Dns(name)) }
}

fn is_a_label(label: &[u8]) -> bool {
    label.get(..4).is_some_and(|prefix| prefix.eq_ignore_ascii_case(b"xn--"))
}

fn is_name_octet(octet: &u8) -> bool {
    matches!(octet, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_')
}

/// URL Standard, "ends in a number checker": such a host is an IPv4 address or nothing.
fn ends_in_number(name: &[u8]) -> bool {
    let last = split(name, b'.').last().unwrap_or_default();
    last.iter().all(u8::is_ascii_digit) || ipv4_number(last).is_some()
}

/// URL Standard, "IPv4 parser": up to four parts, each decimal, octal or hexadecimal, the last
/// of which fills what is left.
fn parse_ipv4(name: &[u8]) -> Option<u32> {
    let mut parts = split(name, b'.').map(ipv4_number).peekable();
    let (mut address, mut room) = (0, 1_u64 << 32);
    while let Some(number) = parts.next() {
        let is_last = parts.peek().is_none();
        let (most, unit) = if is_last { (room, 1) } else { (256, room >> 8) };
        if room < 256 {
            return None;
        }
        address += number.filter(|number| *number < most)? * unit;
        room >>= 8;
    }
    u32::try_from(address).ok()
}

/// URL Standard, "IPv4 number parser". Numbers too large for any address come out as such.
fn ipv4_number(part: &[u8]) -> Option<u64> {
    let (digits, radix) = match part {
        [b'0', b'x' | b'X', digits @ ..] => (digits, 16),
        [b'0', digits @ ..] if !digits.is_empty() => (digits, 8),
        _ => (part, 10),
    };
    if digits.is_empty() {
        return (radix == 16).then_some(0);
    }
    digits.iter().try_fold(0u64, |number, digit| {
        Some(number.saturating_mul(radix.into()).saturating_add(char::from(*digit).to_digit(radix)?.into()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_controls_are_forbidden() {
        for character in '\0'..=char::MAX {
            let expected = character.is_whitespace() || character.is_control() || "/\\@?#%*".contains(character);
            assert_eq!(is_forbidden(character), expected, "{character:?}");
        }
    }

    fn canonical(text: &str) -> Option<String> {
        Host::parse(text, None).map(|host| host.canonical())
    }

    #[test]
    fn hosts_come_out_in_canonical_form() {
        for (text, expected) in [
            ("Example.COM", "example.com"),
            ("example.com.", "example.com"),
            ("example.com.:8080", "example.com:8080"),
            ("localhost:0", "localhost:0"),
            ("a_b-.-c", "a_b-.-c"),
            ("127.0.0.1.", "127.0.0.1"),
            ("0x7f.1", "127.0.0.1"),
            ("2130706433:443", "127.0.0.1:443"),
            ("017700000001", "127.0.0.1"),
            ("0x.0X.0", "0.0.0.0"),
            ("1.2.65535", "1.2.255.255"),
            ("::1", "[::1]"),
            ("[2001:DB8:0:0::1]:65535", "[2001:db8::1]:65535"),
            ("::ffff:1.2.3.4", "[::ffff:102:304]"),
            ("0xg.example", "0xg.example"),
        ] {
            assert_eq!(canonical(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_host_is_refused() {
        let long_label = "a".repeat(64);
        let long_name = ["a".repeat(63).as_str(); 4].join(".");
        for text in [
            "",
            ".",
            "a..b",
            ".a",
            "a..",
            " a",
            "a b",
            "a\t",
            "a\u{a0}b",
            "a\u{3000}",
            "a\u{0}",
            "a\u{7f}",
            "a/b",
            "a\\b",
            "u@a",
            "a?",
            "a#",
            "a%41",
            "*.a.b",
            "a|b",
            "a<b",
            "a^b",
            "a,b",
            "a:",
            "a:01",
            "a:00",
            "a:65536",
            "a:123456",
            "a:8x",
            "a:+1",
            "a:1:",
            "[::1",
            "::1]",
            "[::1]1",
            "[::1]:",
            "[::1].",
            "[1.2.3.4]",
            "1.2.3.256",
            "1.2.3.4.5",
            "1..2",
            "256.1.1.1",
            "a.1",
            "09",
            "4294967296",
            "1.0x100000000",
            "::1%eth0",
            "1:2:3",
            "http://a",
            &long_label,
            &long_name,
        ] {
            assert_eq!(canonical(text), None, "{text:?}");
        }
    }

    #[test]
    fn what_would_say_more_than_a_host_never_reaches_the_mapper() {
        for text in ["bü\u{a0}", "bü\u{3000}", "bü\u{85}", "bü/a", "bü%41", "u@bü", "*.bü"] {
            assert_eq!(Host::parse(text, Some(|_| Some("example".into()))), None, "{text:?}");
        }
    }

    #[test]
    fn names_of_other_scripts_need_the_mapper_and_are_judged_after_it() {
        assert_eq!(canonical("bücher.example"), None);
        assert_eq!(canonical("XN--bcher-kva.example"), None);
        let mapped = |mapper: HostMapper| Host::parse("büc.example", Some(mapper)).map(|host| host.canonical());
        assert_eq!(mapped(|_| Some("xn--bc-xka.example".into())).as_deref(), Some("xn--bc-xka.example"));
        assert_eq!(mapped(|_| Some("example.".into())).as_deref(), Some("example"));
        assert_eq!(mapped(|_| Some("127.0.0.1".into())).as_deref(), Some("127.0.0.1"));
        for refused in ["a..example", "example..", "a b", "", "a/b"] {
            let result = parse_name(
                "bü".as_bytes(),
                Some(match refused {
                    "a..example" => |_| Some("a..example".into()),
                    "example.." => |_| Some("example..".into()),
                    "a b" => |_| Some("a b".into()),
                    "" => |_| Some(String::new()),
                    _ => |_| None,
                }),
            );
            assert_eq!(result, None, "{refused}");
        }
    }
}

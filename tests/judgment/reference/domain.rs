//! Hosts and patterns, those of ASCII names without punycode and of addresses: lists of labels.

use std::net::{Ipv4Addr, Ipv6Addr};

use serde_json::Value;

#[derive(Clone, PartialEq)]
enum Name {
    Labels(Vec<String>),
    V4(Ipv4Addr),
    V6(Ipv6Addr),
}

struct Host {
    name: Name,
    port: Option<u16>,
}

/// The host in canonical form and the first pattern that matches, as written.
pub fn check(patterns: &[&str], host: Option<&str>, options: &Value) -> Result<(String, String), &'static str> {
    let text = match host {
        None | Some("" | "null") => return Err("host_unavailable"),
        Some(text) => text,
    };
    let host = read(text).ok_or("host_malformed")?;
    if options["allowLoopback"] == true && is_loopback(&host.name) {
        return Ok((written(&host), "loopback".to_owned()));
    }
    let compatible = options["domainMatching"] == "compatible";
    let pattern = patterns.iter().find(|pattern| matches(pattern, &host, compatible) == Some(true));
    pattern.map(|pattern| (written(&host), (*pattern).to_owned())).ok_or("domain_mismatch")
}

fn read(text: &str) -> Option<Host> {
    if let Some((address, port)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let port = match port.strip_prefix(':') {
            Some(port) => Some(read_port(port)?),
            None if port.is_empty() => None,
            None => return None,
        };
        return Some(Host { name: Name::V6(address.parse().ok()?), port });
    }
    match text.split(':').collect::<Vec<_>>()[..] {
        [name] => Some(Host { name: read_name(name)?, port: None }),
        [name, port] => Some(Host { name: read_name(name)?, port: Some(read_port(port)?) }),
        _ => Some(Host { name: Name::V6(text.parse().ok()?), port: None }),
    }
}

/// 1 to 5 digits without leading zeros.
fn read_port(text: &str) -> Option<u16> {
    let port: u16 = text.parse().ok()?;
    (port.to_string() == text).then_some(port)
}

fn read_name(text: &str) -> Option<Name> {
    let name = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
    let labels: Vec<String> = name.split('.').map(str::to_owned).collect();
    let is_known = |character: char| character.is_ascii_alphanumeric() || "-_".contains(character);
    let fits =
        |label: &String| (1..=63).contains(&label.len()) && label.chars().all(is_known) && !label.starts_with("xn--");
    if name.len() > 253 || !labels.iter().all(fits) {
        return None;
    }
    let last = labels.last()?;
    if last.chars().all(|digit| digit.is_ascii_digit()) || ipv4_number(last).is_some() {
        return ipv4(&labels).map(Name::V4);
    }
    Some(Name::Labels(labels))
}

/// URL Standard, "IPv4 parser".
fn ipv4(parts: &[String]) -> Option<Ipv4Addr> {
    let numbers = parts.iter().map(|part| ipv4_number(part)).collect::<Option<Vec<u64>>>()?;
    let (last, before) = numbers.split_last()?;
    if before.len() > 3 || before.iter().any(|number| *number > 255) || *last >= 1 << (8 * (4 - before.len())) {
        return None;
    }
    let high: u64 = before.iter().zip([24, 16, 8]).map(|(number, place)| number << place).sum();
    Some(Ipv4Addr::from((high + last) as u32))
}

/// URL Standard, "IPv4 number parser".
fn ipv4_number(part: &str) -> Option<u64> {
    match (part.strip_prefix("0x"), part.strip_prefix('0')) {
        (Some(""), _) => Some(0),
        (Some(digits), _) => digits_by(digits, 16),
        (None, Some("")) => Some(0),
        (None, Some(digits)) => digits_by(digits, 8),
        (None, None) => digits_by(part, 10),
    }
}

/// What is too large for an address comes out as too large.
fn digits_by(digits: &str, radix: u32) -> Option<u64> {
    let all = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
    all.then(|| u64::from_str_radix(digits, radix).unwrap_or(u64::MAX))
}

fn is_loopback(name: &Name) -> bool {
    match name {
        Name::Labels(labels) => labels.last().is_some_and(|last| last == "localhost"),
        Name::V4(address) => address.is_loopback(),
        Name::V6(address) => address.is_loopback(),
    }
}

/// As `URL.host` shows it, with any port that was given.
fn written(host: &Host) -> String {
    let name = match &host.name {
        Name::Labels(labels) => labels.join("."),
        Name::V4(address) => address.to_string(),
        // The URL Standard writes all groups in hexadecimal.
        Name::V6(address) => match address.segments() {
            [0, 0, 0, 0, 0, 0xffff, high, low] => format!("[::ffff:{high:x}:{low:x}]"),
            _ => format!("[{address}]"),
        },
    };
    host.port.map_or(name.clone(), |port| format!("{name}:{port}"))
}

/// `None` for what is no pattern.
fn matches(pattern: &str, host: &Host, compatible: bool) -> Option<bool> {
    if let Some(range) = pattern.strip_prefix("ip4:") {
        let (address, length) = range.split_once('/')?;
        let (address, length) = (u32::from(address.parse::<Ipv4Addr>().ok()?), read_length(length, 32)?);
        let Name::V4(own) = host.name else { return Some(false) };
        return Some((0..length).all(|bit| (address ^ u32::from(own)) << bit >> 31 == 0));
    }
    if let Some(range) = pattern.strip_prefix("ip6:") {
        let (address, length) = range.split_once('/')?;
        let (address, length) = (u128::from(address.parse::<Ipv6Addr>().ok()?), read_length(length, 128)?);
        let Name::V6(own) = host.name else { return Some(false) };
        return Some((0..length).all(|bit| (address ^ u128::from(own)) << bit >> 127 == 0));
    }
    let stars = pattern.chars().take_while(|character| *character == '*').count();
    let name = match stars {
        0 => pattern,
        1 | 2 => pattern[stars..].strip_prefix('.')?,
        _ => return None,
    };
    let own = read(name)?;
    let port_fits = own.port.is_none() || own.port == host.port;
    let (Name::Labels(wanted), Name::Labels(labels)) = (&own.name, &host.name) else {
        return Some(port_fits && stars == 0 && own.name == host.name);
    };
    let www = |labels: &[String]| [&["www".to_owned()], labels].concat();
    let before = labels.len().saturating_sub(wanted.len());
    let fits = match (stars, compatible) {
        (0, false) => labels == wanted,
        (0, true) => {
            labels == wanted || wanted.len() > 1 && *labels == www(wanted) || labels.len() > 1 && *wanted == www(labels)
        }
        _ if wanted.len() < 2 => return None,
        (1, false) => labels.ends_with(wanted) && before == 1,
        _ => labels.ends_with(wanted) && before > 0,
    };
    Some(port_fits && fits)
}

/// In decimal, without leading zeros.
fn read_length(text: &str, most: u32) -> Option<u32> {
    let length: u32 = text.parse().ok()?;
    (length <= most && length.to_string() == text).then_some(length)
}

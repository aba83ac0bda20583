//! Patterns: what a license may say of the hosts it is for.

use super::address::{decimal, read_v4, read_v6};
use super::host::{Host, HostMapper, Name};
use crate::octets::{holds, split_once};
use crate::policy::DomainMatching;

/// A pattern that can match something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// `x`, `*.x` or `**.x`, where x is a host, with a port or for any.
    Host { before: Before, host: Host },
    /// `ip4:10.0.0.0/8`
    V4 { address: u32, length: u32 },
    /// `ip6:2001:db8::/32`
    V6 { address: u128, length: u32 },
}

/// What may stand before the written name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    Nothing,
    /// `*.`
    OneLabel,
    /// `**.`
    Labels,
}

/// Why a text is not a pattern: a clause for `explain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotAPattern(pub(crate) &'static str);

impl Pattern {
    pub(crate) fn parse(text: &str, mapper: Option<HostMapper>) -> Result<Self, NotAPattern> {
        if let Some(range) = text.strip_prefix("ip4:") {
            let (address, length) = parse_range(range, read_v4, 32)?;
            return Ok(Pattern::V4 { address, length });
        }
        if let Some(range) = text.strip_prefix("ip6:") {
            let (address, length) = parse_range(range, read_v6, 128)?;
            return Ok(Pattern::V6 { address, length });
        }
        let (before, name) = match (text.strip_prefix("*."), text.strip_prefix("**.")) {
            (Some(name), _) => (Before::OneLabel, name),
            (_, Some(name)) => (Before::Labels, name),
            _ => (Before::Nothing, text),
        };
        if holds(name.as_bytes(), b'*') {
            return Err(NotAPattern("`*` stands only as the whole first label, before a domain"));
        }
        let host = Host::parse(name, mapper).ok_or(NotAPattern("it is not a valid host"))?;
        if before != Before::Nothing && host.name.label_count() < 2 {
            return Err(NotAPattern("a wildcard needs a domain of two or more labels"));
        }
        Ok(Pattern::Host { before, host })
    }

    pub(crate) fn matches(&self, host: &Host, matching: DomainMatching) -> bool {
        match (self, &host.name) {
            (Pattern::V4 { address, length }, Name::V4(own)) => {
                same_prefix((*address).into(), (*own).into(), 32 - length)
            }
            (Pattern::V6 { address, length }, Name::V6(own)) => same_prefix(*address, *own, 128 - length),
            (Pattern::V4 { .. } | Pattern::V6 { .. }, _) => false,
            (Pattern::Host { before, host: written }, name) => {
                let port_fits = written.port.is_none() || written.port == host.port;
                port_fits && name_matches(*before, &written.name, name, matching)
            }
        }
    }
}

fn name_matches(before: Before, written: &Name, name: &Name, matching: DomainMatching) -> bool {
    let (Name::Dns(written_name), Name::Dns(own_name)) = (written, name) else {
        return written == name;
    };
    match (before, matching) {
        (Before::Nothing, DomainMatching::Strict) => own_name == written_name,
        (Before::Nothing, DomainMatching::Compatible) => {
            own_name == written_name || is_www_of(own_name, written) || is_www_of(written_name, name)
        }
        (Before::OneLabel, DomainMatching::Strict) => {
            labels_before(written_name, own_name).is_some_and(|labels| !holds(labels.as_bytes(), b'.'))
        }
        (Before::OneLabel, DomainMatching::Compatible) | (Before::Labels, _) => {
            labels_before(written_name, own_name).is_some()
        }
    }
}

/// What stands before `.domain` in `name`, if it ends that way: at least one label, as neither
/// side has empty ones.
fn labels_before<'n>(domain: &str, name: &'n str) -> Option<&'n str> {
    name.strip_suffix(domain)?.strip_suffix(".")
}

/// Whether `name` is `www.` and `domain`, where domain has at least two labels.
fn is_www_of(name: &str, domain: &Name) -> bool {
    let Name::Dns(domain_name) = domain else { return false };
    domain.label_count() >= 2 && labels_before(domain_name, name) == Some("www")
}

/// Whether two addresses agree but for their last `host_bits` bits.
fn same_prefix(left: u128, right: u128, host_bits: u32) -> bool {
    (left ^ right).checked_shr(host_bits).unwrap_or(0) == 0
}

/// An address and the length of the prefix that counts, as in CIDR (RFC 4632 section 3.1,
/// RFC 4291 section 2.3); the bits after it are ignored.
fn parse_range<A>(text: &str, read: fn(&[u8]) -> Option<A>, most: u32) -> Result<(A, u32), NotAPattern> {
    let range =
        split_once(text.as_bytes(), b'/').and_then(|(address, length)| Some((read(address)?, decimal(length, most)?)));
    range.ok_or(NotAPattern("it is not an address range like `10.0.0.0/8`"))
}

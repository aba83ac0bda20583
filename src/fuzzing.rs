//! Ways in for the targets of fuzz/ to what is private, compiled for them alone. Each says what came
//! of a text, and panics where what must hold of any text does not.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use crate::call::CallContext;
use crate::domain::{Host, Pattern};
use crate::json::{self, Value};
use crate::keys::Keys;
use crate::options::{self, Options};
use crate::policy::DomainMatching;
use crate::rs256;

/// Strict JSON.
pub fn json(text: &[u8]) -> Option<Value> {
    json::parse(text).ok()
}

/// The canonical form of a host, which is a host that stands for itself.
pub fn host(text: &str) -> Option<String> {
    let host = Host::parse(text, None)?;
    let canonical = host.canonical();
    assert_eq!(Host::parse(&canonical, None), Some(host), "{text} is {canonical}");
    Some(canonical)
}

/// Whether a pattern matches a host; `None` if one of them is none. Who matches strictly matches
/// compatibly.
pub fn matches(pattern: &str, host: &str) -> Option<bool> {
    let (pattern, host) = (Pattern::parse(pattern, None).ok()?, Host::parse(host, None)?);
    let strictly = pattern.matches(&host, DomainMatching::Strict);
    assert!(!strictly || pattern.matches(&host, DomainMatching::Compatible), "{pattern:?} {host:?}");
    Some(strictly)
}

/// The picture of options, of a context and of what is to be denied: a text is one of them at most
/// by chance, and must be read or refused as each.
pub fn pictures(text: &str) {
    let address = |text: &str| {
        let (protocol, rest) = text.split_once("//")?;
        let (host, _) = rest.split_once('/')?;
        Some(options::keys::Address { protocol: protocol.to_owned(), host: host.to_owned(), names_user: false })
    };
    let host = options::Host { address, mapper: |_| None };
    let faults =
        [Options::read(text, host).err(), CallContext::read(text, None).err(), options::read_entries(text).err()];
    for fault in faults.into_iter().flatten() {
        let sentence = fault.text();
        assert!(sentence.contains("_invalid: ") && sentence.len() < 2000, "{sentence}");
    }
}

/// A set, as a key server sends it: what is written of it for a cache reads back as the same keys.
pub fn key_set(text: &[u8]) -> Option<Keys> {
    let keys = Keys::read_set(text).ok()?.keys;
    let again = Keys::read_set(keys.to_set().as_bytes()).expect("what is kept is a set").keys;
    assert!(keys.thumbprints().eq(again.thumbprints()) && keys.ids().eq(again.ids()));
    Some(keys)
}

/// s^e mod n by each engine, for an odd n of a size that keys may have; `None` unless s is below it.
pub fn powers(n: &[u8], s: &[u8], e: u64) -> [Option<Vec<u8>>; 2] {
    rs256::powers(n, s, e)
}

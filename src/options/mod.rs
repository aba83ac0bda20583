//! The options of `createVerifier`, as their picture shows them.

pub(crate) mod keys;

use self::keys::{Address, KEYS, Source};
use crate::domain::HostMapper;
use crate::picture::{self, Fault, Form, Item, Kind, Known, Members};
use crate::policy::{Audience, DomainBinding, DomainMatching, ExpEnds, Issuer, Policy};
use crate::revocation::Denylist;
use alloc::borrow::ToOwned as _;
use alloc::vec::Vec;

/// What `createVerifier` was told.
#[derive(Debug)]
pub(crate) struct Options {
    pub(crate) keys: Source,
    pub(crate) policy: Policy,
    pub(crate) denylist: Denylist,
    pub(crate) remembered_verdicts: usize,
    /// Whether there is a listener to events.
    pub(crate) has_listener: bool,
}

/// What of the host it takes to judge options.
#[derive(Clone, Copy)]
pub(crate) struct Host {
    /// Reads an address; `None` if it is none.
    pub(crate) address: fn(&str) -> Option<Address>,
    pub(crate) mapper: HostMapper,
}

/// How many signatures are remembered as verified unless an option says otherwise.
const REMEMBERED_VERDICTS: usize = 1000;

/// What there is to choose.
pub(crate) const OPTIONS: Known = &[
    ("keys", Form::Members(KEYS)),
    ("issuer", Form::Plain),
    ("audience", Form::Members(AUDIENCE)),
    ("tokenUse", Form::Plain),
    ("type", Form::Plain),
    ("domain", Form::Plain),
    ("domainMatching", Form::Plain),
    ("allowLoopback", Form::Plain),
    ("exp", Form::Plain),
    ("requireExpiry", Form::Plain),
    ("gracePeriod", Form::Plain),
    ("clockTolerance", Form::Plain),
    ("requiredClaims", Form::Plain),
    ("notIssuedBefore", Form::Plain),
    ("denylist", Form::Members(&[("jti", Form::Plain), ("sub", Form::Plain)])),
    ("maxTokenLength", Form::Plain),
    ("rememberedVerdicts", Form::Plain),
    ("onEvent", Form::Plain),
];

const AUDIENCE: Known = &[("ifPresent", Form::Plain)];

/// What can be added to a denylist.
pub(crate) const ENTRIES: Known = &[("jti", Form::Iterable), ("sub", Form::Iterable)];

impl Options {
    /// Reads the picture of options.
    pub(crate) fn read(picture: &str, host: Host) -> Result<Self, Fault> {
        let picture = picture::parse(picture, "options", Kind::Options)?;
        let options = Item::new(&picture, "options", Kind::Options).members(OPTIONS)?;
        let keys = options.get("keys")?.ok_or_else(|| options.must_have("`keys`"))?;
        let mut policy = Policy::new(read_issuer(&options)?, read_audience(&options)?);
        policy.token_use = options.nullable_text("tokenUse")?.map(str::to_owned);
        policy.token_type = options.nullable_text("type")?.map(str::to_owned);
        options.read([("domain", &mut policy.domain)], |item| {
            const BINDINGS: [DomainBinding; 3] = [DomainBinding::Required, DomainBinding::Optional, DomainBinding::Off];
            Ok(BINDINGS[item.choice(&["required", "optional", "off"])?])
        })?;
        options.read([("domainMatching", &mut policy.domain_matching)], |item| {
            Ok([DomainMatching::Strict, DomainMatching::Compatible][item.choice(&["strict", "compatible"])?])
        })?;
        options.read([("exp", &mut policy.exp)], |item| {
            Ok([ExpEnds::License, ExpEnds::Assertion][item.choice(&["license", "assertion"])?])
        })?;
        let flags = [("allowLoopback", &mut policy.allow_loopback), ("requireExpiry", &mut policy.require_expiry)];
        options.read(flags, Item::flag)?;
        let mut not_issued_before = f64::NAN;
        let seconds = [
            ("gracePeriod", &mut policy.grace_period),
            ("clockTolerance", &mut policy.clock_tolerance),
            ("notIssuedBefore", &mut not_issued_before),
        ];
        options.read(seconds, Item::seconds)?;
        policy.not_issued_before = Some(not_issued_before).filter(|seconds| !seconds.is_nan());
        options.read([("requiredClaims", &mut policy.required_claims)], Item::texts)?;
        let mut remembered_verdicts = REMEMBERED_VERDICTS;
        let counts =
            [("maxTokenLength", &mut policy.max_token_length), ("rememberedVerdicts", &mut remembered_verdicts)];
        options.read(counts, Item::count)?;
        let mut denylist = Denylist::default();
        options.read([("denylist", &mut denylist)], |item| denied(item, "an array of strings"))?;
        let has_listener = options.get("onEvent")?.map(Item::function).transpose()?.is_some();
        Ok(Options { keys: Source::read(keys, host)?, policy, denylist, remembered_verdicts, has_listener })
    }
}

/// Reads the picture of what is to be added to a denylist.
pub(crate) fn read_entries(picture: &str) -> Result<Denylist, Fault> {
    let picture = picture::parse(picture, "entries", Kind::Options)?;
    denied(Item::new(&picture, "entries", Kind::Options), "an iterable of strings")
}

/// The entries of a denylist, in lists that are described so.
fn denied(entries: Item<'_, '_>, what: &str) -> Result<Denylist, Fault> {
    let entries = entries.members(ENTRIES)?;
    let mut lists = [Vec::new(), Vec::new()];
    for (name, list) in ["jti", "sub"].into_iter().zip(&mut lists) {
        if let Some(item) = entries.get(name)? {
            *list = item.texts_of(what)?;
        }
    }
    let [jti, sub] = lists;
    Ok(Denylist::new(jti, sub))
}

fn read_issuer(options: &Members<'_, '_>) -> Result<Issuer, Fault> {
    match options.get("issuer")? {
        None => Err(options.must_have("`issuer`; null says that it is not checked")),
        Some(item) if item.is_null() => Ok(Issuer::Unchecked),
        Some(item) => item.expected_texts().map(Issuer::AnyOf),
    }
}

fn read_audience(options: &Members<'_, '_>) -> Result<Audience, Fault> {
    match options.get("audience")? {
        None => Err(options.must_have("`audience`; null says that it is not checked")),
        Some(item) if item.is_null() => Ok(Audience::Unchecked),
        Some(item) if item.is_object() => {
            let audience = item.members(AUDIENCE)?;
            let expected = audience.get("ifPresent")?.ok_or_else(|| audience.must_have("`ifPresent`"))?;
            expected.expected_texts().map(Audience::IfPresent)
        }
        Some(item) => item.expected_texts().map(Audience::AnyOf),
    }
}

#[cfg(test)]
mod tests;

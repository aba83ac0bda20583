//! Where keys come from.

use super::Host;
use crate::domain;
use crate::keys::Keys;
use crate::keys::cache::{KeyCache, Lifetimes, Storage};
use crate::keys::pins::Pins;
use crate::picture::{Fault, Form, Item, Kind, Known, Members};
use crate::rs256::KeyError;
use alloc::borrow::ToOwned as _;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

/// Where the keys come from.
#[derive(Debug)]
pub(crate) enum Source {
    Static(Keys),
    Remote(Box<Remote>),
}

/// A key server.
#[derive(Debug)]
pub(crate) struct Remote {
    pub(crate) uri: String,
    /// The longest body read, in octets after content decoding.
    pub(crate) max_bytes: usize,
    pub(crate) cache: KeyCache,
}

/// What `keys` may have: the members by which a form is known, and what goes with the last.
pub(super) const KEYS: Known = &[
    ("pem", Form::Plain),
    ("jwk", Form::Json),
    ("jwks", Form::Json),
    ("jwksUri", Form::Plain),
    ("fetch", Form::Plain),
    ("cache", Form::Members(&[("get", Form::Plain), ("set", Form::Plain)])),
    ("offline", Form::Plain),
    ("pins", Form::Plain),
    ("timeout", Form::Plain),
    ("maxBytes", Form::Plain),
    ("freshness", Form::Plain),
    ("minFreshness", Form::Plain),
    ("maxFreshness", Form::Plain),
    ("staleWhileRevalidate", Form::Plain),
    ("staleIfError", Form::Plain),
    ("cooldown", Form::Plain),
];

/// The forms that keys can take, and how each is read.
const FORMS: [(&str, ReadForm); 4] = [
    ("pem", |item, _, _| read_pem(item)),
    ("jwk", |item, _, _| read_json("jwk", &item, Keys::from_jwk)),
    ("jwks", |item, _, _| read_json("jwks", &item, Keys::from_jwks)),
    (REMOTE, read_remote),
];
const REMOTE: &str = "jwksUri";

type ReadForm = fn(Item<'_, '_>, &Members<'_, '_>, Host) -> Result<Source, Fault>;

impl Source {
    pub(super) fn read(keys: Item<'_, '_>, host: Host) -> Result<Self, Fault> {
        let keys = keys.members(KEYS)?;
        let mut given = Vec::new();
        for (form, read) in FORMS {
            given.extend(keys.get(form)?.map(|item| (form, item, read)));
        }
        let [(form, item, read)] = given[..] else {
            return Err(keys.must_have("exactly one of `pem`, `jwk`, `jwks` and `jwksUri`"));
        };
        for (name, _) in &KEYS[FORMS.len()..] {
            // It would have no effect there, which is not what somebody meant.
            if form != REMOTE && keys.get(name)?.is_some() {
                return Err(keys.must_have(&["no `", name, "`, which goes with `jwksUri` alone"].concat()));
            }
        }
        read(item, &keys, host)
    }
}

fn read_pem(item: Item<'_, '_>) -> Result<Source, Fault> {
    let texts =
        item.expected_texts().map_err(|_| unusable("pem", "it is neither PEM text nor an array of PEM texts"))?;
    let all = texts.iter().try_fold(Keys::default(), |all, text| Ok(all.and(Keys::from_pem(text)?)));
    all.map(Source::Static).map_err(|error: KeyError| unusable("pem", error.why()))
}

/// Takes an object as the JSON text that it stands for, by the same strict rules as a text from
/// elsewhere.
fn read_json(form: &str, item: &Item<'_, '_>, read: fn(&str) -> Result<Keys, KeyError>) -> Result<Source, Fault> {
    let text = item.json().ok_or_else(|| unusable(form, "it is not an object that JSON can hold"))?;
    read(text).map(Source::Static).map_err(|error| unusable(form, error.why()))
}

fn unusable(form: &str, why: &str) -> Fault {
    Fault::new(Kind::Keys, ["`options.keys.", form, "` is not usable: ", why, "."].concat())
}

/// The parts of an address that tell whether keys may be fetched from it.
#[derive(Clone, Debug)]
pub(crate) struct Address {
    /// With the colon after it.
    pub(crate) protocol: String,
    pub(crate) host: String,
    /// Whether it names a user or a password.
    pub(crate) names_user: bool,
}

impl Address {
    /// https, or http on loopback, without user info.
    fn is_safe(&self, mapper: domain::HostMapper) -> bool {
        // Chromium's URL takes hosts that are none.
        let Some(host) = domain::Host::parse(&self.host, Some(mapper)) else { return false };
        let secure = match self.protocol.as_str() {
            "https:" => true,
            "http:" => host.name.is_loopback(),
            _ => false,
        };
        secure && !self.names_user
    }
}

/// The longest body read unless an option says otherwise, in octets.
const MAX_BYTES: usize = 262_144;

fn read_remote(item: Item<'_, '_>, keys: &Members<'_, '_>, host: Host) -> Result<Source, Fault> {
    let uri = item.text()?;
    if !(host.address)(uri).is_some_and(|address| address.is_safe(host.mapper)) {
        return Err(item.must_be("an https address, or an http one on loopback, without user info"));
    }
    let mut max_bytes = MAX_BYTES;
    keys.read([("maxBytes", &mut max_bytes)], Item::count)?;
    keys.get("fetch")?.map(Item::function).transpose()?;
    let pins = keys.get("pins")?.map(read_pins).transpose()?;
    let cache = KeyCache::new(uri.to_owned(), read_lifetimes(keys)?, pins, read_storage(keys)?);
    Ok(Source::Remote(Box::new(Remote { uri: uri.to_owned(), max_bytes, cache })))
}

fn read_storage(keys: &Members<'_, '_>) -> Result<Storage, Fault> {
    let mut offline = false;
    keys.read([("offline", &mut offline)], Item::flag)?;
    let cache = keys.get("cache")?;
    if let Some(cache) = cache {
        cache.method("get")?;
        cache.method("set")?;
    }
    match (cache, offline) {
        (None, false) => Ok(Storage::None),
        (Some(_), false) => Ok(Storage::Unread),
        (Some(_), true) => Ok(Storage::Alone),
        (None, true) => Err(keys.must_have("a `cache` beside `offline`, or there would be no keys")),
    }
}

fn read_pins(item: Item<'_, '_>) -> Result<Pins, Fault> {
    Pins::new(item.texts()?)
        .ok_or_else(|| item.must_be("a list, not empty, of thumbprints (RFC 7638, SHA-256, base64url)"))
}

pub(super) fn read_lifetimes(keys: &Members<'_, '_>) -> Result<Lifetimes, Fault> {
    let mut lifetimes = Lifetimes::default();
    let (mut least, mut most) = (f64::NAN, f64::NAN);
    let seconds = [
        ("timeout", &mut lifetimes.timeout),
        ("freshness", &mut lifetimes.freshness),
        ("staleWhileRevalidate", &mut lifetimes.stale_while_revalidate),
        ("staleIfError", &mut lifetimes.stale_if_error),
        ("cooldown", &mut lifetimes.cooldown),
        ("minFreshness", &mut least),
        ("maxFreshness", &mut most),
    ];
    keys.read(seconds, Item::seconds)?;
    // One that is not given compares with nothing.
    if least > most {
        return Err(keys.must_have("a `minFreshness` that is not above its `maxFreshness`"));
    }
    // One that is given moves the default of the other out of its way.
    let Lifetimes { min_freshness, max_freshness, .. } = lifetimes;
    lifetimes.min_freshness = if least.is_nan() { min_freshness.min(most) } else { least };
    lifetimes.max_freshness = if most.is_nan() { max_freshness.max(least) } else { most };
    Ok(lifetimes)
}

//! The options of `createVerifier`.

use js_sys::{Array, Function, JSON, Object};
use wasm_bindgen::{JsCast as _, JsValue};

use super::fault::{Fault, Kind};
use super::fetch::Endpoint;
use super::reader::{Item, Members};
use super::remote::Remote;
use super::storage::Storage;
use crate::keys::Keys;
use crate::keys::cache::{self, KeyCache, Lifetimes};
use crate::keys::pins::Pins;
use crate::policy::{Audience, DomainBinding, DomainMatching, ExpEnds, Issuer, Policy};
use crate::revocation::Denylist;
use crate::rs256::KeyError;

/// What `createVerifier` was told.
pub(super) struct Options {
    pub(super) keys: Source,
    pub(super) policy: Policy,
    pub(super) denylist: Denylist,
    pub(super) remembered_verdicts: usize,
    pub(super) on_event: Option<Function>,
}

/// Where the keys come from.
pub(super) enum Source {
    Static(Keys),
    Remote(Box<Remote>),
}

/// How many signatures are remembered as verified unless an option says otherwise.
const REMEMBERED_VERDICTS: usize = 1000;

const OPTIONS: [&str; 18] = [
    "keys",
    "issuer",
    "audience",
    "tokenUse",
    "type",
    "domain",
    "domainMatching",
    "allowLoopback",
    "exp",
    "requireExpiry",
    "gracePeriod",
    "clockTolerance",
    "requiredClaims",
    "notIssuedBefore",
    "denylist",
    "maxTokenLength",
    "rememberedVerdicts",
    "onEvent",
];

impl Options {
    pub(super) fn read(options: JsValue) -> Result<Self, Fault> {
        let options = Item::new(options, "options", Kind::Options).members(&OPTIONS)?;
        let keys = options.get("keys")?.ok_or_else(|| options.must_have("`keys`"))?;
        let mut policy = Policy::new(read_issuer(&options)?, read_audience(&options)?);
        policy.token_use = options.get_nullable("tokenUse")?.map(Item::text).transpose()?;
        policy.token_type = options.get_nullable("type")?.map(Item::text).transpose()?;
        options.read("domain", &mut policy.domain, |item| {
            item.choice(&[
                ("required", DomainBinding::Required),
                ("optional", DomainBinding::Optional),
                ("off", DomainBinding::Off),
            ])
        })?;
        options.read("domainMatching", &mut policy.domain_matching, |item| {
            item.choice(&[("strict", DomainMatching::Strict), ("compatible", DomainMatching::Compatible)])
        })?;
        options.read("allowLoopback", &mut policy.allow_loopback, Item::flag)?;
        options.read("exp", &mut policy.exp, |item| {
            item.choice(&[("license", ExpEnds::License), ("assertion", ExpEnds::Assertion)])
        })?;
        options.read("requireExpiry", &mut policy.require_expiry, Item::flag)?;
        options.read("gracePeriod", &mut policy.grace_period, Item::seconds)?;
        options.read("clockTolerance", &mut policy.clock_tolerance, Item::seconds)?;
        options.read("requiredClaims", &mut policy.required_claims, Item::texts)?;
        options.read("notIssuedBefore", &mut policy.not_issued_before, |item| item.seconds().map(Some))?;
        options.read("maxTokenLength", &mut policy.max_token_length, Item::count)?;
        let mut remembered_verdicts = REMEMBERED_VERDICTS;
        options.read("rememberedVerdicts", &mut remembered_verdicts, Item::count)?;
        let mut denylist = Denylist::default();
        options.read("denylist", &mut denylist, |item| denied(item, Item::texts))?;
        let on_event = options.get("onEvent")?.map(Item::function).transpose()?;
        Ok(Options { keys: Source::read(keys)?, policy, denylist, remembered_verdicts, on_event })
    }
}

/// Reads the entries `{ jti, sub }` of a denylist.
pub(super) fn denied(entries: Item, read: impl Fn(Item) -> Result<Vec<String>, Fault>) -> Result<Denylist, Fault> {
    let entries = entries.members(&["jti", "sub"])?;
    let list = |name| entries.get(name)?.map_or_else(|| Ok(Vec::new()), &read);
    Ok(Denylist::new(list("jti")?, list("sub")?))
}

/// The strings of anything that can be iterated, but for a string itself.
pub(super) fn iterable_texts(item: Item) -> Result<Vec<String>, Fault> {
    const WHAT: &str = "an iterable of strings";
    let elements = if item.value().is_string() { None } else { js_sys::try_iter(item.value()).ok().flatten() };
    let elements = elements.ok_or_else(|| item.must_be(WHAT))?;
    elements
        .map(|element| Item::new(element.map_err(|_| item.must_be(WHAT))?, "an entry", Kind::Options).text())
        .collect()
}

fn read_issuer(options: &Members) -> Result<Issuer, Fault> {
    match options.get("issuer")? {
        None => Err(options.must_have("`issuer`; null says that it is not checked")),
        Some(item) if item.is_null() => Ok(Issuer::Unchecked),
        Some(item) => item.expected_texts().map(Issuer::AnyOf),
    }
}

fn read_audience(options: &Members) -> Result<Audience, Fault> {
    match options.get("audience")? {
        None => Err(options.must_have("`audience`; null says that it is not checked")),
        Some(item) if item.is_null() => Ok(Audience::Unchecked),
        Some(item) if item.value().is_object() && !Array::is_array(item.value()) => {
            let audience = item.members(&["ifPresent"])?;
            let expected = audience.get("ifPresent")?.ok_or_else(|| audience.must_have("`ifPresent`"))?;
            expected.expected_texts().map(Audience::IfPresent)
        }
        Some(item) => item.expected_texts().map(Audience::AnyOf),
    }
}

/// The forms that `keys` can take: the member by which each is known, what may stand beside it,
/// and how it is read.
const FORMS: [(&str, &[&str], ReadForm); 4] = [
    ("pem", &[], read_pem),
    ("jwk", &[], |item, _| from_json("jwk", &item, Keys::from_jwk)),
    ("jwks", &[], |item, _| from_json("jwks", &item, Keys::from_jwks)),
    ("jwksUri", &BESIDE_JWKS_URI, read_remote),
];

const BESIDE_JWKS_URI: [&str; 12] = [
    "fetch",
    "cache",
    "offline",
    "pins",
    "timeout",
    "maxBytes",
    "freshness",
    "minFreshness",
    "maxFreshness",
    "staleWhileRevalidate",
    "staleIfError",
    "cooldown",
];

type ReadForm = fn(Item, &Members) -> Result<Source, Fault>;

impl Source {
    fn read(keys: Item) -> Result<Self, Fault> {
        let known: Vec<&str> = FORMS.iter().map(|(form, ..)| *form).chain(BESIDE_JWKS_URI).collect();
        let keys = keys.members(&known)?;
        let mut given = Vec::new();
        for (form, beside, read) in FORMS {
            given.extend(keys.get(form)?.map(|item| (item, beside, read)));
        }
        let Ok([(item, beside, read)]) = <[_; 1]>::try_from(given) else {
            return Err(keys.must_have("exactly one of `pem`, `jwk`, `jwks` and `jwksUri`"));
        };
        for name in BESIDE_JWKS_URI.into_iter().filter(|name| !beside.contains(name)) {
            // It would have no effect there, which is not what somebody meant.
            if keys.get(name)?.is_some() {
                return Err(keys.must_have(&format!("no `{name}`, which goes with `jwksUri` alone")));
            }
        }
        read(item, &keys)
    }
}

fn read_pem(item: Item, _: &Members) -> Result<Source, Fault> {
    let texts =
        item.expected_texts().map_err(|_| unusable("pem", "it is neither PEM text nor an array of PEM texts"))?;
    let all = texts.iter().try_fold(Keys::default(), |all, text| Ok(all.and(Keys::from_pem(text)?)));
    all.map(Source::Static).map_err(|error: KeyError| unusable("pem", error))
}

/// Takes an object as the JSON text that it stands for, so that it is read once, by the same
/// strict rules as a text from elsewhere.
fn from_json(form: &str, item: &Item, read: fn(&str) -> Result<Keys, KeyError>) -> Result<Source, Fault> {
    let text = item
        .value()
        .dyn_ref::<Object>()
        .and_then(|object| JSON::stringify(object).ok())
        .and_then(|text| text.as_string());
    let text = text.ok_or_else(|| unusable(form, "it is not an object that JSON can hold"))?;
    read(&text).map(Source::Static).map_err(|error| unusable(form, error))
}

fn unusable(form: &str, why: impl std::fmt::Display) -> Fault {
    Fault::new(Kind::Keys, format!("`options.keys.{form}` is not usable: {why}."))
}

fn read_remote(uri: Item, keys: &Members) -> Result<Source, Fault> {
    let complaint = uri.must_be("an https address, or an http one on loopback, without user info");
    let uri = uri.text()?;
    let mut endpoint = Endpoint::new(uri.clone()).ok_or(complaint)?;
    keys.read("maxBytes", &mut endpoint.max_bytes, Item::count)?;
    endpoint.fetch = keys.get("fetch")?.map(Item::function).transpose()?;

    let mut offline = false;
    keys.read("offline", &mut offline, Item::flag)?;
    let storage = keys.get("cache")?.map(|item| Storage::read(&item, endpoint.max_bytes)).transpose()?;
    let kind = match (&storage, offline) {
        (None, false) => cache::Storage::None,
        (Some(_), false) => cache::Storage::Unread,
        (Some(_), true) => cache::Storage::Alone,
        (None, true) => return Err(keys.must_have("a `cache` beside `offline`, or there would be no keys")),
    };
    let pins = keys.get("pins")?.map(read_pins).transpose()?;
    let cache = KeyCache::new(uri, read_lifetimes(keys)?, pins, kind);
    Ok(Source::Remote(Box::new(Remote::new(endpoint, storage, cache))))
}

fn read_pins(item: Item) -> Result<Pins, Fault> {
    let complaint = item.must_be("a list, not empty, of thumbprints (RFC 7638, SHA-256, base64url)");
    Pins::new(item.texts()?).ok_or(complaint)
}

fn read_lifetimes(keys: &Members) -> Result<Lifetimes, Fault> {
    let mut lifetimes = Lifetimes::default();
    for (name, target) in [
        ("timeout", &mut lifetimes.timeout),
        ("freshness", &mut lifetimes.freshness),
        ("staleWhileRevalidate", &mut lifetimes.stale_while_revalidate),
        ("staleIfError", &mut lifetimes.stale_if_error),
        ("cooldown", &mut lifetimes.cooldown),
    ] {
        keys.read(name, target, Item::seconds)?;
    }
    let bound = |name| keys.get(name)?.map(Item::seconds).transpose();
    let (least, most) = (bound("minFreshness")?, bound("maxFreshness")?);
    if least.zip(most).is_some_and(|(least, most)| least > most) {
        return Err(keys.must_have("a `minFreshness` that is not above its `maxFreshness`"));
    }
    // One that is given moves the default of the other out of its way.
    let Lifetimes { min_freshness, max_freshness, .. } = lifetimes;
    lifetimes.min_freshness = least.unwrap_or(min_freshness.min(most.unwrap_or(min_freshness)));
    lifetimes.max_freshness = most.unwrap_or(max_freshness.max(least.unwrap_or(max_freshness)));
    Ok(lifetimes)
}

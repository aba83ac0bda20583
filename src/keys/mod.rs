//! The keys that tokens are verified with.

pub(crate) mod answer;
pub(crate) mod cache;
mod date;
pub(crate) mod event;
pub(crate) mod jwk;
pub(crate) mod pins;
mod stored;
pub(crate) mod verdicts;

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::decision::{Code, Refusal, quoted};
use crate::json::{self, Object, Value, Writer};
use crate::rs256::{KeyError, PublicKey};
use crate::sorting::sorted;

/// How many keys one token may make us try: each costs a modular power, and no issuer needs
/// more.
const MAX_CANDIDATES: usize = 8;

/// One usable key.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) id: Option<String>,
    pub(crate) public: PublicKey,
}

/// A set of usable keys, in the order in which they were listed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Keys {
    all: Vec<Arc<Key>>,
    /// The same, those without a `kid` first, then by `kid`: to find one among thousands.
    by_id: Vec<Arc<Key>>,
}

/// The keys that a judgment can use, and what it means that one is not among them.
#[derive(Clone, Debug)]
pub(crate) struct Supply {
    /// `None`: they could not be had.
    pub(crate) keys: Option<Arc<Keys>>,
    /// Whether a key may exist that is not among them: then its absence says nothing of a token.
    pub(crate) incomplete: bool,
    /// When a key that is missing may be asked for again, in Unix seconds, if that is known.
    pub(crate) retry_at: Option<f64>,
}

impl Supply {
    /// All keys there are.
    pub(crate) fn complete(keys: &Arc<Keys>) -> Self {
        Supply { keys: Some(Arc::clone(keys)), incomplete: false, retry_at: None }
    }

    /// The keys that may have signed a token with this `kid`.
    pub(crate) fn candidates(&self, kid: Option<&str>) -> Result<&[Arc<Key>], Refusal> {
        let Some(keys) = &self.keys else { return Err(self.missing(Code::KeysUnavailable.into())) };
        keys.candidates(kid).map_err(|refusal| match refusal.code {
            Code::KeyUnknown if self.incomplete => self.missing(Code::KeysUnavailable.into()),
            Code::KeyUnknown => self.missing(refusal),
            _ => refusal,
        })
    }

    fn missing(&self, refusal: Refusal) -> Refusal {
        Refusal { retry_at: self.retry_at, ..refusal }
    }
}

impl Keys {
    /// Reads PEM text with one or more blocks `PUBLIC KEY` or `RSA PUBLIC KEY` (RFC 7468).
    /// Such keys have no `kid`, and so serve every token whose `kid` no key bears.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let keys = PublicKey::all_from_pem(pem)?;
        Ok(keys.into_iter().map(|public| Key { id: None, public }).collect())
    }

    /// Reads a single JWK (RFC 7517 section 4), which must be usable.
    pub fn from_jwk(json: &str) -> Result<Self, KeyError> {
        jwk::from_text(json).map(|(id, public)| [Key { id, public }].into_iter().collect())
    }

    /// Reads a JWK Set (RFC 7517 section 5) that belongs to this program.
    ///
    /// Members that are malformed or not usable are passed over; a member that holds a private
    /// part fails, as somebody was about to ship a signing key.
    pub fn from_jwks(json: &str) -> Result<Self, KeyError> {
        match Self::read_set(json.as_bytes())? {
            JwkSet { private_members: 0, keys } => Ok(keys),
            _ => Err(KeyError::Private),
        }
    }

    /// Reads a JWK Set from anywhere: members that are malformed, not usable or private are
    /// passed over.
    pub(crate) fn read_set(json: &[u8]) -> Result<JwkSet, KeyError> {
        const NO_SET: KeyError =
            KeyError::Malformed("it is not a JWK Set, an object with an array `keys`, in strict JSON");
        json::parse_object(json).ok().and_then(|set| Self::of_set(&set)).ok_or(NO_SET)
    }

    /// The same of JSON that was read already; `None` if it is no JWK Set.
    fn of_set(set: &Object) -> Option<JwkSet> {
        let members = set.get("keys").and_then(Value::as_array)?;
        let (mut keys, mut private_members) = (Vec::new(), 0);
        for member in members.iter().filter_map(Value::as_object) {
            match jwk::from_object(member) {
                Ok((id, public)) => keys.push(Key { id, public }),
                Err(KeyError::Private) => private_members += 1,
                Err(_) => {}
            }
        }
        Some(JwkSet { keys: keys.into_iter().collect(), private_members })
    }

    /// The JWK Set of these keys, with no more in it than it takes to read them back.
    pub(crate) fn to_set(&self) -> String {
        let mut members = Writer::array();
        for key in &self.all {
            members.push(&jwk::write(key.id.as_deref(), &key.public));
        }
        Writer::object().member("keys", Some(&members.finish())).finish()
    }

    /// This set followed by the keys of `other`.
    #[must_use]
    pub fn and(self, other: Keys) -> Self {
        self.all.into_iter().chain(other.all).collect()
    }

    /// How many usable keys there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is no usable key at all.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The `kid`s of the keys that have one, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.all.iter().filter_map(|key| key.id.as_deref())
    }

    /// The thumbprints of all keys, in order (RFC 7638 with SHA-256, base64url).
    pub fn thumbprints(&self) -> impl Iterator<Item = String> {
        self.all.iter().map(|key| key.public.thumbprint())
    }

    /// The keys that may have signed a token with this `kid`: those that bear it, or, if none
    /// does, those that bear none; all of them for a token without one.
    pub(crate) fn candidates(&self, kid: Option<&str>) -> Result<&[Arc<Key>], Refusal> {
        let candidates = match kid {
            None => &self.all,
            Some(kid) => match self.bearing(Some(kid)) {
                [] => self.bearing(None),
                named => named,
            },
        };
        match (candidates.len(), kid) {
            (0, None) => Err(Code::KeyUnknown.into()),
            (0, Some(kid)) => Err(Refusal::because(
                Code::KeyUnknown,
                ["None of the verifier's keys has the token's `kid` ", &*quoted(kid), ": check your key set."].concat(),
            )),
            (1..=MAX_CANDIDATES, _) => Ok(candidates),
            _ => Err(Code::KeyAmbiguous.into()),
        }
    }

    fn listed(all: Vec<Arc<Key>>) -> Self {
        let order = sorted(all.iter().map(|key| key.id.as_deref()));
        let by_id = order.into_iter().map(|(_, at)| Arc::clone(&all[at])).collect();
        Keys { all, by_id }
    }

    /// The keys that bear this `kid`, or none, in the order in which they were listed.
    fn bearing(&self, id: Option<&str>) -> &[Arc<Key>] {
        let from = self.by_id.partition_point(|key| key.id.as_deref() < id);
        let rest = &self.by_id[from..];
        &rest[..rest.partition_point(|key| key.id.as_deref() == id)]
    }
}

impl FromIterator<Arc<Key>> for Keys {
    fn from_iter<I: IntoIterator<Item = Arc<Key>>>(keys: I) -> Self {
        Keys::listed(keys.into_iter().collect())
    }
}

impl FromIterator<Key> for Keys {
    fn from_iter<I: IntoIterator<Item = Key>>(keys: I) -> Self {
        keys.into_iter().map(Arc::new).collect()
    }
}

/// What was found in a JWK Set.
pub(crate) struct JwkSet {
    pub(crate) keys: Keys,
    /// How many members hold a private part.
    pub(crate) private_members: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A usable modulus of 2048 bits, 2^2047 + 1, in base64url.
    fn modulus() -> String {
        format!("gA{}AQ", "A".repeat(338))
    }

    fn set(members: &str) -> String {
        format!(r#"{{"keys":[{members}]}}"#)
    }

    fn key(more: &str) -> String {
        format!(r#"{{"kty":"RSA","e":"AQAB","n":"{}"{more}}}"#, modulus())
    }

    #[test]
    fn a_set_is_what_is_usable_of_it() {
        let members = [key(r#","kid":"a""#), "7".to_owned(), key(r#","use":"enc""#), key(""), key(r#","kid":"b""#)];
        let keys = Keys::from_jwks(&set(&members.join(","))).unwrap();
        assert_eq!((keys.len(), keys.is_empty()), (3, false));
        assert_eq!(keys.ids().collect::<Vec<_>>(), ["a", "b"]);
        assert!(Keys::from_jwks(&set("")).unwrap().is_empty());
        for no_set in ["", "[]", "{}", r#"{"keys":{}}"#, r#"{"keys":[],"keys":[]}"#] {
            assert!(matches!(Keys::from_jwks(no_set), Err(KeyError::Malformed(_))), "{no_set}");
        }
    }

    #[test]
    fn private_parts_are_passed_over_from_elsewhere_and_refused_at_home() {
        let text = set(&[key(r#","d":"AQ""#), key("")].join(","));
        assert_eq!(Keys::from_jwks(&text).unwrap_err(), KeyError::Private);
        let read = Keys::read_set(text.as_bytes()).unwrap();
        assert_eq!((read.keys.len(), read.private_members), (1, 1));
    }
}

//! A set of keys as it is kept in a cache that outlives this process.

use alloc::borrow::ToOwned as _;
use alloc::string::String;

use super::answer::is_entity_tag;
use super::{JwkSet, Keys};
use crate::json::{self, Writer};

/// Of a value that says something else nothing is believed.
const FORMAT: f64 = 1.0;

/// What is known of a set besides its keys.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Provenance {
    /// When it was fetched, in Unix seconds.
    pub(super) fetched_at: f64,
    /// For how long it was fresh then by its server's account, in seconds.
    pub(super) max_age: Option<f64>,
    /// Its entity tag.
    pub(super) etag: Option<String>,
}

/// Writes a set. Of its keys there is no more in it than it takes to read them back, and of a
/// private part nothing.
pub(super) fn write(jwks_uri: &str, keys: &Keys, provenance: &Provenance) -> String {
    Writer::object()
        .number("format", Some(FORMAT))
        .text("jwksUri", Some(jwks_uri))
        .number("fetchedAt", Some(provenance.fetched_at))
        .number("maxAge", provenance.max_age)
        .text("etag", provenance.etag.as_deref())
        .member("jwks", Some(&keys.to_set()))
        .finish()
}

/// Reads a set back as strictly as an answer. `None` for anything but a set of this key server:
/// one of another would let its keys vouch for this one's tokens.
pub(super) fn read(text: &str, jwks_uri: &str) -> Option<(JwkSet, Provenance)> {
    let stored = json::parse_object(text.as_bytes()).ok()?;
    let number = |name: &str| match stored.get(name) {
        None => Some(None),
        Some(value) => value.as_f64().map(Some),
    };
    let is_ours = number("format")? == Some(FORMAT) && stored.get("jwksUri")?.as_str() == Some(jwks_uri);
    let etag = match stored.get("etag") {
        None => None,
        Some(tag) => Some(tag.as_str().filter(|tag| is_entity_tag(tag))?.to_owned()),
    };
    let provenance = Provenance { fetched_at: number("fetchedAt")??, max_age: number("maxAge")?, etag };
    let set = Keys::of_set(stored.get("jwks")?.as_object()?)?;
    is_ours.then_some((set, provenance))
}

#[cfg(test)]
mod tests {
    use super::*;

    const URI: &str = "https://keys.example/jwks";

    fn provenance() -> Provenance {
        Provenance { fetched_at: 1e9 + 0.5, max_age: Some(-7.0), etag: Some("W/\"1\"".to_owned()) }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let modulus = format!("gA{}AQ", "A".repeat(338));
        let keys = Keys::from_jwks(&format!(
            r#"{{"keys":[{{"kty":"RSA","e":"AQAB","n":"{modulus}","kid":"a"}},{{"kty":"RSA","e":"Aw","n":"{modulus}"}}]}}"#
        ))
        .unwrap();
        for provenance in [provenance(), Provenance { max_age: None, etag: None, ..provenance() }] {
            let (set, read) = read(&write(URI, &keys, &provenance), URI).unwrap();
            assert_eq!((&set.keys, set.private_members, read), (&keys, 0, provenance));
        }
    }

    #[test]
    fn anything_else_is_nothing() {
        let text = write(URI, &Keys::default(), &provenance());
        assert!(read(&text, URI).is_some());
        assert!(read(&text, "https://keys.example/").is_none());
        for (from, to) in [
            (r#""format":1"#, r#""format":2"#),
            (r#""format":1,"#, ""),
            (r#""fetchedAt":1000000000.5"#, r#""fetchedAt":"1000000000""#),
            (r#""fetchedAt":1000000000.5,"#, ""),
            (r#""maxAge":-7"#, r#""maxAge":null"#),
            (r#"W/\"1\""#, ""),
            (r#""etag":"#, r#""etag":5,"x":"#),
            (r#""keys":[]"#, r#""keys":{}"#),
            (r#"{"keys":[]}"#, "[]"),
            (r#""jwks":"#, r#""jwk":"#),
            (r#""format""#, r#""jwks":{"keys":[]},"format""#),
        ] {
            let changed = text.replacen(from, to, 1);
            assert_ne!(changed, text, "{from}");
            assert!(read(&changed, URI).is_none(), "{changed}");
        }
        for text in ["", "null", "5", "[]", "{}", "\"\""] {
            assert!(read(text, URI).is_none(), "{text}");
        }
    }
}

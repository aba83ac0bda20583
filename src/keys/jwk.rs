//! JSON Web Keys (RFC 7517; RSA members in RFC 7518 section 6.3).

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

use crate::base64url;
use crate::json::{self, Object, Value, Writer};
use crate::rs256::{KeyError, PublicKey};

/// Members that hold private key material of asymmetric keys (RFC 7518 sections 6.2.2 and 6.3.2).
const PRIVATE_MEMBERS: [&str; 7] = ["d", "p", "q", "dp", "dq", "qi", "oth"];

/// Reads the text of one JWK: its `kid` and the key.
pub(crate) fn from_text(text: &str) -> Result<(Option<String>, PublicKey), KeyError> {
    let jwk = json::parse_object(text.as_bytes()).map_err(|_| KeyError::Malformed("it is not a strict JSON object"))?;
    from_object(&jwk)
}

/// Reads one JWK: its `kid` and the key, if it is fit to verify RS256.
pub(super) fn from_object(jwk: &Object) -> Result<(Option<String>, PublicKey), KeyError> {
    if PRIVATE_MEMBERS.iter().any(|name| jwk.get(name).is_some()) {
        return Err(KeyError::Private);
    }
    if jwk.get("kty").and_then(Value::as_str) != Some("RSA") {
        return Err(KeyError::Unsuitable("its `kty` is not RSA"));
    }
    if text(jwk, "use", "its `use` is not a string")?.is_some_and(|use_| use_ != "sig") {
        return Err(KeyError::Unsuitable("its `use` is not `sig`"));
    }
    if text(jwk, "alg", "its `alg` is not a string")?.is_some_and(|alg| alg != "RS256") {
        return Err(KeyError::Unsuitable("its `alg` is not RS256"));
    }
    match jwk.get("key_ops").map(Value::as_array) {
        None => {}
        Some(None) => return Err(KeyError::Malformed("its `key_ops` is not an array")),
        Some(Some(operations)) if operations.iter().any(|operation| operation.as_str() == Some("verify")) => {}
        Some(Some(_)) => return Err(KeyError::Unsuitable("its `key_ops` do not include `verify`")),
    }
    let kid = text(jwk, "kid", "its `kid` is not a string")?.map(str::to_owned);
    let n = octets(jwk, "n", "its `n` is not canonical base64url")?;
    let e = octets(jwk, "e", "its `e` is not canonical base64url")?;
    Ok((kid, PublicKey::from_components(&n, &e)?))
}

fn text<'j>(jwk: &'j Object, name: &str, problem: &'static str) -> Result<Option<&'j str>, KeyError> {
    match jwk.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(KeyError::Malformed(problem)),
    }
}

fn octets(jwk: &Object, name: &str, problem: &'static str) -> Result<Vec<u8>, KeyError> {
    jwk.get(name)
        .and_then(Value::as_str)
        .and_then(|text| base64url::decode(text.as_bytes()))
        .ok_or(KeyError::Malformed(problem))
}

/// The JWK of a key, with its `kid` if it has one. The members that every public RSA key must have
/// (RFC 7518 section 6.3.1) are in the order that RFC 7638 section 3.2 asks for.
pub(super) fn write(kid: Option<&str>, key: &PublicKey) -> String {
    let (n, e) = key.components();
    let (n, e) = (base64url::encode(n), base64url::encode(&e));
    Writer::object().text("kid", kid).text("e", Some(&e)).text("kty", Some("RSA")).text("n", Some(&n)).finish()
}

/// The thumbprint of RFC 7638 section 3, with SHA-256.
pub(crate) fn thumbprint(key: &PublicKey) -> String {
    base64url::encode(&Sha256::digest(write(None, key)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_thumbprint_is_that_of_the_example_in_rfc_7638() {
        const EXAMPLE: &str = r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}"#;
        let (kid, key) = from_text(EXAMPLE).unwrap();
        assert_eq!(key.thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        let written = write(kid.as_deref(), &key);
        assert_eq!(from_text(&written).unwrap(), (kid, key));
    }
}

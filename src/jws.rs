//! The compact serialization of a JWS and its header (RFC 7515).

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use crate::base64url;
use crate::decision::{Code, Refusal, quoted};
use crate::json::{self, Value, number_text};
use crate::octets::{holds, split_once};

/// A token that has the form of a compact JWS (RFC 7515 section 3.1).
///
/// The payload stays shut until somebody has verified the signature.
pub(crate) struct Compact<'t> {
    header: Vec<u8>,
    payload: Vec<u8>,
    /// What the signature is over: the first two segments as they stand in the token
    /// (RFC 7515 section 5.2, step 8).
    signing_input: &'t [u8],
    signature: Vec<u8>,
}

impl<'t> Compact<'t> {
    /// Splits and decodes `token`, of which at most `max_length` UTF-16 code units are looked
    /// at: the length JavaScript sees.
    pub(crate) fn parse(token: &'t str, max_length: usize) -> Result<Self, Refusal> {
        if token.is_empty() {
            return Err(Code::TokenMissing.into());
        }
        // No text has more UTF-16 code units than octets.
        if token.len() > max_length && token.encode_utf16().count() > max_length {
            return Err(Refusal::because(
                Code::TokenTooLong,
                [
                    "The token is longer than the ",
                    &*number_text(max_length as f64),
                    " characters that `maxTokenLength` allows.",
                ]
                .concat(),
            ));
        }
        Self::split(token).ok_or_else(|| Code::TokenMalformed.into())
    }

    fn split(token: &'t str) -> Option<Self> {
        let octets = token.as_bytes();
        let (header, rest) = split_once(octets, b'.')?;
        // A further dot is in no alphabet.
        let (payload, signature) = split_once(rest, b'.')?;
        if [header, payload, signature].contains(&&[][..]) {
            return None;
        }
        Some(Compact {
            header: base64url::decode(header)?,
            payload: base64url::decode(payload)?,
            signature: base64url::decode(signature)?,
            signing_input: &octets[..header.len() + 1 + payload.len()],
        })
    }

    /// Reads the header, which is needed to find the key.
    pub(crate) fn header(&self) -> Result<Header, Refusal> {
        Header::parse(&self.header)
    }

    /// Opens the payload for the one who `finds` who signed it, given the signing input and the
    /// signature: nobody else sees what it says.
    pub(crate) fn open<S>(self, finds: impl FnOnce(&[u8], &[u8]) -> Option<S>) -> Option<(Vec<u8>, S)> {
        let signer = finds(self.signing_input, &self.signature)?;
        Some((self.payload, signer))
    }
}

/// The header parameters that are acted on (RFC 7515 section 4.1). Those with which a token
/// would bring its own key (`jwk`, `jku`, `x5u`, `x5c`, `x5t`) are not among them.
pub(crate) struct Header {
    pub(crate) kid: Option<String>,
    typ: Option<String>,
}

impl Header {
    fn parse(text: &[u8]) -> Result<Self, Refusal> {
        let header = json::parse_object(text).map_err(|json::NotStrict(why)| {
            Refusal::because(Code::HeaderMalformed, ["The token's header ", why, "."].concat())
        })?;
        match header.get("alg").and_then(Value::as_str) {
            Some("RS256") => {}
            Some(other) => {
                return Err(Refusal::because(
                    Code::AlgorithmNotAllowed,
                    ["The token is signed with ", &*quoted(other), "; the only algorithm allowed is RS256."].concat(),
                ));
            }
            None => return Err(Code::AlgorithmNotAllowed.into()),
        }
        if header.get("crit").is_some() || !matches!(header.get("b64"), None | Some(Value::Bool(true))) {
            return Err(Code::HeaderUnsupported.into());
        }
        let text = |name: &str| match header.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(Refusal::because(
                Code::HeaderMalformed,
                ["The token's header parameter `", name, "` is not a string."].concat(),
            )),
        };
        Ok(Header { kid: text("kid")?, typ: text("typ")? })
    }

    /// Compares `typ` with the expected media type.
    pub(crate) fn check_type(&self, expected: Option<&str>) -> Result<(), Refusal> {
        let Some(expected) = expected else { return Ok(()) };
        let found = match &self.typ {
            Some(typ) if same_media_type(typ, expected) => return Ok(()),
            Some(typ) => quoted(typ),
            None => "absent".to_owned(),
        };
        Err(Refusal::because(
            Code::TypeMismatch,
            ["The token's header `typ` is ", &*found, "; expected is ", &quoted(expected), "."].concat(),
        ))
    }
}

/// RFC 7515 section 4.1.9: a value without a `/` stands for one that begins with
/// `application/`; type, subtype and parameter names compare without regard to ASCII case
/// (RFC 2045 section 5.1). Parameters are compared as they stand, which never takes two
/// different types for one.
fn same_media_type(left: &str, right: &str) -> bool {
    let (left, right) = (media_type(left), media_type(right));
    let [of_left, of_right] = [left.rest, right.rest]
        .map(|rest| rest.split_at(rest.iter().position(|octet| *octet == b';').unwrap_or(rest.len())));
    left.is_application == right.is_application && of_left.0.eq_ignore_ascii_case(of_right.0) && of_left.1 == of_right.1
}

/// A media type without `application/`, if it begins with that or stands for one that does.
struct MediaType<'t> {
    is_application: bool,
    rest: &'t [u8],
}

fn media_type(text: &str) -> MediaType<'_> {
    const APPLICATION: &[u8] = b"application/";
    let octets = text.as_bytes();
    if !holds(octets, b'/') {
        return MediaType { is_application: true, rest: octets };
    }
    match octets.split_at_checked(APPLICATION.len()) {
        Some((first, rest)) if first.eq_ignore_ascii_case(APPLICATION) => MediaType { is_application: true, rest },
        _ => MediaType { is_application: false, rest: octets },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code<T>(result: Result<T, Refusal>) -> Option<Code> {
        result.err().map(|refusal| refusal.code)
    }

    #[test]
    fn a_token_is_three_segments_of_canonical_base64url() {
        assert!(Compact::parse("e30.e30.AA", 100).is_ok());
        assert_eq!(code(Compact::parse("", 100)), Some(Code::TokenMissing));
        for token in [
            "e30.e30",
            "e30.e30.AA.AA",
            "e30.e30.AA.",
            "e30..AA",
            ".e30.AA",
            "e30.e30.",
            "e30.e30.AB",
            "e30.e30.AA==",
            " e30.e30.AA",
            "e30.e30.AA\n",
            "..",
        ] {
            assert_eq!(code(Compact::parse(token, 100)), Some(Code::TokenMalformed), "{token:?}");
        }
    }

    #[test]
    fn length_is_judged_first_and_counted_as_javascript_does() {
        assert_eq!(code(Compact::parse("e30.e30.AA", 9)), Some(Code::TokenTooLong));
        assert_eq!(code(Compact::parse("ééé", 3)), Some(Code::TokenMalformed));
        assert_eq!(code(Compact::parse("😀", 1)), Some(Code::TokenTooLong));
    }

    #[test]
    fn the_signing_input_is_the_text_before_the_last_dot() {
        assert_eq!(Compact::parse("e30.e30.AA", 100).unwrap().signing_input, b"e30.e30");
    }

    #[test]
    fn headers_are_judged_in_the_order_of_their_checks() {
        for (header, expected) in [
            (r#"{"alg":"RS256","kid":"a","typ":"JWT","jwk":{},"x5c":[1]}"#, None),
            (r#"{"alg":"RS256","b64":true}"#, None),
            (r#"[]"#, Some(Code::HeaderMalformed)),
            (r#"{"alg":"RS256","alg":"RS256"}"#, Some(Code::HeaderMalformed)),
            (r#"{}"#, Some(Code::AlgorithmNotAllowed)),
            (r#"{"alg":"none"}"#, Some(Code::AlgorithmNotAllowed)),
            (r#"{"alg":"rs256","crit":[]}"#, Some(Code::AlgorithmNotAllowed)),
            (r#"{"alg":["RS256"]}"#, Some(Code::AlgorithmNotAllowed)),
            (r#"{"alg":"RS256","crit":["b64"],"kid":1}"#, Some(Code::HeaderUnsupported)),
            (r#"{"alg":"RS256","crit":null}"#, Some(Code::HeaderUnsupported)),
            (r#"{"alg":"RS256","b64":false}"#, Some(Code::HeaderUnsupported)),
            (r#"{"alg":"RS256","kid":null}"#, Some(Code::HeaderMalformed)),
            (r#"{"alg":"RS256","typ":7}"#, Some(Code::HeaderMalformed)),
        ] {
            assert_eq!(code(Header::parse(header.as_bytes())), expected, "{header}");
        }
    }

    #[test]
    fn types_compare_as_media_types() {
        assert!(same_media_type("JWT", "jwt"));
        assert!(same_media_type("application/license+jwt", "LICENSE+jwt"));
        assert!(same_media_type("example;part=\"1/2\"", "example;part=\"1/2\""));
        assert!(!same_media_type("example;part=\"1/2\"", "application/example;part=\"1/2\""));
        assert!(!same_media_type("text/license", "license"));
        assert!(!same_media_type("a;p=X", "a;p=x"));
    }
}

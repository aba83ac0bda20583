//! The claims of a license (RFC 7519 section 4 and the license claims), typed.
//!
//! A claim of the wrong type makes the token malformed; it is never taken for absent, which
//! could loosen a check.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;
use core::mem;

use crate::decision::{Code, Refusal};
use crate::json::{self, NotStrict, Object, Value};
use crate::octets::split;

/// The largest number of seconds taken for a time, 2^53 - 1: doubles count exactly up to there.
const MAX_TIME: f64 = 9_007_199_254_740_991.0;

/// The claims that are judged, and all of them as they came.
#[derive(Debug)]
pub(crate) struct Claims {
    pub(crate) exp: Option<f64>,
    pub(crate) nbf: Option<f64>,
    pub(crate) iat: Option<f64>,
    pub(crate) license_exp: Option<f64>,
    pub(crate) iss: Option<String>,
    pub(crate) sub: Option<String>,
    pub(crate) jti: Option<String>,
    pub(crate) token_use: Option<String>,
    pub(crate) plan: Option<String>,
    /// `None` also for a reference to a status list (IETF Token Status List), which this version
    /// passes over.
    pub(crate) status: Option<String>,
    pub(crate) aud: Option<Vec<String>>,
    pub(crate) features: Vec<String>,
    pub(crate) limits: Vec<(String, f64)>,
    /// The patterns of `domain`, `domains` and `dom` together; `Some` as soon as one is present,
    /// even if empty: such a token is bound.
    pub(crate) domains: Option<Vec<String>>,
    /// `scp` and `scope` together.
    pub(crate) scopes: Vec<String>,
    pub(crate) roles: Vec<String>,
    pub(crate) hwid: Option<Vec<String>>,
    pub(crate) hw_bound: bool,
    /// All of them: the payload, which is strict JSON, letter for letter.
    pub(crate) text: String,
    /// What is left of the payload: every name is there.
    members: Object,
}

impl Claims {
    /// Reads a payload whose signature held.
    pub(crate) fn parse(payload: Vec<u8>) -> Result<Self, Refusal> {
        let not_strict =
            |NotStrict(why)| Refusal::because(Code::ClaimsMalformed, ["The token's payload ", why, "."].concat());
        let members = json::parse_object(&payload).map_err(not_strict)?;
        let text = String::from_utf8(payload).map_err(|_| not_strict(NotStrict("is not UTF-8")))?;
        let mut reader = Reader { members, wrong: None };
        let mut domains = reader.texts("domain");
        for name in ["domains", "dom"] {
            if let Some(more) = reader.texts(name) {
                domains.get_or_insert_default().extend(more);
            }
        }
        let mut scopes = reader.words("scp");
        scopes.extend(reader.words("scope"));
        let mut claims = Claims {
            exp: reader.time("exp"),
            nbf: reader.time("nbf"),
            iat: reader.time("iat"),
            license_exp: reader.time("license_exp"),
            iss: reader.text("iss"),
            sub: reader.text("sub"),
            jti: reader.text("jti"),
            token_use: reader.text("token_use"),
            plan: reader.text("plan"),
            status: reader.status("status"),
            aud: reader.texts("aud"),
            features: reader.array_of_texts("features"),
            limits: reader.limits("limits"),
            domains,
            scopes,
            roles: reader.array_of_texts("roles"),
            hwid: reader.texts("hwid"),
            hw_bound: reader.boolean("hw_bound"),
            text,
            members: Object::default(),
        };
        claims.members = reader.members;
        match reader.wrong {
            None => Ok(claims),
            Some((name, what)) => {
                let sentence = ["The token's claim `", name, "` is not ", what, "."].concat();
                Err(Refusal::because(Code::ClaimsMalformed, sentence))
            }
        }
    }

    /// Whether there is a claim of this name, whatever its value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.members.get(name).is_some()
    }
}

/// The text says it all.
impl PartialEq for Claims {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Claims {}

/// Claims on their way to their types.
struct Reader {
    /// What was read leaves nothing but its name: taken, not copied, as a token may hold a thousand
    /// features.
    members: Object,
    /// The first claim of a wrong type, and what it is not. One that is wrong reads as absent.
    wrong: Option<(&'static str, &'static str)>,
}

impl Reader {
    fn take(&mut self, name: &str) -> Option<Value> {
        self.members.get_mut(name).map(mem::take)
    }

    fn must_be(&mut self, name: &'static str, what: &'static str) {
        self.wrong = self.wrong.or(Some((name, what)));
    }

    fn time(&mut self, name: &'static str) -> Option<f64> {
        match self.take(name)? {
            Value::Number(time) if (0.0..=MAX_TIME).contains(&time) => return Some(time),
            _ => self.must_be(name, "a number of seconds from 0 to 2^53-1"),
        }
        None
    }

    fn text(&mut self, name: &'static str) -> Option<String> {
        match self.take(name)? {
            Value::String(text) => return Some(text),
            _ => self.must_be(name, "a string"),
        }
        None
    }

    fn boolean(&mut self, name: &'static str) -> bool {
        match self.take(name) {
            None => {}
            Some(Value::Bool(value)) => return value,
            Some(_) => self.must_be(name, "a boolean"),
        }
        false
    }

    /// A string, or an object with the member `status_list` (draft-ietf-oauth-status-list).
    fn status(&mut self, name: &'static str) -> Option<String> {
        let reference = self.members.get(name).and_then(Value::as_object);
        match reference.and_then(|reference| reference.get("status_list")) {
            Some(Value::Object(_)) => None,
            _ => self.text(name),
        }
    }

    fn limits(&mut self, name: &'static str) -> Vec<(String, f64)> {
        let mut limits = Vec::new();
        match self.take(name) {
            None => {}
            Some(Value::Object(members)) => {
                for (limit, value) in members {
                    match value {
                        Value::Number(value) => limits.push((limit, value)),
                        _ => self.must_be(name, AN_OBJECT_OF_NUMBERS),
                    }
                }
            }
            Some(_) => self.must_be(name, AN_OBJECT_OF_NUMBERS),
        }
        limits
    }

    fn array_of_texts(&mut self, name: &'static str) -> Vec<String> {
        self.texts_of(name, false).unwrap_or_default()
    }

    /// A string stands for a list of itself.
    fn texts(&mut self, name: &'static str) -> Option<Vec<String>> {
        self.texts_of(name, true)
    }

    fn texts_of(&mut self, name: &'static str, or_one: bool) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        match self.take(name)? {
            Value::Array(elements) => {
                for element in elements {
                    match element {
                        Value::String(text) => texts.push(text),
                        _ => self.must_be(name, "an array of strings"),
                    }
                }
            }
            Value::String(text) if or_one => texts.push(text),
            _ => self.must_be(name, if or_one { "a string or an array of strings" } else { "an array of strings" }),
        }
        Some(texts)
    }

    /// A string stands for its parts between single spaces (RFC 6749 section 3.3); the elements
    /// of an array are whole.
    fn words(&mut self, name: &'static str) -> Vec<String> {
        let mut words = Vec::new();
        match self.members.get(name) {
            Some(Value::String(text)) => {
                for word in split(text.as_bytes(), b' ').filter(|word| !word.is_empty()) {
                    words.extend(str::from_utf8(word).map(str::to_owned));
                }
            }
            _ => words = self.texts(name).unwrap_or_default(),
        }
        words
    }
}

const AN_OBJECT_OF_NUMBERS: &str = "an object of numbers";

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(payload: &str) -> Claims {
        Claims::parse(payload.into()).unwrap_or_else(|refusal| panic!("{payload}: {refusal:?}"))
    }

    #[test]
    fn every_claim_of_the_wrong_type_is_refused_by_name() {
        let wrong: &[(&[&str], &[&str])] = &[
            (&["exp", "nbf", "iat", "license_exp"], &["null", "\"1\"", "-1", "9007199254740992", "true", "[1]", "{}"]),
            (&["iss", "sub", "jti", "token_use", "plan"], &["null", "1", "[\"a\"]", "{}"]),
            (&["status"], &["null", "1", "[\"active\"]", "{}", "{\"status_list\":1}"]),
            (&["aud", "domain", "domains", "dom", "scp", "scope", "hwid"], &["null", "1", "[1]", "[\"a\",null]", "{}"]),
            (&["features", "roles"], &["null", "\"a\"", "[1]", "{}"]),
            (&["limits"], &["null", "[]", "{\"a\":\"1\"}", "{\"a\":null}", "1"]),
            (&["hw_bound"], &["null", "\"true\"", "1"]),
        ];
        for (names, values) in wrong {
            for (name, value) in names.iter().flat_map(|name| values.iter().map(move |value| (name, value))) {
                let refusal = Claims::parse(format!("{{\"{name}\":{value}}}").into()).expect_err(name);
                assert_eq!(refusal.code, Code::ClaimsMalformed);
                assert!(refusal.message.contains(&format!("`{name}`")), "{}", refusal.message);
            }
        }
    }

    #[test]
    fn times_reach_from_zero_to_the_last_exact_double() {
        let claims = claims(r#"{"exp":9007199254740991,"nbf":-0,"iat":0.5}"#);
        assert_eq!((claims.exp, claims.nbf, claims.iat), (Some(MAX_TIME), Some(0.0), Some(0.5)));
    }

    #[test]
    fn lists_that_belong_together_are_put_together() {
        let claims = claims(r#"{"domain":"a","dom":["b"],"scp":" x  y\t","scope":["z w"],"hwid":"h","aud":[]}"#);
        assert_eq!(claims.domains, Some(vec!["a".into(), "b".into()]));
        assert_eq!(claims.scopes, ["x", "y\t", "z w"]);
        assert_eq!(claims.hwid, Some(vec!["h".into()]));
        assert_eq!(claims.aud, Some(vec![]));
    }

    #[test]
    fn an_empty_list_of_domains_is_not_an_absent_one() {
        assert_eq!(claims(r#"{"domains":[]}"#).domains, Some(vec![]));
        assert_eq!(claims("{}").domains, None);
    }

    #[test]
    fn a_reference_to_a_status_list_is_passed_over() {
        assert_eq!(claims(r#"{"status":{"status_list":{"idx":1}}}"#).status, None);
    }
}

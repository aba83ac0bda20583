//! The claims of a license (RFC 7519 section 4 and the license claims), typed.
//!
//! A claim of the wrong type makes the token malformed; it is never taken for absent, which
//! could loosen a check.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::mem;

use crate::decision::{Code, Refusal};
use crate::json::{self, NotStrict, Object, Value};

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
        let mut members = json::parse_object(&payload).map_err(not_strict)?;
        // Taken, not copied: a token may hold a thousand features.
        let mut claim = |name| Claim { name, value: members.get_mut(name).map(mem::take) };
        let domains = [claim("domain").texts()?, claim("domains").texts()?, claim("dom").texts()?];
        let scopes = [claim("scp").words()?, claim("scope").words()?];
        Ok(Claims {
            exp: claim("exp").time()?,
            nbf: claim("nbf").time()?,
            iat: claim("iat").time()?,
            license_exp: claim("license_exp").time()?,
            iss: claim("iss").text()?,
            sub: claim("sub").text()?,
            jti: claim("jti").text()?,
            token_use: claim("token_use").text()?,
            plan: claim("plan").text()?,
            status: claim("status").status()?,
            aud: claim("aud").texts()?,
            features: claim("features").array_of_texts()?.unwrap_or_default(),
            limits: claim("limits").limits()?,
            domains: domains.into_iter().flatten().reduce(|all, more| [all, more].concat()),
            scopes: scopes.concat(),
            roles: claim("roles").array_of_texts()?.unwrap_or_default(),
            hwid: claim("hwid").texts()?,
            hw_bound: claim("hw_bound").boolean()?,
            text: String::from_utf8(payload).map_err(|_| not_strict(NotStrict("is not UTF-8")))?,
            members,
        })
    }

    /// Whether there is a claim of this name, whatever its value.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.members.get(name).is_some()
    }
}

fn must_be(name: &str, what: &str) -> Refusal {
    Refusal::because(Code::ClaimsMalformed, ["The token's claim `", name, "` is not ", what, "."].concat())
}

/// The text says it all.
impl PartialEq for Claims {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Claims {}

/// One claim on its way to a type.
struct Claim {
    name: &'static str,
    value: Option<Value>,
}

impl Claim {
    fn time(self) -> Result<Option<f64>, Refusal> {
        match self.value {
            None => Ok(None),
            Some(Value::Number(time)) if (0.0..=MAX_TIME).contains(&time) => Ok(Some(time)),
            Some(_) => Err(must_be(self.name, "a number of seconds from 0 to 2^53-1")),
        }
    }

    fn text(self) -> Result<Option<String>, Refusal> {
        match self.value {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(must_be(self.name, "a string")),
        }
    }

    fn boolean(self) -> Result<bool, Refusal> {
        match self.value {
            None => Ok(false),
            Some(Value::Bool(value)) => Ok(value),
            Some(_) => Err(must_be(self.name, "a boolean")),
        }
    }

    /// A string, or an object with the member `status_list` (draft-ietf-oauth-status-list).
    fn status(self) -> Result<Option<String>, Refusal> {
        match &self.value {
            Some(Value::Object(reference)) if reference.get("status_list").and_then(Value::as_object).is_some() => {
                Ok(None)
            }
            _ => self.text(),
        }
    }

    fn limits(self) -> Result<Vec<(String, f64)>, Refusal> {
        let Some(value) = self.value else { return Ok(Vec::new()) };
        let limits = match value {
            Value::Object(limits) => {
                limits.into_iter().map(|(name, limit)| Some((name, limit.as_f64()?))).collect::<Option<_>>()
            }
            _ => None,
        };
        limits.ok_or_else(|| must_be(self.name, "an object of numbers"))
    }

    fn array_of_texts(self) -> Result<Option<Vec<String>>, Refusal> {
        let Some(value) = self.value else { return Ok(None) };
        let texts = match value {
            Value::Array(elements) => elements.into_iter().map(Value::into_text).collect::<Option<_>>(),
            _ => None,
        };
        texts.map(Some).ok_or_else(|| must_be(self.name, "an array of strings"))
    }

    /// A string stands for a list of itself.
    fn texts(self) -> Result<Option<Vec<String>>, Refusal> {
        match self.value {
            Some(Value::String(text)) => Ok(Some(vec![text])),
            Some(Value::Array(_)) | None => self.array_of_texts(),
            Some(_) => Err(must_be(self.name, "a string or an array of strings")),
        }
    }

    /// A string stands for its parts between single spaces (RFC 6749 section 3.3); the elements
    /// of an array are whole.
    fn words(self) -> Result<Vec<String>, Refusal> {
        match &self.value {
            Some(Value::String(text)) => {
                Ok(text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect())
            }
            _ => Ok(self.texts()?.unwrap_or_default()),
        }
    }
}

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

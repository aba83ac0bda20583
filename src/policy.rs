//! What a verifier asks of every token: plain data, with the defaults stated once.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::claims::Claims;
use crate::decision::{Code, Refusal, quoted};
use crate::json::number_text;

/// Who must have issued the token, by claim `iss` (RFC 7519 section 4.1.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Issuer {
    /// Not checked.
    Unchecked,
    /// One of these, compared octet by octet.
    AnyOf(Vec<String>),
}

/// A single expected issuer.
impl From<&str> for Issuer {
    fn from(issuer: &str) -> Self {
        Issuer::AnyOf(vec![issuer.to_owned()])
    }
}

/// Whom the token must be meant for, by claim `aud` (RFC 7519 section 4.1.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Not checked.
    Unchecked,
    /// `aud` names one of these.
    AnyOf(Vec<String>),
    /// `aud` names one of these or is absent.
    IfPresent(Vec<String>),
}

/// A single expected audience.
impl From<&str> for Audience {
    fn from(audience: &str) -> Self {
        Audience::AnyOf(vec![audience.to_owned()])
    }
}

/// Whether a token must be bound to a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomainBinding {
    /// A token without a domain claim is refused.
    Required,
    /// A token without a domain claim passes.
    Optional,
    /// Domain claims and host are not looked at.
    Off,
}

/// How patterns match hosts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomainMatching {
    /// `x` matches x alone, `*.x` exactly one label before x.
    Strict,
    /// `x` also matches `www.x` and `www.x` matches x; `*.x` matches one or more labels.
    Compatible,
}

/// What the claim `exp` puts an end to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpEnds {
    /// The license, if there is no `license_exp`.
    License,
    /// This token only: a fresh one can be had, and `license_exp` ends the license.
    Assertion,
}

/// What a verifier asks of every token. All durations and times are seconds.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Policy {
    /// Who must have issued the token.
    pub issuer: Issuer,
    /// Whom it must be meant for.
    pub audience: Audience,
    /// The claim `token_use`, if one is expected.
    pub token_use: Option<String>,
    /// The header `typ`, if one is expected, as a media type (RFC 7515 section 4.1.9).
    pub token_type: Option<String>,
    /// Whether the token must be bound to a domain.
    pub domain: DomainBinding,
    /// How its patterns match hosts.
    pub domain_matching: DomainMatching,
    /// Whether loopback hosts satisfy any binding: for development, and never where the host
    /// comes from a request.
    pub allow_loopback: bool,
    /// What `exp` puts an end to.
    pub exp: ExpEnds,
    /// Whether a token without `exp` is refused.
    pub require_expiry: bool,
    /// How long after its expiry a license still works.
    pub grace_period: f64,
    /// By how much this clock may be wrong.
    pub clock_tolerance: f64,
    /// Claims that must be there, whatever their value.
    pub required_claims: Vec<String>,
    /// Tokens issued earlier, or without `iat`, are revoked.
    pub not_issued_before: Option<f64>,
    /// The longest token looked at, in UTF-16 code units.
    pub max_token_length: usize,
}

impl Policy {
    /// A policy with the two things that must be decided for each product, and else the
    /// defaults: domain required and strict, `exp` ends the license and is required, no grace,
    /// 60 s clock tolerance, tokens of at most 16384 characters.
    pub fn new(issuer: Issuer, audience: Audience) -> Self {
        Policy {
            issuer,
            audience,
            token_use: None,
            token_type: None,
            domain: DomainBinding::Required,
            domain_matching: DomainMatching::Strict,
            allow_loopback: false,
            exp: ExpEnds::License,
            require_expiry: true,
            grace_period: 0.0,
            clock_tolerance: 60.0,
            required_claims: Vec::new(),
            not_issued_before: None,
            max_token_length: 16384,
        }
    }

    pub(crate) fn check_issuer(&self, claims: &Claims) -> Result<(), Refusal> {
        match (&self.issuer, &claims.iss) {
            (Issuer::Unchecked, _) => Ok(()),
            (Issuer::AnyOf(expected), Some(iss)) if expected.contains(iss) => Ok(()),
            (Issuer::AnyOf(expected), iss) => Err(mismatch(Code::IssuerMismatch, "iss", expected, iss.as_slice())),
        }
    }

    pub(crate) fn check_audience(&self, claims: &Claims) -> Result<(), Refusal> {
        let (expected, needed) = match &self.audience {
            Audience::Unchecked => return Ok(()),
            Audience::AnyOf(expected) => (expected, true),
            Audience::IfPresent(expected) => (expected, false),
        };
        match &claims.aud {
            None if !needed => Ok(()),
            Some(aud) if aud.iter().any(|one| expected.contains(one)) => Ok(()),
            aud => Err(mismatch(Code::AudienceMismatch, "aud", expected, aud.as_deref().unwrap_or_default())),
        }
    }

    pub(crate) fn check_token_use(&self, claims: &Claims) -> Result<(), Refusal> {
        match &self.token_use {
            Some(expected) if claims.token_use.as_ref() != Some(expected) => Err(mismatch(
                Code::TokenUseMismatch,
                "token_use",
                core::slice::from_ref(expected),
                claims.token_use.as_slice(),
            )),
            _ => Ok(()),
        }
    }

    pub(crate) fn check_required_claims(&self, claims: &Claims) -> Result<(), Refusal> {
        match self.required_claims.iter().find(|name| !claims.has(name)) {
            None => Ok(()),
            Some(name) => Err(Refusal::because(
                Code::ClaimMissing,
                ["The token lacks the claim ", &quoted(name), ", which the verifier requires."].concat(),
            )),
        }
    }
}

fn mismatch(code: Code, claim: &str, expected: &[String], found: &[String]) -> Refusal {
    let found = if found.is_empty() { "absent".to_owned() } else { list(found) };
    Refusal::because(code, ["The token's `", claim, "` is ", &found, "; expected is ", &list(expected), "."].concat())
}

/// The first three of `values`, quoted.
pub(crate) fn list(values: &[String]) -> String {
    const MOST: usize = 3;
    let more = values.len().saturating_sub(MOST);
    let between = if more > 0 { ", " } else { " or " };
    let mut text = String::new();
    for (index, value) in values.iter().take(MOST).enumerate() {
        text.push_str(if index > 0 { between } else { "" });
        text.push_str(&quoted(value));
    }
    if more > 0 { [&*text, " or ", &number_text(more as f64), " more"].concat() } else { text }
}

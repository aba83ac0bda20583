//! When a license is in time.

use alloc::string::String;

use crate::claims::Claims;
use crate::decision::{Code, Refusal};
use crate::json::number_text;
use crate::policy::{ExpEnds, Policy};

/// The ends that a token's claims and a policy set, in Unix seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ends {
    /// The license's expiry; `None` for a perpetual license.
    pub(crate) license: Option<f64>,
    /// When tolerance and grace are over, too; never infinite, which JSON could not hold.
    pub(crate) grace: Option<f64>,
    /// The end of the token itself, where `exp` ends no more than that.
    pub(crate) assertion: Option<f64>,
}

/// How a license that may be used stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    InTime,
    InGrace,
}

impl Ends {
    pub(crate) fn of(claims: &Claims, policy: &Policy) -> Self {
        let (license, assertion) = match (policy.exp, claims.license_exp) {
            (ExpEnds::License, None) => (claims.exp, None),
            (ExpEnds::License | ExpEnds::Assertion, license_exp) => (license_exp, claims.exp),
        };
        Ends {
            license,
            grace: license.map(|end| (end + policy.clock_tolerance + policy.grace_period).min(f64::MAX)),
            assertion,
        }
    }
}

/// Judges the token's times at `now`.
///
/// Each comparison asks whether the token passes, so that a number that is none refuses.
pub(crate) fn check(claims: &Claims, policy: &Policy, now: f64) -> Result<Standing, Refusal> {
    let tolerance = policy.clock_tolerance;
    let refuse = |code: Code, fact: String| Err(Refusal::because(code, fact));
    if policy.require_expiry && claims.exp.is_none() {
        return Err(Code::ExpiryMissing.into());
    }
    let has_begun = |begin: f64| begin <= now + tolerance;
    let is_before = |end: f64| now < end + tolerance;
    if let Some(nbf) = claims.nbf.filter(|nbf| !has_begun(*nbf)) {
        return refuse(
            Code::NotYetValid,
            ["The token is not valid yet: it begins in ", &*span(nbf - now), "."].concat(),
        );
    }
    if let Some(iat) = claims.iat.filter(|iat| !has_begun(*iat)) {
        return refuse(
            Code::IssuedInFuture,
            ["The token was issued ", &*span(iat - now), " from now: this machine's clock is behind."].concat(),
        );
    }
    let ends = Ends::of(claims, policy);
    if let Some(end) = ends.assertion.filter(|end| !is_before(*end)) {
        return refuse(
            Code::AssertionExpired,
            ["The token expired ", &*span(now - end), " ago, whatever the license: fetch a fresh token."].concat(),
        );
    }
    match ends.license {
        None => Ok(Standing::InTime),
        Some(end) if is_before(end) => Ok(Standing::InTime),
        Some(end) if now < end + tolerance + policy.grace_period => Ok(Standing::InGrace),
        Some(end) => {
            refuse(Code::LicenseExpired, ["The license expired ", &*span(now - end), " ago: renew it."].concat())
        }
    }
}

/// How long `seconds` are, in the largest unit of which there are two or more.
fn span(seconds: f64) -> String {
    const UNITS: [(&str, f64); 3] = [("days", 86400.0), ("hours", 3600.0), ("minutes", 60.0)];
    let (unit, length) = UNITS.into_iter().find(|(_, length)| seconds >= 2.0 * length).unwrap_or(("seconds", 1.0));
    [&*number_text((seconds / length) as u64 as f64), " ", unit].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Audience, Issuer};

    const NOW: f64 = 1_000_000.0;

    fn policy(exp: ExpEnds) -> Policy {
        Policy {
            exp,
            grace_period: 100.0,
            clock_tolerance: 10.0,
            ..Policy::new(Issuer::Unchecked, Audience::Unchecked)
        }
    }

    fn judge(policy: &Policy, claims: &str, now: f64) -> Result<Standing, Code> {
        check(&Claims::parse(claims.into()).unwrap(), policy, now).map_err(|refusal| refusal.code)
    }

    #[test]
    fn the_boundaries_belong_to_the_later_state() {
        for (exp, claims) in [
            (ExpEnds::License, r#"{"exp":1000000}"#),
            (ExpEnds::License, r#"{"exp":2000000,"license_exp":1000000}"#),
            (ExpEnds::Assertion, r#"{"exp":2000000,"license_exp":1000000}"#),
        ] {
            let policy = policy(exp);
            assert_eq!(judge(&policy, claims, NOW + 9.999), Ok(Standing::InTime));
            assert_eq!(judge(&policy, claims, NOW + 10.0), Ok(Standing::InGrace));
            assert_eq!(judge(&policy, claims, NOW + 109.999), Ok(Standing::InGrace));
            assert_eq!(judge(&policy, claims, NOW + 110.0), Err(Code::LicenseExpired));
        }
    }

    #[test]
    fn an_assertion_ends_without_grace_and_before_its_license() {
        for (exp, claims) in
            [(ExpEnds::License, r#"{"exp":1000000,"license_exp":5}"#), (ExpEnds::Assertion, r#"{"exp":1000000}"#)]
        {
            assert_eq!(judge(&policy(exp), claims, NOW + 10.0), Err(Code::AssertionExpired));
        }
        assert_eq!(judge(&policy(ExpEnds::Assertion), r#"{"exp":1000000}"#, NOW + 9.0), Ok(Standing::InTime));
    }

    #[test]
    fn beginnings_are_tolerated_by_the_clock_tolerance() {
        let policy = policy(ExpEnds::License);
        assert_eq!(judge(&policy, r#"{"exp":2e6,"nbf":1000010,"iat":1000010}"#, NOW), Ok(Standing::InTime));
        assert_eq!(judge(&policy, r#"{"exp":2e6,"nbf":1000010.5,"iat":2000000}"#, NOW), Err(Code::NotYetValid));
        assert_eq!(judge(&policy, r#"{"exp":2e6,"iat":1000010.5}"#, NOW), Err(Code::IssuedInFuture));
        assert_eq!(judge(&policy, r#"{"exp":1,"nbf":2e6}"#, NOW), Err(Code::NotYetValid));
    }

    #[test]
    fn a_missing_expiry_is_refused_unless_allowed() {
        let strict = policy(ExpEnds::License);
        assert_eq!(judge(&strict, r#"{"license_exp":2000000,"nbf":2e6}"#, NOW), Err(Code::ExpiryMissing));
        let lax = Policy { require_expiry: false, ..strict };
        assert_eq!(judge(&lax, "{}", NOW), Ok(Standing::InTime));
        assert_eq!(judge(&lax, r#"{"license_exp":1}"#, NOW), Err(Code::LicenseExpired));
    }

    #[test]
    fn spans_are_told_in_a_unit_that_fits() {
        for (seconds, told) in [
            (0.5, "0 seconds"),
            (119.9, "119 seconds"),
            (120.0, "2 minutes"),
            (7200.0, "2 hours"),
            (172_799.0, "47 hours"),
            (172_800.0, "2 days"),
        ] {
            assert_eq!(span(seconds), told);
        }
    }

    #[test]
    fn a_clock_that_is_no_number_refuses() {
        for claims in [r#"{"exp":2e6}"#, r#"{"exp":2e6,"nbf":1}"#] {
            assert!(judge(&policy(ExpEnds::License), claims, f64::NAN).is_err());
        }
        let policy = Policy { clock_tolerance: f64::NAN, ..policy(ExpEnds::License) };
        assert!(judge(&policy, r#"{"exp":2e6}"#, NOW).is_err());
    }
}

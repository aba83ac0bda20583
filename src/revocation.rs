//! Tokens that were withdrawn, one by one or all that are older than a time.

use alloc::collections::BTreeSet;
use alloc::string::String;

use crate::claims::Claims;
use crate::decision::{Code, Refusal};
use crate::json::number_text;

/// Claims `jti` and `sub` of tokens that are revoked, whatever else they say.
#[derive(Clone, Debug, Default)]
pub struct Denylist {
    jti: BTreeSet<String>,
    sub: BTreeSet<String>,
}

impl Denylist {
    /// Revokes the tokens with one of these claims `jti` (RFC 7519 section 4.1.7), and those with
    /// one of these claims `sub` (section 4.1.2).
    pub fn new(jti: impl IntoIterator<Item = String>, sub: impl IntoIterator<Item = String>) -> Self {
        let mut denylist = Denylist::default();
        denylist.add(jti, sub);
        denylist
    }

    /// Adds what `more` revokes.
    pub fn extend(&mut self, more: Denylist) {
        self.add(more.jti, more.sub);
    }

    /// One by one: making a set of many at once sorts them, which takes more code.
    fn add(&mut self, jti: impl IntoIterator<Item = String>, sub: impl IntoIterator<Item = String>) {
        for id in jti {
            self.jti.insert(id);
        }
        for id in sub {
            self.sub.insert(id);
        }
    }

    fn names(&self, claims: &Claims) -> bool {
        let listed =
            |list: &BTreeSet<String>, claim: &Option<String>| claim.as_ref().is_some_and(|id| list.contains(id));
        listed(&self.jti, &claims.jti) || listed(&self.sub, &claims.sub)
    }
}

/// Judges a token by the denylist, and by its time of issue if tokens issued before
/// `not_issued_before` are revoked: then one that does not say when it was issued is, too.
pub(crate) fn check(claims: &Claims, denylist: &Denylist, not_issued_before: Option<f64>) -> Result<(), Refusal> {
    if denylist.names(claims) {
        return Err(Refusal::because(Code::TokenRevoked, "The token or its subject is on the verifier's denylist."));
    }
    match not_issued_before {
        Some(limit) if !claims.iat.is_some_and(|iat| iat >= limit) => Err(Refusal::because(
            Code::TokenRevoked,
            ["Tokens issued before ", &number_text(limit), ", or at an unknown time, are revoked."].concat(),
        )),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revoked(denylist: &Denylist, not_issued_before: Option<f64>, claims: &str) -> bool {
        check(&Claims::parse(claims.into()).unwrap(), denylist, not_issued_before).is_err()
    }

    #[test]
    fn a_denylist_names_tokens_by_either_claim_and_can_be_extended() {
        let list = |jti: &str, sub: &str| Denylist::new([jti.to_owned()], [sub.to_owned()]);
        let mut denylist = list("a", "b");
        denylist.extend(list("c", "d"));
        for claims in [r#"{"jti":"a"}"#, r#"{"sub":"b"}"#, r#"{"jti":"c"}"#, r#"{"jti":"x","sub":"d"}"#] {
            assert!(revoked(&denylist, None, claims), "{claims}");
        }
        for claims in ["{}", r#"{"jti":"b"}"#, r#"{"sub":"a"}"#] {
            assert!(!revoked(&denylist, None, claims), "{claims}");
        }
    }

    #[test]
    fn tokens_of_an_unknown_age_are_as_good_as_old() {
        let denylist = Denylist::default();
        for (claims, expected) in [(r#"{"iat":10}"#, false), (r#"{"iat":9.9}"#, true), ("{}", true)] {
            assert_eq!(revoked(&denylist, Some(10.0), claims), expected, "{claims}");
        }
    }
}

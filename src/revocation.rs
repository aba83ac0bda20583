//! Tokens that were withdrawn, one by one or all that are older than a time.

use alloc::string::String;
use alloc::vec::Vec;
use core::mem;

use crate::claims::Claims;
use crate::decision::{Code, Refusal};
use crate::json::number_text;
use crate::sorting::sorted;

/// Claims `jti` and `sub` of tokens that are revoked, whatever else they say.
#[derive(Clone, Debug, Default)]
pub struct Denylist {
    jti: Ids,
    sub: Ids,
}

impl Denylist {
    /// Revokes the tokens with one of these claims `jti` (RFC 7519 section 4.1.7), and those with
    /// one of these claims `sub` (section 4.1.2).
    pub fn new(jti: impl IntoIterator<Item = String>, sub: impl IntoIterator<Item = String>) -> Self {
        let mut denylist = Denylist::default();
        denylist.jti.add(jti.into_iter().collect());
        denylist.sub.add(sub.into_iter().collect());
        denylist
    }

    /// Adds what `more` revokes.
    pub fn extend(&mut self, more: Denylist) {
        self.jti.add(more.jti.0);
        self.sub.add(more.sub.0);
    }

    fn names(&self, claims: &Claims) -> bool {
        self.jti.list(&claims.jti) || self.sub.list(&claims.sub)
    }
}

/// Claims in their order, none of them twice.
#[derive(Clone, Debug, Default)]
struct Ids(Vec<String>);

impl Ids {
    /// Many at once come to an empty list, and go to its end: there they move nothing.
    fn add(&mut self, mut more: Vec<String>) {
        let order: Vec<usize> = sorted(more.iter().map(|id| Some(id.as_str()))).into_iter().map(|(_, at)| at).collect();
        for id in order.into_iter().map(|at| mem::take(&mut more[at])) {
            if let Err(at) = self.0.binary_search(&id) {
                self.0.insert(at, id);
            }
        }
    }

    fn list(&self, claim: &Option<String>) -> bool {
        claim.as_ref().is_some_and(|id| self.0.binary_search(id).is_ok())
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

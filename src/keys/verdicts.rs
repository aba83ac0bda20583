//! Tokens whose signature held: what need not be proven twice.
//!
//! Remembered is a fact, that this key signed this very text, and what the text says. Whether
//! the key is one to be trusted now, and all that is judged of the claims, is asked afresh.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lru::LruCache;

use super::Key;
use crate::claims::Claims;

/// The longest token remembered, in octets. The claims of longer ones take much memory, and more
/// time than the signature does: a thousand of 16 KB would be some 70 MB.
const LONGEST: usize = 4096;

/// What was proven of a token.
#[derive(Clone)]
pub(crate) struct Verdict {
    /// The `kid` of its header.
    pub(crate) kid: Option<String>,
    /// The key under which its signature held.
    pub(crate) signer: Arc<Key>,
    pub(crate) claims: Arc<Claims>,
}

/// The verdicts on the tokens that were seen last, by their whole text: no two texts share one,
/// as those with the same hash would.
pub(crate) struct Verdicts {
    most: usize,
    known: Mutex<LruCache<Box<str>, Verdict>>,
}

impl Verdicts {
    /// Remembers so many tokens at most.
    pub(crate) fn new(most: usize) -> Self {
        // Grows with what it holds: `most` may be any number.
        Verdicts { most, known: Mutex::new(LruCache::unbounded()) }
    }

    pub(crate) fn get(&self, token: &str) -> Option<Verdict> {
        self.known().get(token).cloned()
    }

    pub(crate) fn remember(&self, token: &str, verdict: Verdict) {
        if self.most == 0 || token.len() > LONGEST {
            return;
        }
        let mut known = self.known();
        known.put(token.into(), verdict);
        if known.len() > self.most {
            known.pop_lru();
        }
    }

    pub(crate) fn forget(&self, token: &str) {
        self.known().pop(token);
    }

    fn known(&self) -> MutexGuard<'_, LruCache<Box<str>, Verdict>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Verdicts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Verdicts({} of {})", self.known().len(), self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keys::Keys;

    fn verdict(kid: &str) -> Verdict {
        let modulus = format!("gA{}AQ", "A".repeat(338));
        let keys = Keys::from_jwk(&format!(r#"{{"kty":"RSA","e":"AQAB","n":"{modulus}"}}"#)).unwrap();
        let signer = Arc::clone(&keys.candidates(None).unwrap()[0]);
        Verdict { kid: Some(kid.to_owned()), signer, claims: Arc::new(Claims::parse(b"{}").unwrap()) }
    }

    #[test]
    fn what_was_not_asked_for_longest_is_forgotten_first() {
        let verdicts = Verdicts::new(2);
        verdicts.remember("a", verdict("a"));
        verdicts.remember("b", verdict("b"));
        assert_eq!(verdicts.get("a").unwrap().kid.as_deref(), Some("a"));
        verdicts.remember("c", verdict("c"));
        assert!(verdicts.get("a").is_some() && verdicts.get("b").is_none() && verdicts.get("c").is_some());
        verdicts.forget("a");
        assert!(verdicts.get("a").is_none());
        assert_eq!(format!("{verdicts:?}"), "Verdicts(1 of 2)");
    }

    #[test]
    fn nothing_is_remembered_where_nothing_may_be() {
        let verdicts = Verdicts::new(0);
        verdicts.remember("a", verdict("a"));
        assert!(verdicts.get("a").is_none());
    }

    #[test]
    fn what_is_too_long_is_not_remembered() {
        let verdicts = Verdicts::new(2);
        for (length, is_remembered) in [(LONGEST, true), (LONGEST + 1, false)] {
            let token = "a".repeat(length);
            verdicts.remember(&token, verdict("a"));
            assert_eq!(verdicts.get(&token).is_some(), is_remembered, "{length}");
        }
    }
}

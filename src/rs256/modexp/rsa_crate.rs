//! The arithmetic of the `rsa` crate, for those who build with the feature of that name.

use alloc::vec;
use alloc::vec::Vec;

use rsa::hazmat::rsa_encrypt;
use rsa::{BigUint, RsaPublicKey};

use super::MAX_BITS;

/// An odd modulus.
pub(in crate::rs256) struct Modulus {
    n: BigUint,
    length: usize,
}

impl Modulus {
    /// Prepares `n`, an odd number without leading zeros.
    pub(in crate::rs256) fn new(n: &[u8]) -> Self {
        Modulus { n: BigUint::from_bytes_be(n), length: n.len() }
    }

    /// s^e mod n for odd e ≥ 3; `None` unless s is exactly as long as n and below it.
    pub(in crate::rs256) fn pow(&self, s: &[u8], e: u64) -> Option<Vec<u8>> {
        let base = BigUint::from_bytes_be(s);
        if s.len() != self.length || base >= self.n {
            return None;
        }
        let key = RsaPublicKey::new_with_max_size(self.n.clone(), e.into(), MAX_BITS).ok()?;
        let power = rsa_encrypt(&key, &base).ok()?.to_bytes_be();
        Some([vec![0; self.length - power.len()], power].concat())
    }
}

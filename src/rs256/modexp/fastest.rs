//! Whichever engine this runtime gets right, the faster one first.

use alloc::vec::Vec;

use super::{fma, portable};

/// An odd modulus with what depends on it alone.
pub(in crate::rs256) enum Modulus {
    Fma(fma::Modulus),
    Portable(portable::Modulus),
}

impl Modulus {
    /// Prepares `n`, an odd number without leading zeros.
    pub(in crate::rs256) fn new(n: &[u8]) -> Self {
        fma::Modulus::new(n).map_or_else(|| Modulus::Portable(portable::Modulus::new(n)), Modulus::Fma)
    }

    /// s^e mod n for odd e ≥ 3; `None` unless s is exactly as long as n and below it.
    pub(in crate::rs256) fn pow(&self, s: &[u8], e: u64) -> Option<Vec<u8>> {
        match self {
            Modulus::Fma(modulus) => modulus.pow(s, e),
            Modulus::Portable(modulus) => modulus.pow(s, e),
        }
    }
}

//! The power alone, from the source that the crate keeps to itself.

#[expect(dead_code, reason = "the bounds of keys are not asked here")]
#[path = "../../../src/rs256/modexp/mod.rs"]
mod modexp;

use modexp::Modulus;
use wasm_bindgen::prelude::wasm_bindgen;

/// An odd modulus, prepared once.
#[wasm_bindgen]
pub struct Power(Modulus);

#[wasm_bindgen]
impl Power {
    /// Takes the modulus big-endian, without leading zeros.
    #[wasm_bindgen(constructor)]
    pub fn new(n: &[u8]) -> Power {
        Power(Modulus::new(n))
    }

    /// s^e mod n for odd e ≥ 3, nothing if s is not below n; both as long as n.
    pub fn of(&self, s: &[u8], e: u64) -> Option<Vec<u8>> {
        self.0.pow(s, e)
    }

    /// Whether fused multiply-add is used.
    pub fn fused(&self) -> bool {
        #[cfg(target_feature = "relaxed-simd")]
        return matches!(self.0, Modulus::Fma(_));
        #[cfg(not(target_feature = "relaxed-simd"))]
        false
    }
}

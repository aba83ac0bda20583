//! Two doubles of a WebAssembly vector, with relaxed SIMD.

use core::arch::wasm32::*;
use core::ops::{Add, Sub};

use super::super::lanes::I64x2;

/// Two double-precision numbers.
#[derive(Clone, Copy)]
pub(super) struct F64x2(v128);

impl F64x2 {
    #[inline(always)]
    pub(super) const fn splat(value: f64) -> Self {
        F64x2(f64x2(value, value))
    }

    #[inline(always)]
    pub(super) fn low(self) -> f64 {
        f64x2_extract_lane::<0>(self.0)
    }

    /// Each lane, in both.
    #[inline(always)]
    pub(super) fn apart(self) -> [Self; 2] {
        [F64x2(i64x2_shuffle::<0, 0>(self.0, self.0)), F64x2(i64x2_shuffle::<1, 1>(self.0, self.0))]
    }

    /// The low lanes of both.
    #[inline(always)]
    pub(super) fn together([low, high]: [Self; 2]) -> Self {
        F64x2(i64x2_shuffle::<0, 2>(low.0, high.0))
    }

    /// self·factor + addend, rounded once where the engine fuses, which `Modulus::new` makes
    /// sure of.
    #[inline(always)]
    pub(super) fn mul_add(self, factor: Self, addend: Self) -> Self {
        F64x2(f64x2_relaxed_madd(self.0, factor.0, addend.0))
    }

    #[inline(always)]
    pub(super) fn bits(self) -> I64x2 {
        I64x2(self.0)
    }

    #[inline(always)]
    pub(super) fn from_bits(bits: I64x2) -> Self {
        F64x2(bits.0)
    }
}

impl Add for F64x2 {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        F64x2(f64x2_add(self.0, other.0))
    }
}

impl Sub for F64x2 {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        F64x2(f64x2_sub(self.0, other.0))
    }
}

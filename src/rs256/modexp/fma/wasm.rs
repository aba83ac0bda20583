//! Two lanes of a WebAssembly vector, with relaxed SIMD.

use std::arch::wasm32::*;
use std::ops::{Add, BitAnd, Sub};

/// Two double-precision numbers.
#[derive(Clone, Copy)]
pub(super) struct F64x2(v128);

/// Two 64-bit integers, wrapping.
#[derive(Clone, Copy)]
pub(super) struct I64x2(v128);

impl F64x2 {
    pub(super) const fn new(low: f64, high: f64) -> Self {
        F64x2(f64x2(low, high))
    }

    pub(super) const fn splat(value: f64) -> Self {
        F64x2(f64x2(value, value))
    }

    pub(super) fn lanes(self) -> [f64; 2] {
        [f64x2_extract_lane::<0>(self.0), f64x2_extract_lane::<1>(self.0)]
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

impl I64x2 {
    pub(super) const fn new(low: i64, high: i64) -> Self {
        I64x2(i64x2(low, high))
    }

    #[inline(always)]
    pub(super) const fn splat(value: i64) -> Self {
        I64x2(i64x2(value, value))
    }

    #[inline(always)]
    pub(super) fn shifted_right<const BITS: u32>(self) -> Self {
        I64x2(u64x2_shr(self.0, BITS))
    }

    /// The high lane of `below`, then the low lane of `self`.
    #[inline(always)]
    pub(super) fn after(self, below: Self) -> Self {
        I64x2(i64x2_shuffle::<1, 2>(below.0, self.0))
    }

    #[inline(always)]
    pub(super) fn as_f64x2(self) -> F64x2 {
        F64x2(self.0)
    }
}

impl Add for I64x2 {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        I64x2(i64x2_add(self.0, other.0))
    }
}

impl Sub for I64x2 {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        I64x2(i64x2_sub(self.0, other.0))
    }
}

impl BitAnd for I64x2 {
    type Output = Self;
    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        I64x2(v128_and(self.0, other.0))
    }
}

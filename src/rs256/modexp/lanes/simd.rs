//! Two 64-bit lanes of a WebAssembly vector.

use core::arch::wasm32::*;
use core::ops::{Add, BitAnd, Sub};

/// Two 64-bit integers, wrapping.
#[derive(Clone, Copy)]
pub(super) struct I64x2(pub(super) v128);

impl I64x2 {
    #[inline(always)]
    pub(super) const fn new(low: i64, high: i64) -> Self {
        I64x2(i64x2(low, high))
    }

    #[inline(always)]
    pub(super) const fn splat(value: i64) -> Self {
        I64x2(i64x2(value, value))
    }

    /// Zeros come in at the top.
    #[inline(always)]
    pub(super) fn shifted_right(self, bits: u32) -> Self {
        I64x2(u64x2_shr(self.0, bits))
    }

    /// The sign comes in at the top.
    #[inline(always)]
    pub(super) fn shifted_right_signed(self, bits: u32) -> Self {
        I64x2(i64x2_shr(self.0, bits))
    }

    /// The high lane of `below`, then the low lane of `self`.
    #[inline(always)]
    pub(super) fn after(self, below: Self) -> Self {
        I64x2(i64x2_shuffle::<1, 2>(below.0, self.0))
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

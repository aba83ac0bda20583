//! Two 64-bit lanes on a target without them, and a reading of what the other twin does.

use core::ops::{Add, BitAnd, Sub};

/// Two 64-bit integers, wrapping.
#[derive(Clone, Copy)]
pub(super) struct I64x2(pub(super) [i64; 2]);

impl I64x2 {
    #[inline(always)]
    pub(super) const fn new(low: i64, high: i64) -> Self {
        I64x2([low, high])
    }

    #[inline(always)]
    pub(super) const fn splat(value: i64) -> Self {
        I64x2([value; 2])
    }

    /// Zeros come in at the top.
    #[inline(always)]
    pub(super) fn shifted_right(self, bits: u32) -> Self {
        let [low, high] = self.0;
        I64x2([(low as u64 >> bits) as i64, (high as u64 >> bits) as i64])
    }

    /// The sign comes in at the top.
    #[inline(always)]
    pub(super) fn shifted_right_signed(self, bits: u32) -> Self {
        let [low, high] = self.0;
        I64x2([low >> bits, high >> bits])
    }

    /// The high lane of `below`, then the low lane of `self`.
    #[inline(always)]
    pub(super) fn after(self, below: Self) -> Self {
        I64x2([below.0[1], self.0[0]])
    }
}

impl Add for I64x2 {
    type Output = Self;
    #[inline(always)]
    fn add(self, other: Self) -> Self {
        I64x2([self.0[0].wrapping_add(other.0[0]), self.0[1].wrapping_add(other.0[1])])
    }
}

impl Sub for I64x2 {
    type Output = Self;
    #[inline(always)]
    fn sub(self, other: Self) -> Self {
        I64x2([self.0[0].wrapping_sub(other.0[0]), self.0[1].wrapping_sub(other.0[1])])
    }
}

impl BitAnd for I64x2 {
    type Output = Self;
    #[inline(always)]
    fn bitand(self, other: Self) -> Self {
        I64x2([self.0[0] & other.0[0], self.0[1] & other.0[1]])
    }
}

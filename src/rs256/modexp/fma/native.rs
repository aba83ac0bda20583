//! Two lanes on a target without them: for tests, and as a reading of what the other twin does.

use std::ops::{Add, BitAnd, Sub};

/// Two double-precision numbers.
#[derive(Clone, Copy)]
pub(super) struct F64x2([f64; 2]);

/// Two 64-bit integers, wrapping.
#[derive(Clone, Copy)]
pub(super) struct I64x2([u64; 2]);

impl F64x2 {
    pub(super) const fn new(low: f64, high: f64) -> Self {
        F64x2([low, high])
    }

    pub(super) const fn splat(value: f64) -> Self {
        F64x2([value; 2])
    }

    pub(super) fn lanes(self) -> [f64; 2] {
        self.0
    }

    /// self·factor + addend, rounded once.
    #[inline(always)]
    pub(super) fn mul_add(self, factor: Self, addend: Self) -> Self {
        F64x2([self.0[0].mul_add(factor.0[0], addend.0[0]), self.0[1].mul_add(factor.0[1], addend.0[1])])
    }

    pub(super) fn bits(self) -> I64x2 {
        I64x2(self.0.map(f64::to_bits))
    }
}

impl Add for F64x2 {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        F64x2([self.0[0] + other.0[0], self.0[1] + other.0[1]])
    }
}

impl Sub for F64x2 {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        F64x2([self.0[0] - other.0[0], self.0[1] - other.0[1]])
    }
}

impl I64x2 {
    pub(super) const fn new(low: i64, high: i64) -> Self {
        I64x2([low as u64, high as u64])
    }

    pub(super) const fn splat(value: i64) -> Self {
        I64x2([value as u64; 2])
    }

    pub(super) fn shifted_right<const BITS: u32>(self) -> Self {
        I64x2(self.0.map(|lane| lane >> BITS))
    }

    /// The high lane of `below`, then the low lane of `self`.
    pub(super) fn after(self, below: Self) -> Self {
        I64x2([below.0[1], self.0[0]])
    }

    pub(super) fn as_f64x2(self) -> F64x2 {
        F64x2(self.0.map(f64::from_bits))
    }
}

impl Add for I64x2 {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        I64x2([self.0[0].wrapping_add(other.0[0]), self.0[1].wrapping_add(other.0[1])])
    }
}

impl Sub for I64x2 {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        I64x2([self.0[0].wrapping_sub(other.0[0]), self.0[1].wrapping_sub(other.0[1])])
    }
}

impl BitAnd for I64x2 {
    type Output = Self;
    fn bitand(self, other: Self) -> Self {
        I64x2([self.0[0] & other.0[0], self.0[1] & other.0[1]])
    }
}

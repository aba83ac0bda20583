//! Two doubles on a target without lanes: for tests, and as a reading of what the other twin does.

use core::ops::{Add, Sub};

use super::super::lanes::I64x2;

/// Two double-precision numbers.
#[derive(Clone, Copy)]
pub(super) struct F64x2([f64; 2]);

impl F64x2 {
    pub(super) const fn splat(value: f64) -> Self {
        F64x2([value; 2])
    }

    pub(super) fn low(self) -> f64 {
        self.0[0]
    }

    /// Each lane, in both.
    pub(super) fn apart(self) -> [Self; 2] {
        [Self::splat(self.0[0]), Self::splat(self.0[1])]
    }

    /// The low lanes of both.
    pub(super) fn together([low, high]: [Self; 2]) -> Self {
        F64x2([low.0[0], high.0[0]])
    }

    /// self·factor + addend, rounded once.
    pub(super) fn mul_add(self, factor: Self, addend: Self) -> Self {
        F64x2([self.0[0].mul_add(factor.0[0], addend.0[0]), self.0[1].mul_add(factor.0[1], addend.0[1])])
    }

    pub(super) fn bits(self) -> I64x2 {
        I64x2(self.0.map(|lane| lane.to_bits() as i64))
    }

    pub(super) fn from_bits(bits: I64x2) -> Self {
        F64x2(bits.0.map(|lane| f64::from_bits(lane as u64)))
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

//! Two lanes of a WebAssembly vector.
use std::arch::wasm32::*;
use std::ops::{Add, BitAnd, Sub};

#[derive(Clone, Copy)]
pub(super) struct Quad(v128);

#[derive(Clone, Copy)]
pub(super) struct I64x2(v128);

/// One limb in both lanes. It is kept that way, as the compiler makes a 64-bit multiplication, which is slow, of
/// one whose operands it has seen being extended.
#[derive(Clone, Copy)]
pub(super) struct Both(v128);

impl Both {
    #[inline(always)]
    pub(super) fn of(value: i32) -> Self {
        Both(i32x4_splat(value))
    }
    #[inline(always)]
    pub(super) fn value(self) -> i32 {
        i32x4_extract_lane::<0>(self.0)
    }
    #[inline(always)]
    pub(super) fn product_low(self, other: Quad) -> I64x2 {
        I64x2(i64x2_extmul_low_i32x4(self.0, other.0))
    }
    #[inline(always)]
    pub(super) fn product_high(self, other: Quad) -> I64x2 {
        I64x2(i64x2_extmul_high_i32x4(self.0, other.0))
    }
}

impl Quad {
    #[inline(always)]
    pub(super) fn new([[a, b], [c, d]]: [[Both; 2]; 2]) -> Self {
        let low = i32x4_shuffle::<0, 4, 0, 4>(a.0, b.0);
        let high = i32x4_shuffle::<0, 4, 0, 4>(c.0, d.0);
        Quad(i64x2_shuffle::<0, 2>(low, high))
    }
    #[inline(always)]
    pub(super) fn twice(self) -> Self {
        Quad(i32x4_add(self.0, self.0))
    }
    /// Of twice a0, a1 and what follows: a0 and 2·a1 for the row of a0, and 0 and a1 for the row of a1.
    #[inline(always)]
    pub(super) fn own(self) -> [Self; 2] {
        let half = i32x4_shr(self.0, 1);
        let even = v128_bitselect(half, self.0, i32x4(-1, 0, 0, 0));
        let odd = v128_and(v128_bitselect(half, self.0, i32x4(0, -1, 0, 0)), i32x4(0, -1, -1, -1));
        [Quad(even), Quad(odd)]
    }
}

impl I64x2 {
    #[inline(always)]
    pub(super) const fn new(low: i64, high: i64) -> Self {
        I64x2(i64x2(low, high))
    }
    #[inline(always)]
    pub(super) const fn splat(value: i64) -> Self {
        I64x2(i64x2(value, value))
    }
    #[inline(always)]
    pub(super) fn shifted_right(self, bits: u32) -> Self {
        I64x2(u64x2_shr(self.0, bits))
    }
    #[inline(always)]
    pub(super) fn shifted_right_signed(self, bits: u32) -> Self {
        I64x2(i64x2_shr(self.0, bits))
    }
    /// The high lane of `below`, then the low lane of `self`.
    #[inline(always)]
    pub(super) fn after(self, below: Self) -> Self {
        I64x2(i64x2_shuffle::<1, 2>(below.0, self.0))
    }
    #[inline(always)]
    pub(super) fn row(self) -> [Both; 2] {
        [Both(i32x4_shuffle::<0, 0, 0, 0>(self.0, self.0)), Both(i32x4_shuffle::<2, 2, 2, 2>(self.0, self.0))]
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

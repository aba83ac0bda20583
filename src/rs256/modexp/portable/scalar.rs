//! Two lanes on a target without them.
use std::ops::{Add, BitAnd, Sub};

#[derive(Clone, Copy)]
pub(super) struct Quad([i32; 4]);

#[derive(Clone, Copy)]
pub(super) struct I64x2([i64; 2]);

#[derive(Clone, Copy)]
pub(super) struct Both(i32);

impl Both {
    #[inline(always)]
    pub(super) fn of(value: i32) -> Self {
        Both(value)
    }
    #[inline(always)]
    pub(super) fn value(self) -> i32 {
        self.0
    }
    #[inline(always)]
    fn product(self, other: [i32; 2]) -> I64x2 {
        I64x2(other.map(|other| i64::from(self.0) * i64::from(other)))
    }
    #[inline(always)]
    pub(super) fn product_low(self, Quad([a, b, ..]): Quad) -> I64x2 {
        self.product([a, b])
    }
    #[inline(always)]
    pub(super) fn product_high(self, Quad([.., c, d]): Quad) -> I64x2 {
        self.product([c, d])
    }
}

impl Quad {
    #[inline(always)]
    pub(super) fn new([[a, b], [c, d]]: [[Both; 2]; 2]) -> Self {
        Quad([a.0, b.0, c.0, d.0])
    }
    #[inline(always)]
    pub(super) fn twice(self) -> Self {
        Quad(self.0.map(|limb| 2 * limb))
    }
    /// Of twice a0, a1 and what follows: a0 and 2·a1 for the row of a0, and 0 and a1 for the row of a1.
    #[inline(always)]
    pub(super) fn own(self) -> [Self; 2] {
        let [a, b, c, d] = self.0;
        [Quad([a / 2, b, c, d]), Quad([0, b / 2, c, d])]
    }
}

impl I64x2 {
    pub(super) const fn new(low: i64, high: i64) -> Self {
        I64x2([low, high])
    }
    pub(super) const fn splat(value: i64) -> Self {
        I64x2([value; 2])
    }
    #[inline(always)]
    pub(super) fn shifted_right(self, bits: u32) -> Self {
        I64x2(self.0.map(|lane| (lane as u64 >> bits) as i64))
    }
    #[inline(always)]
    pub(super) fn shifted_right_signed(self, bits: u32) -> Self {
        I64x2(self.0.map(|lane| lane >> bits))
    }
    /// The high lane of `below`, then the low lane of `self`.
    #[inline(always)]
    pub(super) fn after(self, below: Self) -> Self {
        I64x2([below.0[1], self.0[0]])
    }
    #[inline(always)]
    pub(super) fn row(self) -> [Both; 2] {
        self.0.map(|lane| Both(lane as i32))
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

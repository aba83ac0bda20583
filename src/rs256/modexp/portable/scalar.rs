//! 32-bit factors on a target without lanes, and a reading of what the other twin does.

use super::super::lanes::I64x2;

/// Four 32-bit limbs.
#[derive(Clone, Copy)]
pub(super) struct Quad([i32; 4]);

/// One limb, a factor of several others.
#[derive(Clone, Copy)]
pub(super) struct Both(i32);

impl Both {
    #[inline(always)]
    pub(super) fn of(value: i32) -> Self {
        Both(value)
    }

    /// Each lane, of which 32 bits are in use.
    #[inline(always)]
    pub(super) fn apart(I64x2([low, high]): I64x2) -> [Self; 2] {
        [Both(low as i32), Both(high as i32)]
    }

    #[inline(always)]
    pub(super) fn value(self) -> i32 {
        self.0
    }

    /// The products with the first and the second.
    #[inline(always)]
    pub(super) fn product_low(self, Quad([a, b, ..]): Quad) -> I64x2 {
        self.product(a, b)
    }

    /// The products with the third and the fourth.
    #[inline(always)]
    pub(super) fn product_high(self, Quad([.., c, d]): Quad) -> I64x2 {
        self.product(c, d)
    }

    #[inline(always)]
    fn product(self, low: i32, high: i32) -> I64x2 {
        I64x2::new(i64::from(self.0) * i64::from(low), i64::from(self.0) * i64::from(high))
    }
}

impl Quad {
    #[inline(always)]
    pub(super) fn new([[a, b], [c, d]]: [[Both; 2]; 2]) -> Self {
        Quad([a.0, b.0, c.0, d.0])
    }

    #[inline(always)]
    pub(super) fn twice(self) -> Self {
        let Quad([a, b, c, d]) = self;
        Quad([2 * a, 2 * b, 2 * c, 2 * d])
    }

    /// Of twice a0, a1 and what follows: a0 and 2·a1 for the row of a0, and 0 and a1 for the row of a1.
    #[inline(always)]
    pub(super) fn own(self) -> [Self; 2] {
        let Quad([a, b, c, d]) = self;
        [Quad([a / 2, b, c, d]), Quad([0, b / 2, c, d])]
    }
}

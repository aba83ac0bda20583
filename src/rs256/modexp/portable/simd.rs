//! 32-bit factors in WebAssembly vectors.

use core::arch::wasm32::*;

use super::super::lanes::I64x2;

/// Four 32-bit limbs.
#[derive(Clone, Copy)]
pub(super) struct Quad(v128);

/// One limb in all lanes, a factor of several others. It is kept that way, as the compiler makes a 64-bit
/// multiplication, which is slow, of one whose operands it has seen being extended.
#[derive(Clone, Copy)]
pub(super) struct Both(v128);

impl Both {
    #[inline(always)]
    pub(super) fn of(value: i32) -> Self {
        Both(i32x4_splat(value))
    }

    /// Each lane, of which 32 bits are in use.
    #[inline(always)]
    pub(super) fn apart(I64x2(lanes): I64x2) -> [Self; 2] {
        [Both(i32x4_shuffle::<0, 0, 0, 0>(lanes, lanes)), Both(i32x4_shuffle::<2, 2, 2, 2>(lanes, lanes))]
    }

    #[inline(always)]
    pub(super) fn value(self) -> i32 {
        i32x4_extract_lane::<0>(self.0)
    }

    /// The products with the first and the second.
    #[inline(always)]
    pub(super) fn product_low(self, other: Quad) -> I64x2 {
        I64x2(i64x2_extmul_low_i32x4(self.0, other.0))
    }

    /// The products with the third and the fourth.
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

//! The specification: Montgomery multiplication in integers, for every target.
//!
//! Limbs have 28 bits and a sign, so that columns of products are sums of 64-bit integers: of at
//! most 256 products below 2^54 + 2^32 in T and as many in m·n, less than 2^63. Beyond 7,000 bits
//! that takes limbs of 27 bits.

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
#[path = "scalar.rs"]
mod lanes;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[path = "simd.rs"]
mod lanes;

use super::montgomery::{self, Arithmetic};
use super::triangles;
use lanes::{Both, I64x2, Quad};

/// How long a modulus may be for limbs of 28 bits.
const LONG: usize = 7000 / 8;

/// An odd modulus with what depends on it alone.
pub(in crate::rs256) struct Modulus(montgomery::Modulus<Integers>);

impl Modulus {
    /// Prepares `n`, an odd number without leading zeros.
    pub(in crate::rs256) fn new(n: &[u8]) -> Self {
        let integers = Integers::new(if n.len() > LONG { 27 } else { 28 });
        Modulus(montgomery::Modulus::new(n, integers).expect("integers are exact"))
    }

    /// s^e mod n for odd e ≥ 3; `None` unless s is exactly as long as n and below it.
    pub(in crate::rs256) fn pow(&self, s: &[u8], e: u64) -> Option<Vec<u8>> {
        self.0.pow(s, e)
    }
}

/// Limbs as integers.
#[derive(Clone, Copy)]
struct Integers {
    width: u32,
    mask: I64x2,
    half: I64x2,
    /// Half a limb, from where it is rounded, and 2^63, which makes a column positive.
    bias: I64x2,
    /// A carry of nothing: what the 2^63 are one limb up.
    no_carry: I64x2,
}

impl Integers {
    fn new(width: u32) -> Self {
        Integers {
            width,
            mask: I64x2::splat((1 << width) - 1),
            half: I64x2::splat(1 << (width - 1)),
            bias: I64x2::splat(i64::MIN + (1 << (width - 1))),
            no_carry: I64x2::splat(1 << (63 - width)),
        }
    }
}

/// Carries twice, as a carry out of a column may be longer than a limb.
struct Carries {
    first: I64x2,
    second: I64x2,
}

impl Carries {
    #[inline(always)]
    fn next(&mut self, by: &Integers, column: I64x2) -> [Both; 2] {
        let sum = column + by.bias;
        let carry = sum.shifted_right(by.width);
        let sum = (sum & by.mask) + carry.after(self.first) - by.no_carry;
        self.first = carry;
        // The half of the bias is still in it, so that this rounds as well.
        let carry = sum.shifted_right_signed(by.width);
        let limb = (sum & by.mask) + carry.after(self.second) - by.half;
        self.second = carry;
        limb.row()
    }
}

impl Arithmetic for Integers {
    type Sums = Sums;

    fn width(&self) -> u32 {
        self.width
    }

    fn sums(&self) -> Sums {
        let zero = I64x2::splat(0);
        Sums { even: [zero; 2], odd: [zero; 2] }
    }

    fn row(&self, limbs: [i64; 2]) -> [Both; 2] {
        limbs.map(|limb| Both::of(limb as i32))
    }

    fn limbs(&self, row: [Both; 2]) -> [i64; 2] {
        row.map(|limb| limb.value().into())
    }

    fn others(&self, rows: &[[Both; 2]], others: &mut [Quad]) {
        quads(rows, others, |quad| quad);
    }

    fn others_twice(&self, rows: &[[Both; 2]], others: &mut [Quad]) {
        quads(rows, others, Quad::twice);
    }

    fn no_others(&self, pairs: usize) -> Vec<Quad> {
        vec![Quad::new([[Both::of(0); 2]; 2]); pairs + 1]
    }

    fn columns(&self, [low, high]: [i64; 2]) -> I64x2 {
        I64x2::new(low, high)
    }

    fn carry(&self, columns: &[I64x2], rows: &mut [[Both; 2]]) {
        let mut carries = Carries { first: self.no_carry, second: I64x2::splat(0) };
        for (row, &column) in rows.iter_mut().zip(columns) {
            *row = carries.next(self, column);
        }
    }

    fn carry_after_first(&self, columns: &[I64x2], rows: &mut [[Both; 2]]) {
        let mut carries = Carries { first: self.no_carry, second: I64x2::splat(0) };
        carries.next(self, columns[0]);
        for (row, &column) in rows.iter_mut().zip(&columns[1..]) {
            *row = carries.next(self, column);
        }
    }
}

/// Every pair of limbs with the one above it, from the greatest down.
#[inline(always)]
fn quads(rows: &[[Both; 2]], others: &mut [Quad], f: impl Fn(Quad) -> Quad) {
    let none = [Both::of(0); 2];
    let mut below = none;
    for (other, &row) in others.iter_mut().rev().zip(rows.iter().chain([&none])) {
        *other = f(Quad::new([below, row]));
        below = row;
    }
}

/// Column pairs as two sums each: `even` has columns 2t and 2t + 1, where rows of even index put
/// their products, and `odd` has 2t + 1 and 2t + 2.
#[derive(Clone, Copy)]
struct Sums {
    even: [I64x2; 2],
    odd: [I64x2; 2],
}

impl Sums {
    #[inline(always)]
    fn add_row(&mut self, [even, odd]: [Both; 2], [for_even, for_odd]: [Quad; 2]) {
        self.even[0] = self.even[0] + even.product_low(for_even);
        self.odd[0] = self.odd[0] + odd.product_low(for_odd);
        self.even[1] = self.even[1] + even.product_high(for_even);
        self.odd[1] = self.odd[1] + odd.product_high(for_odd);
    }
}

impl triangles::Sums for Sums {
    type Row = [Both; 2];
    type Other = Quad;
    type Pair = I64x2;

    #[inline(always)]
    fn add(&mut self, rows: &[[Both; 2]], others: &[Quad]) {
        for (&row, &other) in rows.iter().zip(others) {
            self.add_row(row, [other; 2]);
        }
    }

    #[inline(always)]
    fn add_own(&mut self, row: [Both; 2], others: &[Quad]) {
        self.add_row(row, others[0].own());
    }

    #[inline(always)]
    fn add_spill(&mut self, rows: &[[Both; 2]], others: &[Quad]) {
        for (&[_, odd], &other) in rows.iter().zip(others) {
            self.odd[1] = self.odd[1] + odd.product_low(other);
        }
    }

    #[inline(always)]
    fn above(self) -> Self {
        let zero = I64x2::splat(0);
        Sums { even: [zero; 2], odd: [zero; 2] }
    }

    #[inline(always)]
    fn columns(self, below: Self) -> [I64x2; 2] {
        [self.even[0] + self.odd[0].after(below.odd[1]), self.even[1] + self.odd[1].after(self.odd[0])]
    }
}

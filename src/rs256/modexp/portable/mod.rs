//! The specification: Montgomery multiplication in integers, for every target.
//!
//! Limbs have 28 bits and a sign, so that columns of products are sums of 64-bit integers: of at
//! most 256 products below 2^54 + 2^32 in T and as many in m·n, less than 2^63. Beyond 7,000 bits
//! that takes limbs of 27 bits.

#[cfg(not(target_feature = "simd128"))]
#[path = "scalar.rs"]
mod factors;
#[cfg(target_feature = "simd128")]
#[path = "simd.rs"]
mod factors;
mod tiles;

use super::lanes::I64x2;
use super::montgomery::{self, Arithmetic};
use alloc::vec;
use alloc::vec::Vec;
use factors::{Both, Quad};

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

/// Two limbs.
type Row = [Both; 2];

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
    fn next(&mut self, by: &Integers, column: I64x2) -> Row {
        let sum = column + by.bias;
        let carry = sum.shifted_right(by.width);
        let sum = (sum & by.mask) + carry.after(self.first) - by.no_carry;
        self.first = carry;
        // The half of the bias is still in it, so that this rounds as well.
        let carry = sum.shifted_right_signed(by.width);
        let limb = (sum & by.mask) + carry.after(self.second) - by.half;
        self.second = carry;
        Both::apart(limb)
    }
}

impl Arithmetic for Integers {
    type Row = Row;
    type Other = Quad;

    fn width(&self) -> u32 {
        self.width
    }

    fn row(&self, [low, high]: [i64; 2]) -> Row {
        [Both::of(low as i32), Both::of(high as i32)]
    }

    fn limbs(&self, [low, high]: Row) -> [i64; 2] {
        [low.value().into(), high.value().into()]
    }

    fn others(&self, rows: &[Row], others: &mut [Quad]) {
        quads(rows, others, |quad| quad);
    }

    fn others_twice(&self, rows: &[Row], others: &mut [Quad]) {
        quads(rows, others, Quad::twice);
    }

    fn no_others(&self, pairs: usize) -> Vec<Quad> {
        vec![Quad::new([[Both::of(0); 2]; 2]); pairs + 1]
    }

    fn square(&self, a: &[Row], twice: &[Quad], columns: &mut [I64x2]) {
        tiles::square(a, twice, columns);
    }

    fn product(&self, a: &[Row], b: &[Quad], columns: &mut [I64x2]) {
        tiles::product(a, b, columns);
    }

    fn product_low(&self, a: &[Row], b: &[Quad], columns: &mut [I64x2]) {
        tiles::product(a, b, columns);
    }

    fn add_high(&self, a: &[Row], b: &[Quad], columns: &mut [I64x2]) {
        tiles::high(a, b, columns);
    }

    fn carry(&self, columns: &[I64x2], rows: &mut [Row]) {
        let mut carries = Carries { first: self.no_carry, second: I64x2::splat(0) };
        for (row, &column) in rows.iter_mut().zip(columns) {
            *row = carries.next(self, column);
        }
    }

    fn carry_after_first(&self, columns: &[I64x2], rows: &mut [Row]) {
        let mut carries = Carries { first: self.no_carry, second: I64x2::splat(0) };
        carries.next(self, columns[0]);
        for (row, &column) in rows.iter_mut().zip(&columns[1..]) {
            *row = carries.next(self, column);
        }
    }
}

/// Every pair of limbs with the one above it, from the greatest down.
#[inline(always)]
fn quads(rows: &[Row], others: &mut [Quad], f: impl Fn(Quad) -> Quad) {
    let none = [Both::of(0); 2];
    let mut below = none;
    for (other, &row) in others.iter_mut().rev().zip(rows.iter().chain([&none])) {
        *other = f(Quad::new([below, row]));
        below = row;
    }
}

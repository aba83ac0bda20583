#![doc = include_str!("fma.md")]

#[cfg(not(target_arch = "wasm32"))]
#[path = "native.rs"]
mod doubles;
#[cfg(target_arch = "wasm32")]
#[path = "wasm.rs"]
mod doubles;
mod passes;

use alloc::vec;
use alloc::vec::Vec;
use core::hint::black_box;

use super::lanes::I64x2;
use super::montgomery::{self, Arithmetic};
use doubles::F64x2;

/// Bits per limb.
const WIDTH: u32 = 50;
/// What a number is added to if its bits are to be those of an integer, plus a constant.
const TWO_52: f64 = (1u64 << 52) as f64;
/// 1.5·2^52: in its binade, the last bit of a number is 1.
const LOW: f64 = 1.5 * TWO_52;
/// 1.5·2^102: in its binade, the last bit of a number is 2^50, a limb.
const HIGH: f64 = LOW * (1u64 << WIDTH) as f64;
/// Half a limb, from where it is rounded, and 2^63, which makes a column positive.
const BIAS: i64 = i64::MIN + (1 << (WIDTH - 1));
/// A carry of nothing: what the 2^63 are one limb up.
const NO_CARRY: i64 = 1 << (63 - WIDTH);

/// An odd modulus, in a runtime whose multiply-add is exact: to have one is the proof.
pub(in crate::rs256) struct Modulus(montgomery::Modulus<Fused>);

impl Modulus {
    /// Prepares `n`, an odd number without leading zeros; `None` where multiply-add rounds twice.
    pub(in crate::rs256) fn new(n: &[u8]) -> Option<Self> {
        let fused = Fused::new(montgomery::pairs(n, WIDTH))?;
        montgomery::Modulus::new(n, fused).map(Modulus)
    }

    /// s^e mod n for odd e ≥ 3; `None` unless s is exactly as long as n and below it.
    pub(in crate::rs256) fn pow(&self, s: &[u8], e: u64) -> Option<Vec<u8>> {
        self.0.pow(s, e)
    }
}

/// Two limbs, each in both lanes.
type Row = [F64x2; 2];

/// They are in memory because V8 builds literal vectors anew in every turn of a loop: with them a
/// power took half as long again.
#[derive(Clone, Copy)]
struct Constants {
    high: F64x2,
    high_and_low: F64x2,
    bias: I64x2,
    mask: I64x2,
    exponent: I64x2,
    /// What `bias`, `exponent` and a carry of nothing have added to a limb.
    excess: F64x2,
}

impl Constants {
    /// The two halves of a·b = high·2^50 + low, as integers, each with a constant.
    #[inline(always)]
    fn product(self, a: F64x2, b: F64x2) -> [I64x2; 2] {
        let high = a.mul_add(b, self.high);
        let low = a.mul_add(b, self.high_and_low - high);
        [high.bits(), low.bits()]
    }

    #[inline(always)]
    fn carry_from(self, below: I64x2, columns: &[I64x2], rows: &mut [Row]) {
        let mut below = below;
        for (row, &column) in rows.iter_mut().zip(columns) {
            let sum = column + self.bias;
            let carry = sum.shifted_right(WIDTH);
            let limb = (sum & self.mask) + carry.after(below) + self.exponent;
            *row = (F64x2::from_bits(limb) - self.excess).apart();
            below = carry;
        }
    }
}

/// An exact multiply-add, for numbers of so many limbs.
struct Fused {
    constants: Constants,
    /// What to begin columns with so that they are zero where every limb is, in spite of constants.
    square: Vec<I64x2>,
    product: Vec<I64x2>,
    low: Vec<I64x2>,
    high: Vec<I64x2>,
}

impl Fused {
    fn new(pairs: usize) -> Option<Self> {
        let constants = black_box(Constants {
            high: F64x2::splat(HIGH),
            high_and_low: F64x2::splat(HIGH + LOW),
            bias: I64x2::splat(BIAS),
            mask: I64x2::splat((1 << WIDTH) - 1),
            exponent: I64x2::splat(TWO_52.to_bits() as i64),
            excess: F64x2::splat(TWO_52 + (1u64 << (WIDTH - 1)) as f64 + NO_CARRY as f64),
        });
        // (1 + 2^-27)² = 1 + 2^-26 + 2^-54, and the last term does not survive being rounded.
        let ulp = (1u64 << 27) as f64;
        let probe = black_box(F64x2::splat(1.0 + 1.0 / ulp));
        let [low, high] = probe.mul_add(probe, F64x2::splat(-1.0 - 2.0 / ulp)).apart();
        if [low.low(), high.low()] != [1.0 / ulp / ulp; 2] {
            return None;
        }
        let rows = vec![[F64x2::splat(0.0); 2]; pairs];
        let others = vec![F64x2::splat(0.0); pairs + 2];
        let [mut square, mut product, mut low, mut high] =
            [2 * pairs, 2 * pairs, pairs, pairs + 1].map(|length| vec![I64x2::splat(0); length]);
        passes::square(constants, &rows, &others, &mut square);
        passes::product(constants, &rows, &others, &mut product);
        passes::product(constants, &rows, &others, &mut low);
        passes::high(constants, &rows, &others, &mut high);
        for column in [&mut square, &mut product, &mut low, &mut high].into_iter().flatten() {
            *column = I64x2::splat(0) - *column;
        }
        Some(Fused { constants, square, product, low, high })
    }
}

impl Arithmetic for Fused {
    type Row = Row;
    type Other = F64x2;

    fn width(&self) -> u32 {
        WIDTH
    }

    fn row(&self, [low, high]: [i64; 2]) -> Row {
        [F64x2::splat(low as f64), F64x2::splat(high as f64)]
    }

    fn limbs(&self, [low, high]: Row) -> [i64; 2] {
        [low.low() as i64, high.low() as i64]
    }

    fn others(&self, rows: &[Row], others: &mut [F64x2]) {
        for (other, &row) in others[1..].iter_mut().zip(rows) {
            *other = F64x2::together(row);
        }
    }

    fn others_twice(&self, rows: &[Row], others: &mut [F64x2]) {
        for (other, &row) in others[1..].iter_mut().zip(rows) {
            let limbs = F64x2::together(row);
            *other = limbs + limbs;
        }
    }

    fn no_others(&self, pairs: usize) -> Vec<F64x2> {
        vec![F64x2::splat(0.0); pairs + 2]
    }

    fn square(&self, a: &[Row], twice: &[F64x2], columns: &mut [I64x2]) {
        columns.copy_from_slice(&self.square);
        passes::square(self.constants, a, twice, columns);
    }

    fn product(&self, a: &[Row], b: &[F64x2], columns: &mut [I64x2]) {
        columns.copy_from_slice(&self.product);
        passes::product(self.constants, a, b, columns);
    }

    fn product_low(&self, a: &[Row], b: &[F64x2], columns: &mut [I64x2]) {
        columns.copy_from_slice(&self.low);
        passes::product(self.constants, a, b, columns);
    }

    fn add_high(&self, a: &[Row], b: &[F64x2], columns: &mut [I64x2]) {
        for (column, &constant) in columns.iter_mut().zip(&self.high) {
            *column = *column + constant;
        }
        passes::high(self.constants, a, b, columns);
    }

    fn carry(&self, columns: &[I64x2], rows: &mut [Row]) {
        self.constants.carry_from(I64x2::splat(NO_CARRY), columns, rows);
    }

    fn carry_after_first(&self, columns: &[I64x2], rows: &mut [Row]) {
        let below = (columns[0] + self.constants.bias).shifted_right(WIDTH);
        self.constants.carry_from(below, &columns[1..], rows);
    }
}

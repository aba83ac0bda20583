#![doc = include_str!("fma.md")]

#[cfg(not(target_arch = "wasm32"))]
#[path = "native.rs"]
mod lanes;
#[cfg(target_arch = "wasm32")]
#[path = "wasm.rs"]
mod lanes;

use std::hint::black_box;

use super::montgomery::{self, Arithmetic};
use super::triangles;
use lanes::{F64x2, I64x2};

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
        montgomery::Modulus::new(n, Fused::new()?).map(Modulus)
    }

    /// s^e mod n for odd e ≥ 3; `None` unless s is exactly as long as n and below it.
    pub(in crate::rs256) fn pow(&self, s: &[u8], e: u64) -> Option<Vec<u8>> {
        self.0.pow(s, e)
    }
}

/// An exact multiply-add and its constants, which are in memory because V8 builds literal vectors
/// anew in every turn of a loop: with them a power took half as long again.
#[derive(Clone, Copy)]
struct Fused {
    high: F64x2,
    high_and_low: F64x2,
    bias: I64x2,
    mask: I64x2,
    exponent: I64x2,
    /// What `bias`, `exponent` and a carry of nothing have added to a limb.
    excess: F64x2,
}

impl Fused {
    fn new() -> Option<Self> {
        let fused = black_box(Fused {
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
        let rest = probe.mul_add(probe, F64x2::splat(-1.0 - 2.0 / ulp));
        (rest.lanes() == [1.0 / ulp / ulp; 2]).then_some(fused)
    }

    /// The two halves of a·b = high·2^50 + low, as integers, each with a constant.
    #[inline(always)]
    fn product(self, a: F64x2, b: F64x2) -> [I64x2; 2] {
        let high = a.mul_add(b, self.high);
        let low = a.mul_add(b, self.high_and_low - high);
        [high.bits(), low.bits()]
    }

    #[inline(always)]
    fn carry_from(self, below: I64x2, columns: &[I64x2], rows: &mut [[f64; 2]]) {
        let mut below = below;
        for (row, &column) in rows.iter_mut().zip(columns) {
            let sum = column + self.bias;
            let carry = sum.shifted_right::<WIDTH>();
            let limb = (sum & self.mask) + carry.after(below) + self.exponent;
            *row = (limb.as_f64x2() - self.excess).lanes();
            below = carry;
        }
    }
}

impl Arithmetic for Fused {
    type Sums = Sums;

    fn width(&self) -> u32 {
        WIDTH
    }

    fn sums(&self) -> Sums {
        let zero = I64x2::splat(0);
        Sums { fused: *self, even: [zero; 3], odd: [zero; 2] }
    }

    fn row(&self, limbs: [i64; 2]) -> [f64; 2] {
        limbs.map(|limb| limb as f64)
    }

    fn limbs(&self, row: [f64; 2]) -> [i64; 2] {
        row.map(|limb| limb as i64)
    }

    fn others(&self, rows: &[[f64; 2]], others: &mut [F64x2]) {
        for (other, &[low, high]) in others[1..].iter_mut().zip(rows.iter().rev()) {
            *other = F64x2::new(low, high);
        }
    }

    fn others_twice(&self, rows: &[[f64; 2]], others: &mut [F64x2]) {
        for (other, &[low, high]) in others[1..].iter_mut().zip(rows.iter().rev()) {
            let limb = F64x2::new(low, high);
            *other = limb + limb;
        }
    }

    fn no_others(&self, pairs: usize) -> Vec<F64x2> {
        vec![F64x2::splat(0.0); pairs + 2]
    }

    fn columns(&self, [low, high]: [i64; 2]) -> I64x2 {
        I64x2::new(low, high)
    }

    fn carry(&self, columns: &[I64x2], rows: &mut [[f64; 2]]) {
        self.carry_from(I64x2::splat(NO_CARRY), columns, rows);
    }

    fn carry_after_first(&self, columns: &[I64x2], rows: &mut [[f64; 2]]) {
        self.carry_from((columns[0] + self.bias).shifted_right::<WIDTH>(), &columns[1..], rows);
    }
}

/// Column pairs as two sums each: `even` has columns 2t and 2t + 1, where rows of even index put
/// the lower halves of their products, and `odd` has 2t + 1 and 2t + 2. Upper halves go to the
/// other one, so that nothing need be shifted between lanes before all is added.
#[derive(Clone, Copy)]
struct Sums {
    fused: Fused,
    even: [I64x2; 3],
    odd: [I64x2; 2],
}

impl Sums {
    #[inline(always)]
    fn add_row(&mut self, row: [f64; 2], [for_even, for_odd]: [F64x2; 2], above: F64x2) {
        let [even, odd] = row.map(F64x2::splat);
        let [high, low] = self.fused.product(even, above);
        self.even[1] = self.even[1] + low;
        self.odd[1] = self.odd[1] + high;
        let [high, low] = self.fused.product(odd, above);
        self.odd[1] = self.odd[1] + low;
        self.even[2] = self.even[2] + high;
        let [high, low] = self.fused.product(even, for_even);
        self.even[0] = self.even[0] + low;
        self.odd[0] = self.odd[0] + high;
        let [high, low] = self.fused.product(odd, for_odd);
        self.odd[0] = self.odd[0] + low;
        self.even[1] = self.even[1] + high;
    }
}

impl triangles::Sums for Sums {
    type Row = [f64; 2];
    type Other = F64x2;
    type Pair = I64x2;

    #[inline(always)]
    fn add(&mut self, rows: &[[f64; 2]], others: &[F64x2]) {
        let [above, others @ ..] = others else { return };
        let mut above = *above;
        for (&row, &other) in rows.iter().zip(others) {
            self.add_row(row, [other; 2], above);
            above = other;
        }
    }

    #[inline(always)]
    fn add_own(&mut self, [low, high]: [f64; 2], others: &[F64x2]) {
        self.add_row([low, high], [F64x2::new(low, high + high), F64x2::new(0.0, high)], others[0]);
    }

    #[inline(always)]
    fn add_spill(&mut self, rows: &[[f64; 2]], others: &[F64x2]) {
        for (&[_, odd], &other) in rows.iter().zip(&others[1..]) {
            self.even[2] = self.even[2] + F64x2::splat(odd).mul_add(other, self.fused.high).bits();
        }
    }

    #[inline(always)]
    fn above(self) -> Self {
        let zero = I64x2::splat(0);
        Sums { even: [self.even[2], zero, zero], odd: [zero; 2], ..self }
    }

    #[inline(always)]
    fn columns(self, below: Self) -> [I64x2; 2] {
        [self.even[0] + self.odd[0].after(below.odd[1]), self.even[1] + self.odd[1].after(self.odd[0])]
    }
}

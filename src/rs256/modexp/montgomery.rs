//! Powers by Montgomery multiplication in three triangles, whatever multiplies the limbs.
//!
//! With R = 2^(width · 2K) and R ≥ 16n, a·b·R⁻¹ mod n (P. Montgomery, "Modular Multiplication
//! Without Trial Division", 1985) is had without one digit waiting for another:
//!
//! 1. T = a·b, all columns; for a square half of the products, doubled;
//! 2. m = T·(-n⁻¹) mod R, the lower half of the columns;
//! 3. (T + m·n)/R, the upper half of the columns: the lower half of that sum is a multiple of R,
//!    of which only the carry counts.
//!
//! Limbs have a sign, and what is added up in a column is carried on once, not until nothing is
//! left to carry: no step waits for its neighbour's. A number may be negative for as long as it
//! is a factor. `fma.md` has the bounds; in short, with |a| and |b| below n and |m| ≤ 0.51·R,
//! |T + m·n|/R ≤ n²/R + 0.51·n < n (see also C. Walter, "Montgomery exponentiation needs no
//! final subtractions", 1999), so that one conditional addition at the end of a power is enough.

use super::lanes::I64x2;
use super::limbs;
use alloc::vec;
use alloc::vec::Vec;

/// What multiplies limbs, two columns or two rows ("a pair") at a time, and what the factors are
/// to it. What is not inlined in the engines and here is so for the download.
pub(super) trait Arithmetic {
    /// Two limbs of a factor.
    type Row: Copy;
    /// Two limbs of the other factor.
    type Other: Copy;

    /// How many bits a limb has.
    fn width(&self) -> u32;
    /// Limbs as a row.
    fn row(&self, limbs: [i64; 2]) -> Self::Row;
    /// A row's limbs.
    fn limbs(&self, row: Self::Row) -> [i64; 2];
    /// The other form of a factor.
    fn others(&self, rows: &[Self::Row], others: &mut [Self::Other]);
    /// The other form of its double.
    fn others_twice(&self, rows: &[Self::Row], others: &mut [Self::Other]);
    /// The other form of zero.
    fn no_others(&self, pairs: usize) -> Vec<Self::Other>;
    /// All columns of a·a.
    fn square(&self, a: &[Self::Row], twice: &[Self::Other], columns: &mut [I64x2]);
    /// All columns of a·b.
    fn product(&self, a: &[Self::Row], b: &[Self::Other], columns: &mut [I64x2]);
    /// The lower half of them.
    fn product_low(&self, a: &[Self::Row], b: &[Self::Other], columns: &mut [I64x2]);
    /// Adds the upper half of them, and the pair below, the lower column of which is short of what
    /// would not change the carry out of its upper one.
    fn add_high(&self, a: &[Self::Row], b: &[Self::Other], columns: &mut [I64x2]);
    /// Limbs of columns; a carry out of the last is lost.
    fn carry(&self, columns: &[I64x2], rows: &mut [Self::Row]);
    /// The same but for the first pair, of which there is nothing left but a carry.
    fn carry_after_first(&self, columns: &[I64x2], rows: &mut [Self::Row]);
}

/// An odd modulus with what depends on it alone.
pub(super) struct Modulus<A: Arithmetic> {
    arithmetic: A,
    octets: Vec<u8>,
    /// The modulus, settled.
    limbs: Vec<i64>,
    n: Vec<A::Other>,
    /// -n⁻¹ mod R.
    inverse: Vec<A::Other>,
    /// R² mod n: the factor that takes a number into Montgomery form.
    r_squared: Vec<A::Other>,
}

/// Room for what is between two factors and their product.
struct Scratch<A: Arithmetic> {
    columns: Vec<I64x2>,
    low: Vec<I64x2>,
    twice: Vec<A::Other>,
    quotient: Vec<A::Row>,
}

/// How many pairs of limbs a number below R has: R is at least 16n.
pub(super) fn pairs(n: &[u8], width: u32) -> usize {
    (bits(n) + 4).div_ceil(2 * width as usize)
}

fn bits(n: &[u8]) -> usize {
    n.len() * 8 - n[0].leading_zeros() as usize
}

impl<A: Arithmetic> Modulus<A> {
    /// Prepares `n`, an odd number without leading zeros. `None` if the arithmetic does not get
    /// right what can be had without it.
    pub(super) fn new(n: &[u8], arithmetic: A) -> Option<Self> {
        let width = arithmetic.width();
        let limbs = limbs::from_octets(n, width, 2 * pairs(n, width));
        let mut modulus = Modulus {
            arithmetic,
            octets: n.to_vec(),
            limbs,
            n: Vec::new(),
            inverse: Vec::new(),
            r_squared: Vec::new(),
        };
        let mut scratch = modulus.scratch();
        modulus.n = modulus.others(&modulus.rows(&modulus.limbs));
        modulus.inverse = modulus.negated_inverse(&mut scratch);
        // 2R is 2 in Montgomery form, and its power log2 R in that form is R².
        let log_r = modulus.limbs.len() * width as usize;
        let mut two_r = limbs::power_of_two(log_r + 1, &modulus.limbs, bits(n), width);
        let mut power = modulus.rows(&two_r);
        modulus.raise(&mut power, log_r as u64, &mut scratch);
        modulus.r_squared = modulus.others(&power);
        // A known answer: R²·2·R⁻¹ is 2R, which came about by additions alone.
        let mut two = modulus.rows(&[]);
        two[0] = modulus.arithmetic.row([2, 0]);
        modulus.multiply(&mut two, &modulus.r_squared, &mut scratch);
        limbs::settle_modulo(&mut two_r, &modulus.limbs, width);
        (modulus.settled(&two) == two_r).then_some(modulus)
    }

    /// s^e mod n for odd e ≥ 3; `None` unless s is exactly as long as n and below it.
    pub(super) fn pow(&self, s: &[u8], e: u64) -> Option<Vec<u8>> {
        if s.len() != self.octets.len() || s >= &self.octets[..] {
            return None;
        }
        let mut scratch = self.scratch();
        let width = self.arithmetic.width();
        let mut power = self.rows(&limbs::from_octets(s, width, self.limbs.len()));
        let s = self.others(&power);
        self.multiply(&mut power, &self.r_squared, &mut scratch);
        self.raise(&mut power, e >> 1, &mut scratch);
        self.square(&mut power, &mut scratch);
        // e is odd, so one factor s is left over. Multiplying by s as it stands, not by its
        // Montgomery form, also takes the result out of that form.
        self.multiply(&mut power, &s, &mut scratch);
        Some(limbs::to_octets(&self.settled(&power), width, self.octets.len()))
    }

    /// base^e in Montgomery form, e ≥ 1, from the top bit down.
    #[inline(never)]
    fn raise(&self, power: &mut [A::Row], e: u64, scratch: &mut Scratch<A>) {
        let base = self.others(power);
        for bit in (0..e.ilog2()).rev() {
            self.square(power, scratch);
            if e >> bit & 1 == 1 {
                self.multiply(power, &base, scratch);
            }
        }
    }

    /// a·a·R⁻¹ mod n in place of a.
    #[inline(never)]
    fn square(&self, a: &mut [A::Row], scratch: &mut Scratch<A>) {
        self.arithmetic.others_twice(a, &mut scratch.twice);
        self.arithmetic.square(a, &scratch.twice, &mut scratch.columns);
        self.reduce(a, scratch);
    }

    /// a·b·R⁻¹ mod n in place of a.
    #[inline(never)]
    fn multiply(&self, a: &mut [A::Row], b: &[A::Other], scratch: &mut Scratch<A>) {
        self.arithmetic.product(a, b, &mut scratch.columns);
        self.reduce(a, scratch);
    }

    /// What is in the columns, over R, mod n.
    #[inline(never)]
    fn reduce(&self, result: &mut [A::Row], scratch: &mut Scratch<A>) {
        let Scratch { columns, low, quotient, .. } = scratch;
        let (pairs, arithmetic) = (low.len(), &self.arithmetic);
        arithmetic.carry(&columns[..pairs], result);
        self.product_low(result, &self.inverse, low, quotient);
        let upper = &mut columns[pairs - 1..];
        arithmetic.add_high(quotient, &self.n, upper);
        arithmetic.carry_after_first(upper, result);
    }

    /// a·b mod R, by way of `columns`.
    #[inline(never)]
    fn product_low(&self, a: &[A::Row], b: &[A::Other], columns: &mut [I64x2], result: &mut [A::Row]) {
        self.arithmetic.product_low(a, b, columns);
        self.arithmetic.carry(columns, result);
    }

    /// -n⁻¹ mod R, by Newton's iteration: z(2 + n·z) has twice as many limbs right as z.
    fn negated_inverse(&self, scratch: &mut Scratch<A>) -> Vec<A::Other> {
        let arithmetic = &self.arithmetic;
        let width = arithmetic.width();
        let mut first = vec![0; self.limbs.len()];
        first[0] = limbs::negated_inverse(self.limbs[0], width);
        let mut inverse = self.rows(&first);
        let mut error = inverse.clone();
        for _ in 0..=self.limbs.len().ilog2() {
            self.product_low(&inverse, &self.n, &mut scratch.low, &mut error);
            let [low, high] = arithmetic.limbs(error[0]);
            error[0] = arithmetic.row([low + 2, high]);
            self.product_low(&inverse.clone(), &self.others(&error), &mut scratch.low, &mut inverse);
        }
        self.others(&inverse)
    }

    /// Settled limbs as rows.
    #[inline(never)]
    fn rows(&self, limbs: &[i64]) -> Vec<A::Row> {
        let mut columns = vec![I64x2::splat(0); self.limbs.len() / 2];
        for (columns, &[low, high]) in columns.iter_mut().zip(limbs.as_chunks::<2>().0) {
            *columns = I64x2::new(low, high);
        }
        let mut rows = vec![self.arithmetic.row([0; 2]); columns.len()];
        self.arithmetic.carry(&columns, &mut rows);
        rows
    }

    #[inline(never)]
    fn others(&self, rows: &[A::Row]) -> Vec<A::Other> {
        let mut others = self.arithmetic.no_others(rows.len());
        self.arithmetic.others(rows, &mut others);
        others
    }

    /// The limbs, settled, of a number above -n and below n, reduced to one that is not negative.
    #[inline(never)]
    fn settled(&self, rows: &[A::Row]) -> Vec<i64> {
        let mut limbs: Vec<i64> = rows.iter().flat_map(|&row| self.arithmetic.limbs(row)).collect();
        limbs::settle_modulo(&mut limbs, &self.limbs, self.arithmetic.width());
        limbs
    }

    #[inline(never)]
    fn scratch(&self) -> Scratch<A> {
        let (arithmetic, pairs) = (&self.arithmetic, self.limbs.len() / 2);
        Scratch {
            columns: vec![I64x2::splat(0); 2 * pairs],
            low: vec![I64x2::splat(0); pairs],
            twice: arithmetic.no_others(pairs),
            quotient: vec![arithmetic.row([0; 2]); pairs],
        }
    }
}

//! Products by columns: all of them, the lower ones, the upper ones, or a square.
//!
//! One factor is given as rows, pairs of limbs from the least, and the other as pairs from the
//! greatest down, so that what meets in a column lies side by side: row p meets pair t - p in
//! column pair t. Two neighbouring column pairs are summed at a time, in registers. (Nothing stays
//! the same from turn to turn of the loop, for a reason: of a factor that did, the compiler would
//! put the extension to 64 bits before the loop, and what is left is a slow 64-bit multiplication.)

use super::super::lanes::I64x2;
use super::Row;
use super::factors::Quad;

/// As many columns of a·b as there are: all of them, or the lower ones.
#[inline(never)]
pub(super) fn product(a: &[Row], b: &[Quad], columns: &mut [I64x2]) {
    let mut sums = Sums::none();
    for (index, columns) in columns.chunks_mut(2).enumerate() {
        let below = sums;
        sums = Sums::none();
        sums.meet(2 * index + 1, a, b);
        set(columns, sums.columns(below));
    }
}

/// Adds the upper half of them to `columns`, and the pair below, the lower column of which is
/// short of what would not change the carry out of its upper one.
#[inline(never)]
pub(super) fn high(a: &[Row], b: &[Quad], columns: &mut [I64x2]) {
    let mut sums = Sums::none();
    sums.add_spill(&a[..a.len() - 1], &b[1..]);
    for (index, columns) in columns.chunks_mut(2).enumerate() {
        let below = sums;
        sums = Sums::none();
        sums.meet(a.len() + 2 * index, a, b);
        for (column, sum) in columns.iter_mut().zip(sums.columns(below)) {
            *column = *column + sum;
        }
    }
}

/// All columns of a·a. The products off the diagonal are those with twice a, once.
#[inline(never)]
pub(super) fn square(a: &[Row], twice: &[Quad], columns: &mut [I64x2]) {
    let mut sums = Sums::none();
    for (index, columns) in columns.chunks_mut(2).enumerate() {
        let below = sums;
        let top = 2 * index + 1;
        let first = top.saturating_sub(a.len());
        sums = Sums::none();
        if first < index {
            sums.add(&a[first..index], &twice[a.len() + first - top..]);
        }
        sums.add_own(a[index], twice[a.len() - index - 1]);
        set(columns, sums.columns(below));
    }
}

#[inline(always)]
fn set(columns: &mut [I64x2], sums: [I64x2; 2]) {
    for (column, sum) in columns.iter_mut().zip(sums) {
        *column = sum;
    }
}

/// The sums of column pairs t - 1 and t, two each: `even` has columns 2t and 2t + 1, where limbs of
/// even index put their products, and `odd` has 2t + 1 and 2t + 2.
#[derive(Clone, Copy)]
struct Sums {
    even: [I64x2; 2],
    odd: [I64x2; 2],
}

impl Sums {
    #[inline(always)]
    fn none() -> Self {
        let zero = I64x2::splat(0);
        Sums { even: [zero; 2], odd: [zero; 2] }
    }

    /// Adds what there is in t, the top one, and in t - 1.
    #[inline(always)]
    fn meet(&mut self, top: usize, a: &[Row], b: &[Quad]) {
        let (first, end) = (top.saturating_sub(a.len()), a.len().min(top + 1));
        if first < end {
            self.add(&a[first..end], &b[a.len() + first - top..]);
        }
    }

    /// Adds the products of all rows; `others` begins with what the first of them meets in t.
    #[inline(always)]
    fn add(&mut self, rows: &[Row], others: &[Quad]) {
        for (&row, &other) in rows.iter().zip(others) {
            self.add_row(row, [other, other]);
        }
    }

    /// Adds the products of a row of a square with itself (in t - 1) and with the pair above it (in t).
    #[inline(always)]
    fn add_own(&mut self, row: Row, twice: Quad) {
        self.add_row(row, twice.own());
    }

    #[inline(always)]
    fn add_row(&mut self, [even, odd]: Row, [for_even, for_odd]: [Quad; 2]) {
        self.even[0] = self.even[0] + even.product_low(for_even);
        self.odd[0] = self.odd[0] + odd.product_low(for_odd);
        self.even[1] = self.even[1] + even.product_high(for_even);
        self.odd[1] = self.odd[1] + odd.product_high(for_odd);
    }

    /// Adds what products in pair t reach of the pair above it.
    #[inline(always)]
    fn add_spill(&mut self, rows: &[Row], others: &[Quad]) {
        for (&[_, odd], &other) in rows.iter().zip(others) {
            self.odd[1] = self.odd[1] + odd.product_low(other);
        }
    }

    /// Both column pairs; `below` are the sums below.
    #[inline(always)]
    fn columns(self, below: Self) -> [I64x2; 2] {
        [self.even[0] + self.odd[0].after(below.odd[1]), self.even[1] + self.odd[1].after(self.odd[0])]
    }
}

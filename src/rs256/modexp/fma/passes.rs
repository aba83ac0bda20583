//! Products two rows at a time: all columns of them, the lower ones, the upper ones, or a square.
//!
//! One factor is given as rows, pairs of limbs, the other as pairs too, from the least, with a pair
//! of zeros at either end. In column pair t the first of two rows, row p, meets pair t - p, and the
//! second, row p + 1, the pair below that.

use super::super::lanes::I64x2;
use super::doubles::F64x2;
use super::{Constants, Row};

const NONE: Row = [F64x2::splat(0.0); 2];

/// Adds as many columns of a·b as there are.
#[inline(never)]
pub(super) fn product(constants: Constants, a: &[Row], b: &[F64x2], columns: &mut [I64x2]) {
    for (index, rows) in a.chunks(2).enumerate() {
        let rows = [rows[0], *rows.get(1).unwrap_or(&NONE)];
        Sums::none(constants).along(rows, b, a.len() + 1, &mut columns[2 * index..]);
    }
}

/// Adds the upper half of them, and the pair below, the lower column of which is short of what
/// would not change the carry out of its upper one.
#[inline(never)]
pub(super) fn high(constants: Constants, a: &[Row], b: &[F64x2], columns: &mut [I64x2]) {
    // Where a row is without another it is the least, which has the shortest way.
    let length = a.len();
    for second in (1 - length % 2..length).step_by(2) {
        let rows = [if second == 0 { NONE } else { a[second - 1] }, a[second]];
        let others = &b[length - 1 - second..];
        let mut sums = Sums::none(constants);
        sums.add_spill(rows[1], others[0]);
        sums.add_spill(rows[0], others[1]);
        sums.along(rows, &others[1..], second + 1, columns);
    }
}

/// Adds all columns of a·a. The products off the diagonal are those with twice a, once.
#[inline(never)]
pub(super) fn square(constants: Constants, a: &[Row], twice: &[F64x2], columns: &mut [I64x2]) {
    for (index, rows) in a.chunks(2).enumerate() {
        let (mut sums, first) = (Sums::none(constants), 2 * index);
        let columns = &mut columns[2 * first..];
        sums.add_own(rows[0]);
        sums.settle(&mut columns[0]);
        if let &[row, second] = rows {
            sums.add(row, twice[first + 2]);
            sums.settle(&mut columns[1]);
            sums.add(row, twice[first + 3]);
            sums.add_own(second);
            sums.settle(&mut columns[2]);
            sums.along([row, second], &twice[first + 3..], a.len() - first - 2, &mut columns[3..]);
        } else {
            sums.settle(&mut columns[1]);
        }
    }
}

/// Products on their way to the columns: 2t and 2t + 1 are in `even`, where limbs of even index put
/// the lower halves of their products, and 2t + 1 and 2t + 2 in `odd`. Upper halves go to the other
/// one, so that nothing need be shifted between lanes before all is added.
#[derive(Clone, Copy)]
struct Sums {
    constants: Constants,
    even: I64x2,
    odd: I64x2,
    even_above: I64x2,
    odd_below: I64x2,
}

impl Sums {
    #[inline(always)]
    fn none(constants: Constants) -> Self {
        let zero = I64x2::splat(0);
        Sums { constants, even: zero, odd: zero, even_above: zero, odd_below: zero }
    }

    /// Goes on from here for so many turns, or as many as there are columns, and settles what is
    /// left after them. `others` begins with what the second row meets in the first turn.
    #[inline(always)]
    fn along(mut self, [first, second]: [Row; 2], others: &[F64x2], turns: usize, columns: &mut [I64x2]) {
        let (columns, above) = columns.split_at_mut(turns.min(columns.len()));
        let mut below = others[0];
        for (column, &other) in columns.iter_mut().zip(&others[1..]) {
            self.add(second, below);
            self.add(first, other);
            self.settle(column);
            below = other;
        }
        if let Some(column) = above.first_mut() {
            self.settle(column);
        }
    }

    #[inline(always)]
    fn add(&mut self, row: Row, other: F64x2) {
        self.add_each(row, [other, other]);
    }

    /// Adds the products of a row of a square and itself.
    #[inline(always)]
    fn add_own(&mut self, [even, odd]: Row) {
        let own = [F64x2::together([even, odd + odd]), F64x2::together([F64x2::splat(0.0), odd])];
        self.add_each([even, odd], own);
    }

    #[inline(always)]
    fn add_each(&mut self, [even, odd]: Row, [for_even, for_odd]: [F64x2; 2]) {
        let [high, low] = self.constants.product(even, for_even);
        self.even = self.even + low;
        self.odd = self.odd + high;
        let [high, low] = self.constants.product(odd, for_odd);
        self.odd = self.odd + low;
        self.even_above = self.even_above + high;
    }

    /// Adds what products in the pair below reach of this one.
    #[inline(always)]
    fn add_spill(&mut self, [_, odd]: Row, other: F64x2) {
        let [high, _] = self.constants.product(odd, other);
        self.even = self.even + high;
    }

    /// Puts the sums into the columns of t, and goes on to t + 1.
    #[inline(always)]
    fn settle(&mut self, columns: &mut I64x2) {
        *columns = *columns + (self.even + self.odd.after(self.odd_below));
        let zero = I64x2::splat(0);
        *self = Sums { even: self.even_above, odd: zero, even_above: zero, odd_below: self.odd, ..*self };
    }
}

//! Products column by column: all of them, the lower half, the upper half, or a square.
//!
//! One factor is given as rows, pairs of limbs from the least, and the other as pairs from the
//! greatest down, so that what meets in a column lies side by side: row p meets pair t - p in
//! column pair t. Two neighbouring column pairs are summed at a time, in registers.
//!
//! What is not inlined here and in the neighbours is so for the download: 2 KB of it.

use std::ops::{Add, Sub};

/// The sums of two neighbouring column pairs, t - 1 and t, while products are added to them.
pub(super) trait Sums: Copy {
    /// Two limbs of a factor.
    type Row: Copy;
    /// Two limbs of the other factor.
    type Other: Copy;
    /// Two columns.
    type Pair: Copy + Add<Output = Self::Pair> + Sub<Output = Self::Pair>;

    /// Adds the products of all `rows`; `others` begins with what the first of them meets in t.
    fn add(&mut self, rows: &[Self::Row], others: &[Self::Other]);
    /// Adds the products of a row of a square with itself (in t - 1) and with the pair above it
    /// (in t); `others`, of the double, begins with the latter.
    fn add_own(&mut self, row: Self::Row, others: &[Self::Other]);
    /// Adds what products in pair t reach of the pair above it.
    fn add_spill(&mut self, rows: &[Self::Row], others: &[Self::Other]);
    /// The sums of t + 1 and t + 2 with what has been added to them already.
    fn above(self) -> Self;
    /// Both column pairs; `below` are the sums below.
    fn columns(self, below: Self) -> [Self::Pair; 2];
}

/// All columns of a·b; `offsets` are taken off.
#[inline(never)]
pub(super) fn product<S: Sums>(sums: S, a: &[S::Row], b: &[S::Other], offsets: &[S::Pair], columns: &mut [S::Pair]) {
    let mut sums = sums;
    for (index, (columns, offsets)) in columns.chunks_mut(2).zip(offsets.chunks(2)).enumerate() {
        let below = sums;
        sums = meet(below, 2 * index + 1, a, b);
        set(columns, sums.columns(below), offsets);
    }
}

/// The lower half of them.
#[inline(never)]
pub(super) fn low<S: Sums>(sums: S, a: &[S::Row], b: &[S::Other], offsets: &[S::Pair], columns: &mut [S::Pair]) {
    // An odd pair out is best at the least column, where there is the least to add.
    let odd = a.len() % 2;
    let mut sums = sums;
    if odd == 1 {
        let below = sums;
        sums = meet(below, 0, a, b);
        set(&mut columns[..1], [sums.columns(below)[1]; 2], offsets);
    }
    for (index, (columns, offsets)) in columns[odd..].chunks_mut(2).zip(offsets[odd..].chunks(2)).enumerate() {
        let below = sums;
        sums = meet(below, 2 * index + 1 + odd, a, b);
        set(columns, sums.columns(below), offsets);
    }
}

/// Adds the upper half of them to `columns`, and the pair below, the lower column of which is
/// short of what would not change the carry out of its upper one.
#[inline(never)]
pub(super) fn add_high<S: Sums>(sums: S, a: &[S::Row], b: &[S::Other], offsets: &[S::Pair], columns: &mut [S::Pair]) {
    let mut sums = sums;
    sums.add_spill(&a[..a.len() - 1], &b[1..]);
    for (index, (columns, offsets)) in columns.chunks_mut(2).zip(offsets.chunks(2)).enumerate() {
        let below = sums;
        sums = meet(below, a.len() + 2 * index, a, b);
        for ((column, sum), &offset) in columns.iter_mut().zip(sums.columns(below)).zip(offsets) {
            *column = *column + (sum - offset);
        }
    }
}

/// All columns of a·a. The products off the diagonal are those with twice a, once.
#[inline(never)]
pub(super) fn square<S: Sums>(sums: S, a: &[S::Row], twice: &[S::Other], offsets: &[S::Pair], columns: &mut [S::Pair]) {
    let mut sums = sums;
    for (index, (columns, offsets)) in columns.chunks_mut(2).zip(offsets.chunks(2)).enumerate() {
        let below = sums;
        let top = 2 * index + 1;
        let first = top.saturating_sub(a.len());
        sums = below.above();
        if first < index {
            sums.add(&a[first..index], &twice[a.len() + first - top..]);
        }
        sums.add_own(a[index], &twice[a.len() - index - 1..]);
        set(columns, sums.columns(below), offsets);
    }
}

/// The sums of column pairs top - 1 and top.
#[inline(always)]
fn meet<S: Sums>(below: S, top: usize, a: &[S::Row], b: &[S::Other]) -> S {
    let mut sums = below.above();
    let (first, end) = (top.saturating_sub(a.len()), a.len().min(top + 1));
    if first < end {
        sums.add(&a[first..end], &b[a.len() + first - top..]);
    }
    sums
}

#[inline(always)]
fn set<P: Copy + Sub<Output = P>>(columns: &mut [P], sums: [P; 2], offsets: &[P]) {
    for ((column, sum), &offset) in columns.iter_mut().zip(sums).zip(offsets) {
        *column = sum - offset;
    }
}

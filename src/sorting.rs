//! Sorting by a heap, which takes the least code, and the time of any other.

use alloc::vec::Vec;

/// A text, if there is one, and its place in a list.
type Placed<'t> = (Option<&'t str>, usize);

/// The texts of a list in their order, those that are none first, each with its place in the list;
/// those that are equal keep their order.
pub(crate) fn sorted<'t>(texts: impl Iterator<Item = Option<&'t str>>) -> Vec<Placed<'t>> {
    let mut items: Vec<_> = texts.enumerate().map(|(at, text)| (text, at)).collect();
    sort(&mut items);
    items
}

fn sort(items: &mut [Placed<'_>]) {
    for root in (0..items.len() / 2).rev() {
        sift_down(items, root);
    }
    for end in (1..items.len()).rev() {
        items.swap(0, end);
        sift_down(&mut items[..end], 0);
    }
}

/// Lets the item at `root` sink until nothing below it is greater.
fn sift_down(items: &mut [Placed<'_>], mut root: usize) {
    loop {
        let mut greatest = root;
        for child in [2 * root + 1, 2 * root + 2] {
            if items.get(child).is_some_and(|item| *item > items[greatest]) {
                greatest = child;
            }
        }
        if greatest == root {
            return;
        }
        items.swap(root, greatest);
        root = greatest;
    }
}

#[cfg(test)]
mod tests {
    use super::sorted;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_are_sorted_as_std_sorts_them(texts: Vec<Option<String>>, short in "[ab]{0,9}") {
            let texts: Vec<_> = texts.iter().map(Option::as_deref).chain(short.split("").map(Some)).collect();
            let mut expected: Vec<_> = texts.iter().copied().enumerate().map(|(at, text)| (text, at)).collect();
            expected.sort();
            prop_assert_eq!(sorted(texts.into_iter()), expected);
        }
    }
}

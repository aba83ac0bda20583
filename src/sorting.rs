//! Sorting by a heap, which takes the least code, and the time of any other.

/// Sorts `items`; those that are equal come in any order.
pub(crate) fn sort<T: Ord>(items: &mut [T]) {
    for root in (0..items.len() / 2).rev() {
        sift_down(items, root);
    }
    for end in (1..items.len()).rev() {
        items.swap(0, end);
        sift_down(&mut items[..end], 0);
    }
}

/// Lets the item at `root` sink until nothing below it is greater.
fn sift_down<T: Ord>(items: &mut [T], mut root: usize) {
    loop {
        let left = 2 * root + 1;
        let greatest = [left, left + 1].into_iter().filter(|at| *at < items.len()).max_by_key(|at| &items[*at]);
        match greatest {
            Some(child) if items[child] > items[root] => {
                items.swap(child, root);
                root = child;
            }
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sort;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn items_are_sorted_as_std_sorts_them(mut items: Vec<u8>) {
            let mut expected = items.clone();
            expected.sort();
            sort(&mut items);
            prop_assert_eq!(items, expected);
        }
    }
}

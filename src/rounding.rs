//! Rounding of doubles, which core has not: numbers from 2^52 on are whole, and stay as they are,
//! as do those that are none.

const WHOLE: f64 = 4_503_599_627_370_496.0;

/// Whether a finite number is whole.
pub(crate) fn is_whole(number: f64) -> bool {
    number.abs() >= WHOLE || number as i64 as f64 == number
}

/// The nearest whole number, that away from zero if two are.
pub(crate) fn round(number: f64) -> f64 {
    if number.abs() < WHOLE { (number + 0.5_f64.copysign(number)) as i64 as f64 } else { number }
}

/// The least whole number that is not below.
pub(crate) fn ceil(number: f64) -> f64 {
    let toward_zero = if number.abs() < WHOLE { number as i64 as f64 } else { number };
    if toward_zero < number { toward_zero + 1.0 } else { toward_zero }
}

#[cfg(test)]
mod tests {
    use super::{ceil, is_whole, round};

    #[test]
    fn numbers_are_rounded_as_std_rounds_them() {
        let edges = [0.0, 0.4, 0.5, 0.6, 1.0, 1.5, 2.5, 1e9 + 0.25, 4_503_599_627_370_495.5, 1e300, f64::INFINITY];
        for number in edges.into_iter().flat_map(|number| [number, -number]) {
            assert_eq!((round(number), ceil(number)), (number.round(), number.ceil()), "{number}");
            assert_eq!(is_whole(number), number.is_infinite() || number.fract() == 0.0, "{number}");
        }
        assert!(round(f64::NAN).is_nan() && ceil(f64::NAN).is_nan());
    }
}

//! Numbers between their text and a double.

use alloc::string::String;

use crate::rounding::is_whole;

/// Up to which number doubles hold every whole one, 2^53.
const WHOLE: f64 = 9_007_199_254_740_992.0;
/// Up to which power of ten doubles hold every one.
const EXACT_POWER: i32 = 22;

/// The double nearest to `text`, a number by the grammar of RFC 8259 section 6; infinite if there
/// is none.
///
/// Most are a whole number that a double holds, times or divided by a power of ten that a double
/// holds: rounding once, the processor gives the nearest (W. D. Clinger, How to Read Floating
/// Point Numbers Accurately, 1990). The others are left to those who have the tables.
pub(super) fn parse(text: &str) -> f64 {
    exact(text.as_bytes()).unwrap_or_else(|| host::parse(text))
}

fn exact(text: &[u8]) -> Option<f64> {
    let at = text.iter().position(|octet| matches!(octet, b'e' | b'E')).unwrap_or(text.len());
    let (significand, exponent) = (&text[..at], text.get(at + 1..).map_or(Some(0), small)?);
    let (mut whole, mut power, mut in_fraction) = (0_u64, exponent, false);
    for octet in significand {
        match octet {
            b'0'..=b'9' => {
                whole = whole * 10 + u64::from(octet - b'0');
                power -= i32::from(in_fraction);
            }
            b'.' => in_fraction = true,
            _ => {}
        }
        if whole > WHOLE as u64 {
            return None;
        }
    }
    if power.abs() > EXACT_POWER {
        return None;
    }
    let scale = (0..power.abs()).fold(1.0, |scale, _| scale * 10.0);
    let magnitude = if power < 0 { whole as f64 / scale } else { whole as f64 * scale };
    Some(if text[0] == b'-' { -magnitude } else { magnitude })
}

/// An exponent with its sign, if it has no more than three digits.
fn small(text: &[u8]) -> Option<i32> {
    let digits = text.strip_prefix(b"+").or(text.strip_prefix(b"-")).unwrap_or(text);
    if digits.len() > 3 {
        return None;
    }
    let exponent = digits.iter().fold(0, |exponent, digit| exponent * 10 + i32::from(digit - b'0'));
    Some(if text[0] == b'-' { -exponent } else { exponent })
}

/// A finite number in the shortest digits that read back as the same double, as ECMAScript
/// writes it (Number::toString), but for the sign of zero.
pub(crate) fn text(number: f64) -> String {
    if number.abs() >= WHOLE || !is_whole(number) {
        return host::text(number);
    }
    let mut text = String::new();
    if number.is_sign_negative() {
        text.push('-');
    }
    let (mut digits, mut at, mut rest) = ([0; 16], 16, number.abs() as u64);
    while at == 16 || rest > 0 {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    text.push_str(str::from_utf8(&digits[at..]).unwrap_or_default());
    text
}

/// What is not so easy, by Rust's own means.
#[cfg(not(all(target_arch = "wasm32", feature = "wasm")))]
mod host {
    pub(super) fn parse(text: &str) -> f64 {
        text.parse().unwrap_or(f64::NAN)
    }

    pub(super) fn text(number: f64) -> String {
        match number.abs() {
            1e21.. => format!("{number:e}").replace('e', "e+"),
            1e-6.. => format!("{number}"),
            _ => format!("{number:e}"),
        }
    }
}

/// The same by JavaScript's, which has the tables, of 20 KB, at hand.
#[cfg(all(target_arch = "wasm32", feature = "wasm"))]
use crate::wasm::number as host;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_read_is_the_nearest_double() {
        for text in [
            "0",
            "-0",
            "-0.0",
            "0e999",
            "7",
            "-1",
            "1700000000",
            "1700000000.5",
            "9007199254740991",
            "9007199254740992",
            "9007199254740993",
            "9007199254740995",
            "18446744073709551617",
            "1e3",
            "0.1",
            "0.3",
            "-1E-7",
            "1e22",
            "1e23",
            "9007199254740991e22",
            "123e-22",
            "123e-23",
            "3.0e+0022",
            "1e00000000000000000000001",
            "5e-324",
            "2.4703282292062327e-324",
            "1.7976931348623157e308",
            "1e308",
            "1e309",
            "-1e400",
            "1e99999999999999999999",
            "0.000000000000000000000000000001",
            "100000000000000000000000",
            "4.35",
            "0.000001e-16",
            "8.5e-23",
        ] {
            assert_eq!(parse(text).to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
        }
        assert!(["0.1", "1e22", "9007199254740992e-22"].iter().all(|text| exact(text.as_bytes()).is_some()));
        assert!(["9007199254740993", "1e23", "1e-23"].iter().all(|text| exact(text.as_bytes()).is_none()));
    }

    #[test]
    fn what_is_written_is_what_ecmascript_writes() {
        for (number, written) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (-7.0, "-7"),
            (0.5, "0.5"),
            (1e15, "1000000000000000"),
            (WHOLE - 1.0, "9007199254740991"),
            (WHOLE, "9007199254740992"),
            (-1e20, "-100000000000000000000"),
            (1e21, "1e+21"),
            (1.5e-6, "0.0000015"),
            (1e-6, "0.000001"),
            (-1e-7, "-1e-7"),
            (f64::MAX, "1.7976931348623157e+308"),
        ] {
            assert_eq!(text(number), written);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(bits: u64, whole: i64) {
            for number in [f64::from_bits(bits), whole as f64, (whole >> 11) as f64, (whole >> 40) as f64 / 1000.0] {
                if number.is_finite() {
                    prop_assert_eq!(parse(&text(number)).to_bits(), number.to_bits());
                }
            }
        }

        #[test]
        fn every_spelling_is_read_as_rust_reads_it(text in "-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?") {
            prop_assert_eq!(parse(&text).to_bits(), text.parse::<f64>().unwrap().to_bits());
        }
    }
}

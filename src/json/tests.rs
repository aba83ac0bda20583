//! Our JSON against `serde_json`'s: we accept what it accepts if no name occurs twice and nothing
//! nests too deep, and nothing else; and what we read is what it reads.

mod theirs;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{Value, parse};
use theirs::Theirs;

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(elements) => 1 + elements.iter().map(depth).max().unwrap_or(0),
        Value::Object(members) => 1 + members.iter().map(|(_, value)| depth(value)).max().unwrap_or(0),
        _ => 0,
    }
}

/// Equality that tells the two zeros apart.
fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.to_bits() == right.to_bits(),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.0.len() == right.0.len()
                && left.0.iter().zip(&right.0).all(|((name, value), (other, own))| name == other && is_same(value, own))
        }
        (left, right) => left == right,
    }
}

fn agrees(text: &[u8]) -> Result<(), TestCaseError> {
    let theirs = serde_json::from_slice::<Theirs>(text).ok().map(|theirs| theirs.0).filter(|value| depth(value) <= 32);
    let shown = String::from_utf8_lossy(text);
    match (parse(text), theirs) {
        (Ok(ours), Some(theirs)) => prop_assert!(is_same(&ours, &theirs), "{shown}: {ours:?} for {theirs:?}"),
        (ours, theirs) => prop_assert_eq!(ours.is_ok(), theirs.is_some(), "{}", shown),
    }
    Ok(())
}

const SPACE: &[&str] = &["", "", "", " ", "\t", "\n", "\r", " \r\n\t "];

const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "-0.0",
    "1",
    "-1",
    "0.1",
    "1e3",
    "1E+2",
    "1e-2",
    "9007199254740991",
    "9007199254740993",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "-9223372036854775809",
    "123456789012345678901234567890",
    "1.7976931348623157e308",
    "1.7976931348623159e308",
    "1e309",
    "-1e400",
    "5e-324",
    "2.4703282292062327e-324",
    "1e-400",
    "0e99999999999999999999",
    "1e99999999999999999999",
    "1e-99999999999999999999",
    "01",
    "+1",
    "1.",
    ".5",
    "1e",
    "-",
    "NaN",
    "Infinity",
];

/// What a string may hold, and some of what it may not.
const LETTERS: &[&str] = &[
    "a",
    "b",
    "é",
    "😀",
    "\u{7f}",
    "\u{2028}",
    "\\\"",
    "\\\\",
    "\\/",
    "\\b",
    "\\f",
    "\\n",
    "\\r",
    "\\t",
    "\\u0061",
    "\\u00E9",
    "\\ud83d\\ude00",
    "\\uD83D\\uDE00",
    "\\u0000",
    "\\ud800",
    "\\udc00",
    "\\ud800a",
    "\\ud800\\u0061",
    "\\udc00\\ud800",
    "\\u12",
    "\\x",
    "\\U0061",
    "\n",
    "\0",
    "\u{1f}",
];

/// Pieces of which JSON is made, and of which it is not.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"",
    "\\",
    "\"a\"",
    "\"\\u0061\"",
    "\"a\":1",
    "null",
    "true",
    "false",
    "nul",
    "0",
    "-",
    "1",
    ".",
    "e",
    "1e400",
    " ",
    "\u{feff}",
    "\u{a0}",
    "/**/",
    "'",
    "\\ud800",
    "é",
    "[[[[[[[[",
    "]]]]]]]]",
];

fn string() -> impl Strategy<Value = String> {
    // Rarely what makes all of a text wrong.
    let letter = prop_oneof![30 => select(&LETTERS[..19]), 1 => select(LETTERS)];
    proptest::collection::vec(letter, 0..4).prop_map(|letters| format!("\"{}\"", letters.concat()))
}

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        20 => select(&NUMBERS[..18]).prop_map(str::to_owned),
        1 => select(NUMBERS).prop_map(str::to_owned),
        10 => "-?(0|[1-9][0-9]{0,22})(\\.[0-9]{1,22})?([eE][+-]?[0-9]{1,3})?",
        10 => any::<f64>().prop_filter_map("JSON has finite numbers", |number| number.is_finite().then(|| format!("{number:e}"))),
    ]
}

/// A text that is mostly JSON, spelled in some way, with names that may occur twice.
fn text() -> impl Strategy<Value = String> {
    let literal = select(&["null", "true", "false"][..]).prop_map(str::to_owned);
    let leaf = prop_oneof![literal, number(), string()];
    let name = prop_oneof![4 => string(), 1 => "\"[a-z]{1,9}\""];
    leaf.prop_recursive(6, 40, 5, move |inner| {
        let spaced =
            (select(SPACE), inner, select(SPACE)).prop_map(|(before, value, after)| format!("{before}{value}{after}"));
        let elements = proptest::collection::vec(spaced.clone(), 0..5);
        let member = (select(SPACE), name.clone(), select(SPACE), spaced);
        let member = member.prop_map(|(before, name, after, value)| format!("{before}{name}{after}:{value}"));
        prop_oneof![
            elements.prop_map(|elements| format!("[{}]", elements.join(","))),
            proptest::collection::vec(member, 0..5).prop_map(|members| format!("{{{}}}", members.join(","))),
        ]
    })
}

/// A change of a text: where, what comes in, and how much goes out.
type Change = (Index, Vec<u8>, usize);

fn change() -> impl Strategy<Value = Change> {
    let piece = select(PIECES).prop_map(|piece| piece.as_bytes().to_vec());
    let comes = prop_oneof![3 => piece, 1 => any::<u8>().prop_map(|octet| vec![octet]), 1 => Just(Vec::new())];
    (any::<Index>(), comes, 0..3usize)
}

fn changed(text: &str, changes: &[Change]) -> Vec<u8> {
    let mut octets = text.as_bytes().to_vec();
    for (at, comes, goes) in changes {
        let at = at.index(octets.len() + 1);
        octets.splice(at..octets.len().min(at + goes), comes.iter().copied());
    }
    octets
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8000))]

    #[test]
    fn we_read_what_serde_json_reads(text in text()) {
        agrees(text.as_bytes())?;
    }

    #[test]
    fn changed_texts_are_judged_as_serde_json_judges_them(
        text in text(), changes in proptest::collection::vec(change(), 1..4),
    ) {
        agrees(&changed(&text, &changes))?;
    }

    #[test]
    fn pieces_are_judged_as_serde_json_judges_them(pieces in proptest::collection::vec(select(PIECES), 0..12)) {
        agrees(pieces.concat().as_bytes())?;
    }

    #[test]
    fn octets_are_judged_as_serde_json_judges_them(octets in proptest::collection::vec(any::<u8>(), 0..8)) {
        agrees(&octets)?;
        agrees(&[b"\"", &octets[..], b"\""].concat())?;
    }

    #[test]
    fn depth_is_counted_as_serde_json_s_values_nest(
        around in proptest::collection::vec(any::<bool>(), 28..36), text in text(),
    ) {
        let open: String = around.iter().map(|is_array| if *is_array { "[" } else { "{\"a\":" }).collect();
        let close: String = around.iter().rev().map(|is_array| if *is_array { ']' } else { '}' }).collect();
        agrees(format!("{open}{text}{close}").as_bytes())?;
        agrees(format!("{open}0{close}").as_bytes())?;
    }
}

#[test]
fn each_number_and_each_letter_by_itself() {
    for number in NUMBERS {
        agrees(number.as_bytes()).unwrap();
    }
    for letter in LETTERS.iter().chain(PIECES) {
        agrees(format!("\"{letter}\"").as_bytes()).unwrap();
        agrees(format!("{{\"a\":1,\"{letter}\":2}}").as_bytes()).unwrap();
    }
}

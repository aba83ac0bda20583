//! Strict JSON: what ours accepts serde_json accepts, with equal values.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value as Theirs;
use symbolon::json::Value as Ours;

fuzz_target!(|text: &[u8]| {
    let Some(ours) = symbolon::fuzzing::json(text) else { return };
    let theirs: Theirs = serde_json::from_slice(text).expect("more is accepted than JSON");
    assert!(equal(&ours, &theirs), "{ours} {theirs}");
    let written = ours.to_string();
    assert_eq!(symbolon::fuzzing::json(written.as_bytes()), Some(ours), "{written}");
});

fn equal(ours: &Ours, theirs: &Theirs) -> bool {
    match (ours, theirs) {
        (Ours::Null, Theirs::Null) => true,
        (Ours::Bool(ours), Theirs::Bool(theirs)) => ours == theirs,
        (Ours::Number(ours), Theirs::Number(theirs)) => theirs.as_f64() == Some(*ours),
        (Ours::String(ours), Theirs::String(theirs)) => ours == theirs,
        (Ours::Array(ours), Theirs::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(ours, theirs)| equal(ours, theirs))
        }
        (Ours::Object(ours), Theirs::Object(theirs)) => {
            ours.iter().count() == theirs.len()
                && ours.iter().all(|(name, ours)| theirs.get(name).is_some_and(|theirs| equal(ours, theirs)))
        }
        _ => false,
    }
}

//! Hosts: what is accepted is in the URL Standard's form, and stands for itself.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some(canonical) = symbolon::fuzzing::host(text) else { return };
    assert!(canonical.is_ascii() && !canonical.bytes().any(|octet| octet.is_ascii_uppercase()), "{canonical}");
    assert!(!canonical.contains(['/', '\\', '@', '?', '#', '%', '*', ' ']), "{canonical}");
});

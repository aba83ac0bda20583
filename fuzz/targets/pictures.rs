//! What JavaScript may be given as options, context and entries, as it comes over the boundary.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| symbolon::fuzzing::pictures(text));

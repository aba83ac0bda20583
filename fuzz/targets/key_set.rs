//! Key sets: of what a key server or a cache says, usable keys alone are left.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|text: &[u8]| {
    let Some(keys) = symbolon::fuzzing::key_set(text) else { return };
    let set: Value = serde_json::from_slice(text).expect("a set is JSON");
    assert!(keys.len() <= set["keys"].as_array().expect("of keys").len());
    for thumbprint in keys.thumbprints() {
        assert_eq!(thumbprint.len(), 43);
    }
});

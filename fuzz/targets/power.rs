//! Both engines against num-bigint: an octet each for length and exponent, then modulus and base.
#![no_main]

use libfuzzer_sys::fuzz_target;
use num_bigint::BigUint;

/// The least that a key may have.
const LEAST: usize = 2048 / 8;

fuzz_target!(|data: &[u8]| {
    let Some((length, rest)) = data.split_first_chunk::<2>() else { return };
    // What runs out is zeros; a few lengths near the least are enough, and one that is long.
    let length = LEAST + [0, 1, 2, 5, 128, 256][usize::from(length[0]) % 6];
    let mut octets = rest.iter().copied().chain(core::iter::repeat(0));
    let mut next = || octets.by_ref().take(length).collect::<Vec<u8>>();
    let (mut n, s) = (next(), next());
    n[0] |= 0x80;
    n[length - 1] |= 1;
    let e = [3, 17, 65537][usize::from(data[1]) % 3];
    let (modulus, base) = (BigUint::from_bytes_be(&n), BigUint::from_bytes_be(&s));
    let expected = (base < modulus).then(|| {
        let power = base.modpow(&e.into(), &modulus).to_bytes_be();
        [vec![0; length - power.len()], power].concat()
    });
    assert_eq!(symbolon::fuzzing::powers(&n, &s, e), [expected.clone(), expected], "in doubles, and in integers");
});

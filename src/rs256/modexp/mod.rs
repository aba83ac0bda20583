//! Modular powers of public values: the one seam between RS256 and big-number arithmetic.
//!
//! Everything here is public (modulus, exponent, signature), so nothing needs to run in
//! constant time; it needs to be right. An engine is a type `Modulus` with two functions:
//!
//! * `new(n)` takes an odd modulus of [`MIN_BITS`] to [`MAX_BITS`] bits, big-endian and
//!   without leading zeros, and prepares what depends on it alone;
//! * `pow(s, e)` gives s^e mod n for odd e ≥ 3, both s and the result big-endian and exactly
//!   as long as n; `None` if s is not below n.

// Natively, tests and fuzzers alone have use for it: there it is emulated.
#[cfg(all(not(feature = "rsa"), any(test, fuzzing, target_feature = "relaxed-simd")))]
mod fma;
#[cfg(all(not(feature = "rsa"), not(target_feature = "simd128")))]
#[path = "lanes/scalar.rs"]
mod lanes;
#[cfg(all(not(feature = "rsa"), target_feature = "simd128"))]
#[path = "lanes/simd.rs"]
mod lanes;
#[cfg(not(feature = "rsa"))]
mod limbs;
#[cfg(not(feature = "rsa"))]
mod montgomery;
#[cfg(not(feature = "rsa"))]
mod portable;

#[cfg(not(any(feature = "rsa", target_feature = "relaxed-simd")))]
pub(super) use portable::Modulus;

#[cfg(all(not(feature = "rsa"), target_feature = "relaxed-simd"))]
mod fastest;
#[cfg(all(not(feature = "rsa"), target_feature = "relaxed-simd"))]
pub(super) use fastest::Modulus;

#[cfg(feature = "rsa")]
mod rsa_crate;
#[cfg(feature = "rsa")]
pub(super) use rsa_crate::Modulus;

/// s^e mod n by each engine: natively no fuzzer would meet that in doubles.
#[cfg(fuzzing)]
pub(crate) fn powers(n: &[u8], s: &[u8], e: u64) -> [Option<alloc::vec::Vec<u8>>; 2] {
    let fused = fma::Modulus::new(n).expect("multiply-add is exact natively");
    [fused.pow(s, e), portable::Modulus::new(n).pow(s, e)]
}

/// The least modulus that RFC 7518 section 3.3 allows for RS256.
pub(super) const MIN_BITS: usize = 2048;
/// The largest modulus accepted: nobody issues longer ones, and work grows with the square.
pub(super) const MAX_BITS: usize = 8192;

#[cfg(test)]
mod tests {
    use super::Modulus;
    use proptest::prelude::*;
    use rsa::BigUint;

    fn fixed(value: &BigUint, length: usize) -> Vec<u8> {
        let octets = value.to_bytes_be();
        [vec![0; length - octets.len()], octets].concat()
    }

    fn check(n: &BigUint, s: &BigUint, e: u64) {
        let length = n.to_bytes_be().len();
        let expected = (s < n).then(|| fixed(&s.modpow(&BigUint::from(e), n), length));
        let (n_octets, s_octets) = (n.to_bytes_be(), fixed(s, length));
        let ours = Modulus::new(&n_octets).pow(&s_octets, e);
        assert_eq!(ours, expected, "n = {n:x}, s = {s:x}, e = {e}");
        #[cfg(not(feature = "rsa"))]
        {
            let fused = super::fma::Modulus::new(&n_octets).expect("mul_add is exact").pow(&s_octets, e);
            assert_eq!(fused, expected, "fma: n = {n:x}, s = {s:x}, e = {e}");
        }
    }

    #[test]
    fn edges_agree_with_the_reference() {
        let one = BigUint::from(1u8);
        // Of 2100 and 8100 bits no limb is left in part, by any of the widths.
        for bits in [2048, 2049, 2079, 2080, 2081, 2100, 3071, 3072, 4096, 8100, 8191, 8192] {
            let top = BigUint::from(1u8) << (bits - 1);
            let all_ones = (BigUint::from(1u8) << bits) - 1u8;
            for n in [&top + 1u8, &top + 3u8, all_ones.clone(), &all_ones - 2u8, &top + (&top >> 1) + 1u8] {
                for s in [
                    BigUint::from(0u8),
                    one.clone(),
                    BigUint::from(2u8),
                    &n - 1u8,
                    &n - 2u8,
                    n.clone(),
                    &n >> 1,
                    &top - 1u8,
                ] {
                    for e in [3, 17, 65537] {
                        check(&n, &s, e);
                    }
                }
                check(&n, &(&n - 2u8), (1 << 33) - 1);
            }
        }
    }

    #[test]
    fn a_base_that_is_not_below_the_modulus_is_refused() {
        let n = vec![0x80; 255].into_iter().chain([0x81]).collect::<Vec<u8>>();
        assert_eq!(Modulus::new(&n).pow(&n, 3), None);
        assert_eq!(Modulus::new(&n).pow(&[0xff; 256], 3), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn random_operands_agree_with_the_reference(
            bits in 2048usize..=8192, n in prop::collection::vec(any::<u8>(), 1024), s in prop::collection::vec(any::<u8>(), 1024), e in 1u64..1 << 32,
        ) {
            let top = BigUint::from(1u8) << (bits - 1);
            let n = (BigUint::from_bytes_be(&n) % &top) + &top;
            let n = if &n % 2u8 == BigUint::from(0u8) { n + 1u8 } else { n };
            check(&n, &(BigUint::from_bytes_be(&s) % &n), e * 2 + 1);
        }
    }
}

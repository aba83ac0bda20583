//! A key whose modulus is a product of small primes: worth nothing, and signs in microseconds.

use num_bigint::BigUint;
use sha2::{Digest as _, Sha256};

const EXPONENT: u32 = 65537;
const LENGTH: usize = 256;
const DIGEST_INFO: &[u8] = b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20";

pub struct CheapKey {
    n: BigUint,
    primes: Vec<Prime>,
}

struct Prime {
    p: u32,
    /// The inverse of the public exponent modulo p - 1.
    d: u32,
    /// 1 modulo p, and 0 modulo the others.
    basis: BigUint,
}

impl CheapKey {
    pub fn new() -> Self {
        let bits = 8 * LENGTH as u64;
        let mut n = BigUint::from(1u8);
        let mut primes = Vec::new();
        let mut from = 4001;
        // Primes of 12 or 13 bits, until one brings the modulus to its length.
        while n.bits() < bits {
            let least = if n.bits() + 26 < bits { from } else { (from | 1).max(1 << (bits - n.bits()) | 1) };
            let prime = (least..).step_by(2).find(is_prime).expect("there are more");
            n *= prime;
            primes.push(prime);
            from = prime + 2;
        }
        assert_eq!(n.bits(), bits);
        let primes = primes.into_iter().map(|p| {
            let others = &n / p;
            let inverse = others.modpow(&(p - 2).into(), &p.into());
            let d =
                (1..p).find(|d| u64::from(*d) * u64::from(EXPONENT) % u64::from(p - 1) == 1).expect("they are coprime");
            Prime { p, d, basis: others * inverse }
        });
        CheapKey { primes: primes.collect(), n }
    }

    pub fn jwk(&self) -> String {
        format!(r#"{{"kty":"RSA","n":"{}","e":"AQAB"}}"#, base64url(&self.n.to_bytes_be()))
    }

    /// A token with this payload, whatever it is.
    pub fn sign(&self, payload: &[u8]) -> String {
        let signed = format!("{}.{}", base64url(br#"{"alg":"RS256"}"#), base64url(payload));
        let hash = Sha256::digest(signed.as_bytes());
        let padding = vec![0xff; LENGTH - 3 - DIGEST_INFO.len() - hash.len()];
        let encoded = BigUint::from_bytes_be(&[&[0, 1], &padding[..], &[0], DIGEST_INFO, &hash].concat());
        let roots =
            self.primes.iter().map(|Prime { p, d, basis }| basis * (&encoded % p).modpow(&(*d).into(), &(*p).into()));
        let signature = (roots.sum::<BigUint>() % &self.n).to_bytes_be();
        format!("{signed}.{}", base64url(&[vec![0; LENGTH - signature.len()], signature].concat()))
    }
}

fn is_prime(p: &u32) -> bool {
    (3..).step_by(2).take_while(|q| q * q <= *p).all(|q| !p.is_multiple_of(q))
}

fn base64url(octets: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(octets)
}

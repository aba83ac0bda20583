//! Private keys of any size and exponent, the same in every run.
//!
//! Their moduli are products of many small primes, found and used in no time. A verifier sees
//! nothing of that.

use num_bigint_dig::prime::probably_prime;
use num_bigint_dig::{BigUint, ModInverse as _};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};
use rsa::RsaPublicKey;
use rsa::pkcs8::{EncodePublicKey as _, LineEnding};
use rsa::sha2::{Digest as _, Sha256};

/// Bits of a prime, but for the last one of a modulus.
const PRIME: usize = 256;

/// What comes before the hash in the encoding of RFC 8017 section 9.2, note 1.
pub const DIGEST_INFO: &[u8] = b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20";

pub struct PrivateKey {
    pub n: BigUint,
    pub e: u64,
    /// RFC 8017 section 3.2, the second representation, with any number of primes.
    factors: Vec<Factor>,
}

struct Factor {
    prime: BigUint,
    exponent: BigUint,
    /// The inverse of the product of the primes before it.
    coefficient: BigUint,
}

impl PrivateKey {
    /// The one key of this size and of this exponent, which is a prime.
    pub fn new(bits: usize, e: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(bits as u64 ^ e << 16);
        let mut below = |bound: &BigUint| {
            let mut octets = vec![0; bound.bits().div_ceil(8) + 8];
            random.fill_bytes(&mut octets);
            BigUint::from_bytes_be(&octets) % bound
        };
        let mut key = PrivateKey { n: BigUint::from(1u8), e, factors: Vec::new() };
        while bits - key.n.bits() > 2 * PRIME {
            let lowest = BigUint::from(1u8) << (PRIME - 1);
            key.multiply(&lowest + below(&lowest));
        }
        // From half of what the modulus can be to all of it.
        let lowest = (BigUint::from(1u8) << (bits - 1)) / &key.n + 1u8;
        key.multiply(&lowest + below(&(&lowest * 9u8 / 10u8)));
        assert_eq!(key.n.bits(), bits);
        key
    }

    /// Takes in the first prime from `start` on that goes with the exponent.
    fn multiply(&mut self, start: BigUint) {
        let e = BigUint::from(self.e);
        let fits = |prime: &BigUint| (prime - 1u8) % &e != BigUint::from(0u8) && probably_prime(prime, 4);
        let mut prime = start | BigUint::from(1u8);
        while !fits(&prime) {
            prime += 2u8;
        }
        let inverse = |number: BigUint, of: &BigUint| number.mod_inverse(of).and_then(|it| it.to_biguint()).unwrap();
        let factor = Factor {
            exponent: inverse(e, &(&prime - 1u8)),
            coefficient: inverse(&self.n % &prime, &prime),
            prime: prime.clone(),
        };
        self.factors.push(factor);
        self.n *= prime;
    }

    /// The octets of the modulus, and so of a signature.
    pub fn size(&self) -> usize {
        self.n.bits().div_ceil(8)
    }

    /// The signature whose encoded message is `encoded`, whatever that is (RSASP1, RFC 8017
    /// section 5.2.1); `None` if its number is not below the modulus.
    pub fn sign_encoded(&self, encoded: &[u8]) -> Option<Vec<u8>> {
        let message = BigUint::from_bytes_be(encoded);
        if message >= self.n {
            return None;
        }
        let (mut signature, mut product) = (BigUint::from(0u8), BigUint::from(1u8));
        for Factor { prime, exponent, coefficient } in &self.factors {
            let here = (&message % prime).modpow(exponent, prime);
            let missing = (here + prime - &signature % prime) * coefficient % prime;
            signature += missing * &product;
            product *= prime;
        }
        Some(octets(&signature, self.size()))
    }

    /// A right signature over `message`.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.sign_encoded(&encode(message, self.size())).unwrap()
    }

    /// The public key, as the `rsa` crate has it.
    pub fn public(&self) -> RsaPublicKey {
        RsaPublicKey::new_with_max_size(self.n.clone(), self.e.into(), 8192).unwrap()
    }

    /// The public key as PEM.
    pub fn public_pem(&self) -> String {
        self.public().to_public_key_pem(LineEnding::LF).unwrap()
    }
}

/// `number`, big-endian, with leading zeros.
pub fn octets(number: &BigUint, length: usize) -> Vec<u8> {
    let octets = number.to_bytes_be();
    [vec![0; length - octets.len()], octets].concat()
}

/// 00 01 FF…FF 00, filled up so that `tail` ends the message.
pub fn padded(length: usize, tail: &[u8]) -> Vec<u8> {
    [&[0, 1][..], &vec![0xff; length - 3 - tail.len()], &[0], tail].concat()
}

/// The right encoding of `message` (RFC 8017 section 9.2).
pub fn encode(message: &[u8], length: usize) -> Vec<u8> {
    padded(length, &[DIGEST_INFO, &Sha256::digest(message)].concat())
}

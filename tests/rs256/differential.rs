//! The engine of this build against the `rsa` crate, on keys of every size class: whatever one
//! says of a signature, the other says, too.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore as _, SeedableRng as _};
use rsa::sha2::{Digest as _, Sha256};
use rsa::traits::{PrivateKeyParts as _, PublicKeyParts as _};
use rsa::{BigUint, Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey};
use symbolon::rs256::PublicKey;

use crate::private_key::{PrivateKey, encode, octets};

/// Whole octets and not, whole limbs of each engine and not, and the ends of what is taken.
const SIZES: [usize; 20] = [
    2048, 2049, 2055, 2056, 2079, 2100, 2101, 2600, 3071, 3072, 3073, 4095, 4096, 4097, 5000, 6144, 7001, 7168, 8191,
    8192,
];
/// Primes: small ones, the usual one, and the largest below 2^33.
const EXPONENTS: [u64; 4] = [3, 17, 65537, 8_589_934_583];

struct Both {
    ours: PublicKey,
    theirs: RsaPublicKey,
}

impl Both {
    fn of(key: &PrivateKey) -> Self {
        let exponent = key.e.to_be_bytes();
        Both { ours: PublicKey::from_components(&key.n.to_bytes_be(), &exponent).unwrap(), theirs: key.public() }
    }

    /// What both say.
    fn hold(&self, message: &[u8], signature: &[u8]) -> bool {
        let ours = self.ours.verify(message, signature).is_ok();
        let hash = Sha256::digest(message);
        let theirs = self.theirs.verify(Pkcs1v15Sign::new::<Sha256>(), &hash, signature).is_ok();
        assert_eq!(
            ours,
            theirs,
            "n = {:x}, e = {}, message {message:x?}, signature {signature:x?}",
            self.theirs.n(),
            self.theirs.e()
        );
        ours
    }
}

/// Messages of lengths about which SHA-256 could err, and of long runs.
fn messages(random: &mut ChaCha8Rng) -> Vec<Vec<u8>> {
    let lengths = [0, 1, 55, 56, 63, 64, 65, 470, 5000];
    let mut messages: Vec<_> = lengths
        .iter()
        .map(|length| {
            let mut message = vec![0; *length];
            random.fill_bytes(&mut message);
            message
        })
        .collect();
    messages.extend([vec![0; 256], vec![0xff; 119], b"eyJhbGciOiJSUzI1NiJ9.e30".to_vec()]);
    messages
}

#[test]
fn both_say_the_same_of_every_signature() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    for (index, bits) in SIZES.into_iter().enumerate() {
        // Each size with an exponent that is quick and one that is not.
        for e in [EXPONENTS[index % 2], EXPONENTS[2 + index % 2]] {
            let key = PrivateKey::new(bits, e);
            let both = Both::of(&key);
            assert_eq!((both.ours.bits(), both.theirs.n().bits()), (bits, bits));
            for message in messages(&mut random) {
                let signature = key.sign(&message);
                assert!(both.hold(&message, &signature), "{bits} bits, {} octets", message.len());
                let mut changed = signature.clone();
                changed[random.next_u32() as usize % signature.len()] ^= 1 << (random.next_u32() % 8);
                assert!(!both.hold(&message, &changed));
                assert!(!both.hold(&[&message[..], &[0]].concat(), &signature));
            }
        }
    }
}

#[test]
fn both_say_the_same_of_numbers_that_are_no_signatures() {
    for (bits, e) in [(2048, 3), (2049, 65537), (3071, 65537), (4096, 3), (8192, 3)] {
        let key = PrivateKey::new(bits, e);
        let (both, size) = (Both::of(&key), key.size());
        let right = key.sign(b"message");
        let number = BigUint::from_bytes_be(&right);
        let one = BigUint::from(1u8);
        for wrong in [
            BigUint::from(0u8),
            one.clone(),
            &key.n - &one,
            key.n.clone(),
            &key.n + &one,
            &key.n - &number,
            &key.n >> 1,
            &one << (bits - 1),
            (&one << (bits - 1)) - &one,
        ] {
            assert!(!both.hold(b"message", &octets(&wrong, size)));
        }
        assert!(!both.hold(b"message", &encode(b"message", size)));
        for wrong in [&right[1..], &[&[0], &right[..]].concat(), &[&right[..], &[0]].concat(), &[]] {
            assert!(!both.hold(b"message", wrong));
        }
        // Where the size is no number of whole octets, s + n is as long as s: one signature, one spelling.
        let sum = (&number + &key.n).to_bytes_be();
        assert!(!both.hold(b"message", &sum));
        assert!(sum.len() == size || bits % 8 == 0);
    }
}

#[test]
fn keys_of_two_primes_are_no_different() {
    for bits in [2048, 2049, 3072] {
        let key = RsaPrivateKey::new(&mut ChaCha8Rng::seed_from_u64(bits as u64), bits).unwrap();
        assert_eq!(key.primes().len(), 2);
        let ours = PublicKey::from_components(&key.n().to_bytes_be(), &key.e().to_bytes_be()).unwrap();
        let signature = key.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(b"message")).unwrap();
        assert!(ours.verify(b"message", &signature).is_ok());
        assert!(ours.verify(b"massage", &signature).is_err());
    }
}

//! Forgeries: encoded messages that are not the one of RFC 8017 section 9.2 and that a lax parser
//! would take, or has taken, signed with the private key. What nobody can sign without that key
//! stands in [`crate::cube_roots`].
//!
//! BERserk and Bleichenbacher's forgery of 2006 (CVE-2014-1568, CVE-2006-4339) are the known ones.

mod blocks;
mod der;
mod digest_infos;

use std::collections::BTreeMap;
use std::rc::Rc;

use rsa::sha2::{Digest as _, Sha256};

use crate::case::{Case, judge};
use crate::private_key::{PrivateKey, encode, padded};

pub const MESSAGE: &[u8] = b"eyJhbGciOiJSUzI1NiJ9.e30";
pub const SIZES: [usize; 5] = [2048, 2049, 3072, 4096, 8192];
pub const EXPONENTS: [u64; 2] = [3, 65537];

/// Name and encoded message of every forgery, `length` octets each.
fn table(length: usize) -> Vec<(&'static str, Vec<u8>)> {
    let hash = &*Sha256::digest(MESSAGE);
    let infos = digest_infos::table(hash).into_iter().map(|(name, info)| (name, padded(length, &info)));
    infos.chain(blocks::table(length, hash)).collect()
}

/// Ways to write the number of a right signature, or to miss it, that are not the one.
fn spellings(key: &PrivateKey, signature: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let number = rsa::BigUint::from_bytes_be(signature);
    let mut flipped = signature.to_vec();
    flipped[signature.len() / 2] ^= 0x10;
    vec![
        ("the signature plus the modulus", (&number + &key.n).to_bytes_be()),
        ("the modulus less the signature", (&key.n - &number).to_bytes_be()),
        ("a zero before the signature", [&[0], signature].concat()),
        ("a zero after the signature", [signature, &[0]].concat()),
        ("the signature without its first octet", signature[1..].to_vec()),
        ("the signature without its last octet", signature[..signature.len() - 1].to_vec()),
        ("the signature twice", [signature, signature].concat()),
        ("the signature backwards", signature.iter().rev().copied().collect()),
        ("a bit of the signature changed", flipped),
        ("no signature", Vec::new()),
        ("a signature of zero", vec![0; signature.len()]),
        ("a signature of one", [&*vec![0; signature.len() - 1], &[1]].concat()),
        ("a signature of nothing but ones", vec![0xff; signature.len()]),
        ("the modulus", key.n.to_bytes_be()),
        ("the modulus less one", (&key.n - 1u8).to_bytes_be()),
        ("the encoded message in the place of its signature", encode(MESSAGE, key.size())),
    ]
}

/// Every forgery by every key, each key's after a signature that holds.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (bits, e) in SIZES.into_iter().flat_map(|bits| EXPONENTS.map(|e| (bits, e))) {
        let key = PrivateKey::new(bits, e);
        let pem: Rc<str> = key.public_pem().into();
        let right = key.sign(MESSAGE);
        let forged = table(key.size()).into_iter().filter_map(|(name, encoded)| {
            assert_eq!(encoded.len(), key.size(), "{name}");
            Some((name, key.sign_encoded(&encoded)?))
        });
        let all = forged.chain(spellings(&key, &right)).map(|(name, signature)| (name, signature, false));
        cases.extend([("as it should be", right.clone(), true)].into_iter().chain(all).map(
            |(name, signature, holds)| Case {
                source: "forgeries",
                name: format!("{bits} bits, exponent {e}: {name}"),
                key: Rc::clone(&pem),
                message: MESSAGE.to_vec(),
                signature,
                holds,
            },
        ));
    }
    cases
}

#[test]
fn no_forgery_holds() {
    let cases = cases();
    judge(&cases);
    // What makes a number that is not below the modulus cannot be signed, whatever the key.
    let keys = SIZES.len() * EXPONENTS.len();
    let rows = table(256).len() + spellings(&PrivateKey::new(2048, 3), &[0; 256]).len() + 1;
    assert!(cases.len() > keys * (rows - 5), "{} forgeries of {}", cases.len(), keys * rows);
}

#[test]
fn each_forgery_is_one_of_its_own() {
    for length in SIZES.map(|bits| bits.div_ceil(8)) {
        let mut names = BTreeMap::from([(encode(MESSAGE, length), "as it should be")]);
        for (name, encoded) in table(length) {
            let same = names.insert(encoded, name);
            assert_eq!(same, None, "{name}");
        }
    }
}

#[test]
fn every_octet_of_the_encoding_counts() {
    for bits in [2048, 2049, 3072] {
        let key = PrivateKey::new(bits, 3);
        let public = symbolon::rs256::PublicKey::from_pem(&key.public_pem()).unwrap();
        let right = encode(MESSAGE, key.size());
        for at in 0..right.len() {
            for bit in [1, 0x80] {
                let mut encoded = right.clone();
                encoded[at] ^= bit;
                let Some(signature) = key.sign_encoded(&encoded) else { continue };
                assert!(public.verify(MESSAGE, &signature).is_err(), "{bits} bits, octet {at}, {bit:#x}");
            }
        }
    }
}

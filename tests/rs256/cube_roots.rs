//! Forgeries that nobody needs a private key for: with exponent 3 a number whose cube begins and
//! ends as a lax parser wants it is a signature (Bleichenbacher 2006, BERserk 2014).

use std::rc::Rc;

use rsa::BigUint;
use rsa::sha2::{Digest as _, Sha256};

use crate::case::{Case, judge};
use crate::forgeries::SIZES;
use crate::private_key::{DIGEST_INFO, PrivateKey, octets};

/// 00 01, the eight octets of padding that are asked for at least.
const PADDING: &[u8] = b"\x00\x01\xff\xff\xff\xff\xff\xff\xff\xff";

/// How the encoded message begins and ends; between is what the cube happens to have there.
fn ends(length: usize, hash: &[u8]) -> [(&'static str, Vec<u8>, Vec<u8>); 4] {
    let info = [DIGEST_INFO, hash].concat();
    let octet_string = [&DIGEST_INFO[17..], hash].concat();
    let oid = &DIGEST_INFO[4..15];
    let long = |tag: u8, length: usize| [tag, 0x82, (length >> 8) as u8, length as u8];
    let parameters = length - PADDING.len() - 1 - 4 - 4 - oid.len() - 4 - octet_string.len();
    let algorithm = oid.len() + 4 + parameters;
    let in_parameters = [
        &[PADDING, &[0]].concat()[..],
        &long(0x30, algorithm + 4 + octet_string.len()),
        &long(0x30, algorithm),
        oid,
        &long(5, parameters),
    ];
    [
        ("garbage after the hash", [PADDING, &[0], &info].concat(), Vec::new()),
        ("garbage in the padding", PADDING.to_vec(), [&[0], &*info].concat()),
        ("garbage in the parameters", in_parameters.concat(), octet_string),
        ("garbage before the hash", PADDING.to_vec(), hash.to_vec()),
    ]
}

/// A number whose cube has `length` octets, among them these at the beginning and, odd, at the end.
fn cube_root(length: usize, begin: &[u8], end: &[u8]) -> BigUint {
    let one = BigUint::from(1u8);
    let free = 8 * (length - begin.len());
    let lowest = BigUint::from_bytes_be(begin) << free;
    let mut root = BigUint::from(0u8);
    for bit in (0..lowest.bits().div_ceil(3) + 1).rev() {
        let higher = &root + (&one << bit);
        if cube(&higher) <= lowest {
            root = higher;
        }
    }
    // Of the bits of a cube, as many are settled by as many of its root.
    let (wanted, mut low) = (BigUint::from_bytes_be(end), BigUint::from(0u8));
    for bit in 0..8 * end.len() {
        if ((cube(&low) ^ &wanted) >> bit) % 2u8 == one {
            low += &one << bit;
        }
    }
    (((root >> (8 * end.len())) + 1u8) << (8 * end.len())) + low
}

fn cube(number: &BigUint) -> BigUint {
    number * number * number
}

pub fn cases() -> Vec<Case> {
    // An odd cube needs an odd end.
    let ends_odd = |message: &String| Sha256::digest(message)[31] % 2 == 1;
    let message = (0..).map(|count| format!("forged {count}")).find(ends_odd).unwrap().into_bytes();
    let hash = Sha256::digest(&message);
    let mut cases = Vec::new();
    for bits in SIZES {
        let key = PrivateKey::new(bits, 3);
        let pem: Rc<str> = key.public_pem().into();
        for (name, begin, end) in ends(key.size(), &hash) {
            let root = cube_root(key.size(), &begin, &end);
            let encoded = octets(&cube(&root), key.size());
            assert!(cube(&root) < key.n && encoded.starts_with(&begin) && encoded.ends_with(&end), "{bits}, {name}");
            cases.push(Case {
                source: "cube roots",
                name: format!("{bits} bits: {name}"),
                key: Rc::clone(&pem),
                message: message.clone(),
                signature: octets(&root, key.size()),
                holds: false,
            });
        }
    }
    cases
}

#[test]
fn no_cube_root_holds() {
    let cases = cases();
    assert_eq!(cases.len(), 4 * SIZES.len());
    judge(&cases);
}

//! Forgeries whose padding is as it should be.

use rsa::sha2::{Digest as _, Sha224, Sha256, Sha384, Sha512, Sha512_256};

use super::MESSAGE;
use super::der::{NULL, OCTETS, OID, SEQUENCE, SHA_256_OID, element, spelled};
use crate::private_key::DIGEST_INFO;

/// MD5, SHA-1 and SHA3-256 of [`MESSAGE`].
const MD5: &[u8] = b"\x5e\x36\x51\x69\x22\x22\x99\x02\x0f\xfe\x51\xbb\x37\x8b\x12\xe7";
const SHA_1: &[u8] = b"\x63\x05\x54\xb9\xc0\xa8\x17\x0f\x54\xe4\x18\xb0\x82\xbd\x02\xda\x53\x20\x17\x59";
const SHA3_256: &[u8] = b"\x40\x8b\x8d\x95\x0a\x6b\x23\x30\xee\x24\x33\x8b\x30\x5d\x89\xe8\
    \x8a\x82\x23\x14\xcf\xe8\x60\xc2\x3c\x55\x2e\x17\x38\x84\x4c\xfe";

/// DigestInfo (RFC 8017 section 9.2) of `hash` by the algorithm whose identifier has these parts.
fn digest_info(algorithm: &[&[u8]], hash: &[u8]) -> Vec<u8> {
    element(SEQUENCE, &[&element(SEQUENCE, algorithm), &element(OCTETS, &[hash])])
}

/// What stands in the place of DigestInfo, after a padding that is as it should be.
pub fn table(hash: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let oid = &*element(OID, &[SHA_256_OID]);
    let by = |parameters: &[&[u8]]| digest_info(&[oid, &parameters.concat()], hash);
    let of = |other: &[u8], hash: &[u8]| digest_info(&[&element(OID, &[other]), NULL], hash);
    let algorithm = &*element(SEQUENCE, &[oid, NULL]);
    let octets = &*element(OCTETS, &[hash]);
    let whole = |parts: &[&[u8]]| element(SEQUENCE, parts);
    let right = &*by(&[NULL]);
    assert_eq!(right, [DIGEST_INFO, hash].concat());
    let nist = |last: u8| [&SHA_256_OID[..8], &[last]].concat();
    vec![
        ("no NULL", by(&[])),
        ("two NULLs", by(&[NULL, NULL])),
        ("NULL with content", by(&[&[5, 1, 0]])),
        ("NULL with more content", by(&[&[5, 8, 1, 2, 3, 4, 5, 6, 7, 8]])),
        ("NULL with its length in two octets", by(&[&[5, 0x81, 0]])),
        ("NULL of indefinite length", by(&[&[5, 0x80, 0, 0]])),
        ("garbage after NULL", by(&[NULL, &[0xde, 0xad, 0xbe, 0xef]])),
        ("garbage as parameters", by(&[&[4, 8, 1, 2, 3, 4, 5, 6, 7, 8]])),
        ("an empty string as parameters", by(&[&[4, 0]])),
        ("an empty sequence as parameters", by(&[&[0x30, 0]])),
        ("a context tag as parameters", by(&[&[0xa0, 0]])),
        ("length of DigestInfo in two octets", spelled(SEQUENCE, &[0x81, 0x31], &[algorithm, octets])),
        ("length of DigestInfo in three octets", spelled(SEQUENCE, &[0x82, 0, 0x31], &[algorithm, octets])),
        ("length of DigestInfo in five octets", spelled(SEQUENCE, &[0x84, 0, 0, 0, 0x31], &[algorithm, octets])),
        (
            "length of DigestInfo with garbage before 32 bits (BERserk)",
            spelled(SEQUENCE, &[0x88, 1, 2, 3, 4, 0, 0, 0, 0x31], &[algorithm, octets]),
        ),
        ("DigestInfo of indefinite length", spelled(SEQUENCE, &[0x80], &[algorithm, octets, &[0, 0]])),
        ("DigestInfo of indefinite length without an end", spelled(SEQUENCE, &[0x80], &[algorithm, octets])),
        ("length of DigestInfo too short", spelled(SEQUENCE, &[0x30], &[algorithm, octets])),
        ("length of DigestInfo too long", spelled(SEQUENCE, &[0x32], &[algorithm, octets])),
        ("length of DigestInfo zero", spelled(SEQUENCE, &[0], &[algorithm, octets])),
        ("length of the algorithm in two octets", whole(&[&spelled(SEQUENCE, &[0x81, 0x0d], &[oid, NULL]), octets])),
        (
            "length of the algorithm with garbage before 32 bits (BERserk)",
            whole(&[&spelled(SEQUENCE, &[0x85, 0xff, 0, 0, 0, 0x0d], &[oid, NULL]), octets]),
        ),
        ("algorithm of indefinite length", whole(&[&spelled(SEQUENCE, &[0x80], &[oid, NULL, &[0, 0]]), octets])),
        ("length of the OID in two octets", digest_info(&[&spelled(OID, &[0x81, 9], &[SHA_256_OID]), NULL], hash)),
        ("an octet of padding in the OID", of(&[&[0x60, 0x80], &SHA_256_OID[1..]].concat(), hash)),
        ("OID cut", of(&SHA_256_OID[..8], hash)),
        ("OID with an arc more", of(&[SHA_256_OID, &[1]].concat(), hash)),
        ("no OID", digest_info(&[NULL], hash)),
        ("no algorithm", whole(&[octets])),
        ("length of the hash in two octets", whole(&[algorithm, &spelled(OCTETS, &[0x81, 32], &[hash])])),
        ("length of the hash in five octets", whole(&[algorithm, &spelled(OCTETS, &[0x84, 0, 0, 0, 32], &[hash])])),
        ("length of the hash too short", whole(&[algorithm, &spelled(OCTETS, &[31], &[hash])])),
        ("length of the hash too long", whole(&[algorithm, &spelled(OCTETS, &[33], &[hash])])),
        ("length of the hash zero", whole(&[algorithm, &spelled(OCTETS, &[0], &[hash])])),
        ("hash as a constructed string", whole(&[algorithm, &element(0x24, &[octets])])),
        (
            "hash as a string in two segments",
            whole(&[algorithm, &element(0x24, &[&element(OCTETS, &[&hash[..16]]), &element(OCTETS, &[&hash[16..]])])]),
        ),
        ("hash as a string of indefinite length", whole(&[algorithm, &spelled(0x24, &[0x80], &[octets, &[0, 0]])])),
        ("hash as a bit string", whole(&[algorithm, &element(3, &[&[0], hash])])),
        ("a set in the place of DigestInfo", element(0x31, &[algorithm, octets])),
        ("hash before the algorithm", whole(&[octets, algorithm])),
        ("an element after the hash", whole(&[algorithm, octets, NULL])),
        ("an element before the algorithm", whole(&[NULL, algorithm, octets])),
        ("an octet after DigestInfo", [right, &[0]].concat()),
        ("an end of contents after DigestInfo", [right, &[0, 0]].concat()),
        ("64 octets after DigestInfo", [right, &[0x55; 64]].concat()),
        ("DigestInfo twice", [right, right].concat()),
        ("DigestInfo in DigestInfo", digest_info(&[oid, NULL], right)),
        ("the hash alone", hash.to_vec()),
        ("the hash alone, as a string", octets.to_vec()),
        ("the message in the place of its hash", digest_info(&[oid, NULL], MESSAGE)),
        ("the hash cut to 31 octets", digest_info(&[oid, NULL], &hash[..31])),
        ("the hash cut to 16 octets", digest_info(&[oid, NULL], &hash[..16])),
        ("no hash", digest_info(&[oid, NULL], &[])),
        ("nothing", Vec::new()),
        ("the hash and an octet", digest_info(&[oid, NULL], &[hash, &[0]].concat())),
        ("an octet and the hash", digest_info(&[oid, NULL], &[&[0], hash].concat())),
        ("the hash backwards", digest_info(&[oid, NULL], &hash.iter().rev().copied().collect::<Vec<_>>())),
        ("the hash of the hash", digest_info(&[oid, NULL], &Sha256::digest(hash))),
        ("the hash of another message", digest_info(&[oid, NULL], &Sha256::digest(b"another"))),
        ("MD5", of(b"\x2a\x86\x48\x86\xf7\x0d\x02\x05", MD5)),
        ("SHA-1", of(b"\x2b\x0e\x03\x02\x1a", SHA_1)),
        ("SHA-224", of(&nist(4), &Sha224::digest(MESSAGE))),
        ("SHA-384", of(&nist(2), &Sha384::digest(MESSAGE))),
        ("SHA-512", of(&nist(3), &Sha512::digest(MESSAGE))),
        ("SHA-512/256", of(&nist(6), &Sha512_256::digest(MESSAGE))),
        ("SHA3-256", of(&nist(8), SHA3_256)),
        ("called MD5", of(b"\x2a\x86\x48\x86\xf7\x0d\x02\x05", hash)),
        ("called MD5, cut to its length", of(b"\x2a\x86\x48\x86\xf7\x0d\x02\x05", &hash[..16])),
        ("called SHA-1", of(b"\x2b\x0e\x03\x02\x1a", hash)),
        ("called SHA-1, cut to its length", of(b"\x2b\x0e\x03\x02\x1a", &hash[..20])),
        ("called SHA-224, cut to its length", of(&nist(4), &hash[..28])),
        ("called SHA-384", of(&nist(2), hash)),
        ("called SHA-512", of(&nist(3), hash)),
        ("called SHA-512/256", of(&nist(6), hash)),
        ("called SHA3-256", of(&nist(8), hash)),
        ("called RSA encryption", of(b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01", hash)),
        ("called RSA with SHA-256", of(b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b", hash)),
        ("SHA-512 called SHA-256", of(SHA_256_OID, &Sha512::digest(MESSAGE))),
        ("SHA-512 cut and called SHA-256", of(SHA_256_OID, &Sha512::digest(MESSAGE)[..32])),
        ("SHA3-256 called SHA-256", of(SHA_256_OID, SHA3_256)),
    ]
}

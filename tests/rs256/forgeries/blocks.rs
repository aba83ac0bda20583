//! Forgeries around a DigestInfo that is as it should be.

use super::der::{OCTETS, OID, SEQUENCE, SHA_256_OID, element};
use crate::private_key::{DIGEST_INFO, padded};

/// What stands in the place of the whole message, around a DigestInfo that is as it should be.
pub fn table(length: usize, hash: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let info = &*[DIGEST_INFO, hash].concat();
    let right = padded(length, info);
    let (separator, filled) = (length - info.len() - 1, length - info.len() - 3);
    let changed = |at: usize, octet: u8| {
        let mut block = right.clone();
        block[at] = octet;
        block
    };
    // Padding, and what is left of the room filled with garbage, after the hash or before it.
    let short = |octets: usize| [&[0, 1][..], &vec![0xff; octets], &[0]].concat();
    let room = |used: usize| vec![0x55; length - used];
    let after = |octets: usize| [&*short(octets), info, &room(short(octets).len() + info.len())].concat();
    let between = |head: &[u8], tail: &[u8]| [head, &room(head.len() + tail.len()), tail].concat();
    let of_type = |kind: u8, octet: u8| [&[0, kind][..], &vec![octet; filled], &[0], info].concat();
    let oid = &*element(OID, &[SHA_256_OID]);
    let octets = &*element(OCTETS, &[hash]);
    let long = |tag: u8, length: usize| [tag, 0x82, (length >> 8) as u8, length as u8];
    let in_parameters = {
        let parameters = length - short(8).len() - 4 - 4 - oid.len() - 4 - octets.len();
        let algorithm = oid.len() + 4 + parameters;
        let head = [&long(SEQUENCE, algorithm + 4 + octets.len())[..], &long(SEQUENCE, algorithm), oid].concat();
        between(&[&*short(8), &head, &long(5, parameters)].concat(), octets)
    };
    let in_length = {
        let head = [&*short(filled - 20 - 1), &[SEQUENCE, 0x80 | 21]].concat();
        between(&head, &info[1..])
    };
    vec![
        ("8 octets of padding, garbage after the hash (Bleichenbacher)", after(8)),
        ("7 octets of padding, garbage after the hash", after(7)),
        ("1 octet of padding, garbage after the hash", after(1)),
        ("no padding, garbage after the hash", after(0)),
        ("an octet of padding less, garbage after the hash", after(filled - 1)),
        ("garbage in parameters that fill the message", in_parameters),
        ("garbage in a length (BERserk)", in_length),
        ("8 octets of padding, garbage before DigestInfo", between(&short(8), &[&[0], info].concat())),
        ("garbage in the padding", between(&[0, 1, 255, 255, 255, 255, 255, 255, 255, 255], &[&[0], info].concat())),
        ("nothing but garbage in the padding", between(&[0, 1], &[&[0], info].concat())),
        ("nothing but garbage before the hash", between(&[], info)),
        ("block type 00, padded with zeros", of_type(0, 0)),
        ("block type 00, padded with ones", of_type(0, 0xff)),
        ("block type 01, padded with zeros", of_type(1, 0)),
        ("block type 02, padded with ones", of_type(2, 0xff)),
        ("block type 02, padded with garbage", of_type(2, 0xa7)),
        ("block type 03", of_type(3, 0xff)),
        ("block type 81", of_type(0x81, 0xff)),
        ("block type FF", of_type(0xff, 0xff)),
        ("no separator", changed(separator, 0xff)),
        ("01 as separator", changed(separator, 1)),
        ("two separators", changed(separator - 1, 0)),
        ("01 at the beginning", changed(0, 1)),
        ("no zero at the beginning", [&[1][..], &vec![0xff; filled + 1], &[0], info].concat()),
        ("two zeros at the beginning", [&[0, 0, 1][..], &vec![0xff; filled - 1], &[0], info].concat()),
        ("a zero first in the padding", changed(2, 0)),
        ("a zero ninth in the padding", changed(10, 0)),
        ("a zero half way in the padding", changed(separator / 2, 0)),
        ("FE first in the padding", changed(2, 0xfe)),
        ("7F half way in the padding", changed(separator / 2, 0x7f)),
        ("FE last in the padding", changed(separator - 1, 0xfe)),
        ("DigestInfo before the padding", [&[0, 1, 0][..], info, &vec![0xff; filled]].concat()),
        ("the message backwards", right.iter().rev().copied().collect()),
    ]
}

//! RSA public keys in DER and PEM (RFC 8017 A.1.1, RFC 5280 4.1.2.7, RFC 7468).

use alloc::vec::Vec;

use super::{KeyError, PublicKey};
use crate::base64url;
use crate::octets;

/// Tags of DER (X.690 section 8): what a structure is made of here.
const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const SEQUENCE: u8 = 0x30;

/// The contents of the AlgorithmIdentifier: rsaEncryption (RFC 8017 appendix C), whose parameters
/// are NULL (RFC 3279 section 2.3.1). Keys restricted to RSASSA-PSS have another one.
const RSA_ENCRYPTION: [u8; 13] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";

const NOT_RSA: KeyError = KeyError::Malformed("it is not the DER of an RSA public key");
const UNREADABLE: KeyError = KeyError::Malformed("a PEM block cannot be read");

/// Reads a SubjectPublicKeyInfo or an RSAPublicKey, whichever `der` is.
pub(super) fn der(der: &[u8]) -> Result<PublicKey, KeyError> {
    if numbers(der).is_some() { pkcs1(der) } else { spki(der) }
}

/// Reads every block of `text`; what stands around the blocks is passed over.
pub(super) fn pem(text: &str) -> Result<Vec<PublicKey>, KeyError> {
    let (mut keys, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((before, block)) = split(rest, BEGIN) {
        let (label, block) = split(block, DASHES).ok_or(UNREADABLE)?;
        let (contents, after) = split(block, END).ok_or(KeyError::Malformed("a PEM block does not end"))?;
        // The hyphens that end a block begin no other, and more than five are no boundary
        // (RFC 7468 section 3).
        rest = after.strip_prefix(label).filter(|after| after.starts_with(DASHES)).ok_or(UNREADABLE)?;
        if before.ends_with(b"-") {
            return Err(UNREADABLE);
        }
        keys.push(key(label, contents)?);
    }
    if keys.is_empty() { Err(KeyError::Malformed("there is no PEM block of a public key")) } else { Ok(keys) }
}

/// What comes before and after the first `marker`.
fn split<'t>(text: &'t [u8], marker: &[u8]) -> Option<(&'t [u8], &'t [u8])> {
    let at = text.windows(marker.len()).position(|octets| octets == marker)?;
    Some((&text[..at], &text[at + marker.len()..]))
}

/// Reads what stands between the boundaries of a block with this label (RFC 7468 section 13,
/// RFC 8017 A.1.1).
fn key(label: &[u8], contents: &[u8]) -> Result<PublicKey, KeyError> {
    let read = match label {
        b"PUBLIC KEY" => spki,
        b"RSA PUBLIC KEY" => pkcs1,
        _ if label.ends_with(b"PRIVATE KEY") => return Err(KeyError::Private),
        _ => return Err(KeyError::Malformed("a PEM block is neither PUBLIC KEY nor RSA PUBLIC KEY")),
    };
    if octets::holds(contents, b':') {
        return Err(KeyError::Malformed("a PEM block has headers, as encrypted keys do"));
    }
    read(&base64(contents).ok_or(UNREADABLE)?)
}

/// The octets that lines of base64 with padding stand for (RFC 7468 section 3, RFC 4648
/// section 4). An empty line is for the end of headers.
fn base64(lines: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::with_capacity(lines.len());
    let (mut length, mut padding) = (0, 0);
    let lines = lines.trim_ascii_start();
    for line in octets::split(lines.strip_suffix(b"\n").unwrap_or(lines), b'\n') {
        if line.trim_ascii().is_empty() {
            return None;
        }
        for octet in line.iter().filter(|octet| !octet.is_ascii_whitespace()) {
            length += 1;
            match octet {
                b'=' => padding += 1,
                b'-' | b'_' => return None,
                _ if padding > 0 => return None,
                b'+' => text.push(b'-'),
                b'/' => text.push(b'_'),
                _ => text.push(*octet),
            }
        }
    }
    if length % 4 == 0 && padding < 3 { base64url::decode(&text) } else { None }
}

fn spki(der: &[u8]) -> Result<PublicKey, KeyError> {
    let (algorithm, key) = info(der).ok_or(NOT_RSA)?;
    if algorithm != RSA_ENCRYPTION {
        return Err(KeyError::Unsuitable("it is not an RSA key for PKCS #1 v1.5 signatures"));
    }
    pkcs1(key)
}

fn pkcs1(der: &[u8]) -> Result<PublicKey, KeyError> {
    let (n, e) = numbers(der).ok_or(NOT_RSA)?;
    PublicKey::from_components(n, e)
}

/// The algorithm of a SubjectPublicKeyInfo, and its key.
fn info(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let [algorithm, key] = pair(der, [SEQUENCE, BIT_STRING])?;
    // No bits of the last octet are unused.
    Some((algorithm, key.strip_prefix(&[0])?))
}

/// Modulus and exponent of an RSAPublicKey.
fn numbers(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let numbers = pair(der, [INTEGER, INTEGER])?;
    // Not negative, and with a leading zero only where it takes one to say so (X.690 section 8.3).
    let is_natural = |octets: &[u8]| match octets {
        [0, second, ..] => *second >= 0x80,
        [first, ..] => *first < 0x80,
        [] => false,
    };
    let [n, e] = numbers;
    numbers.into_iter().all(is_natural).then_some((n, e))
}

/// The contents of the two elements of a SEQUENCE after which nothing follows.
fn pair(der: &[u8], tags: [u8; 2]) -> Option<[&[u8]; 2]> {
    let (sequence, after) = element(der, SEQUENCE)?;
    let (first, rest) = element(sequence, tags[0])?;
    let (second, rest) = element(rest, tags[1])?;
    (after.is_empty() && rest.is_empty()).then_some([first, second])
}

/// The contents of the element that `der` begins with, and what follows it. Of the ways to write
/// a length, the shortest is the only one (X.690 section 10.1); keys take no more than two octets.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (length, rest) = match der.strip_prefix(&[tag])? {
        [length @ 0..=0x7f, rest @ ..] => (usize::from(*length), rest),
        [0x81, length @ 0x80..=0xff, rest @ ..] => (usize::from(*length), rest),
        [0x82, high @ 1..=0xff, low, rest @ ..] => (usize::from(*high) << 8 | usize::from(*low), rest),
        _ => return None,
    };
    rest.split_at_checked(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::pkcs1::RsaPublicKeyRef;
    use ::pkcs1::der::Decode as _;
    use ::spki::{ObjectIdentifier, SubjectPublicKeyInfoRef};
    use proptest::prelude::*;
    use rsa::BigUint;
    use rsa::pkcs1::EncodeRsaPublicKey as _;
    use rsa::pkcs8::{EncodePublicKey as _, LineEnding};

    const BEGIN_TEXT: &str = "-----BEGIN ";

    /// 2^2047 + 1: nobody has its factors.
    fn key() -> rsa::RsaPublicKey {
        rsa::RsaPublicKey::new((BigUint::from(1u8) << 2047) + 1u8, BigUint::from(65537u32)).unwrap()
    }

    type Numbers = (Vec<u8>, Vec<u8>);

    fn reference_pkcs1(der: &[u8]) -> Option<Numbers> {
        let key = RsaPublicKeyRef::from_der(der).ok()?;
        Some((key.modulus.as_bytes().to_vec(), key.public_exponent.as_bytes().to_vec()))
    }

    fn reference_spki(der: &[u8]) -> Option<Numbers> {
        let info = SubjectPublicKeyInfoRef::try_from(der).ok()?;
        let is_rsa = info.algorithm.oid == ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
        let is_null = info.algorithm.parameters.is_some_and(|parameters| parameters.is_null());
        reference_pkcs1((is_rsa && is_null).then_some(info.subject_public_key.as_bytes())??)
    }

    fn reference_pem(text: &str) -> Option<Vec<Numbers>> {
        let blocks = ::pem::parse_many(text).ok()?;
        let numbers = |block: &::pem::Pem| match block.tag() {
            _ if block.headers().iter().next().is_some() => None,
            "PUBLIC KEY" => reference_spki(block.contents()),
            "RSA PUBLIC KEY" => reference_pkcs1(block.contents()),
            _ => None,
        };
        let whole = blocks.len() == text.matches(BEGIN_TEXT).count() && !blocks.is_empty();
        whole.then(|| blocks.iter().map(numbers).collect()).flatten()
    }

    fn fit(numbers: Numbers) -> Option<PublicKey> {
        PublicKey::from_components(&numbers.0, &numbers.1).ok()
    }

    fn agrees_on_der(octets: &[u8]) -> Result<(), TestCaseError> {
        prop_assert_eq!(spki(octets).ok(), reference_spki(octets).and_then(fit));
        prop_assert_eq!(pkcs1(octets).ok(), reference_pkcs1(octets).and_then(fit));
        let either = reference_pkcs1(octets).or_else(|| reference_spki(octets));
        prop_assert_eq!(der(octets).ok(), either.and_then(fit));
        Ok(())
    }

    /// Ours takes nothing that the reference does not; and everything that it does, but for
    /// white space and boundaries that RFC 7468 has not.
    fn agrees_on_pem(text: &str, is_strict: bool) -> Result<(), TestCaseError> {
        // Here the reference sees neither the first nor the second beginning.
        let text = &text.replace("-----BEGIN-----BEGIN ", BEGIN_TEXT);
        let theirs = reference_pem(text).and_then(|all| all.into_iter().map(fit).collect::<Option<Vec<_>>>());
        match pem(text) {
            Ok(ours) => prop_assert_eq!(Some(ours), theirs, "{:?}", text),
            Err(_) if is_strict => prop_assert!(theirs.is_none(), "{:?}", text),
            Err(_) => {}
        }
        Ok(())
    }

    #[test]
    fn lengths_have_one_spelling() {
        for (octets, contents) in [
            (&[2, 0][..], Some(&[][..])),
            (&[2, 1, 7, 9], Some(&[7])),
            (&[2, 0x80, 7], None),
            (&[2, 0x81, 1, 7], None),
            (&[2, 0x82, 0, 1, 7], None),
            (&[2, 0x83, 0, 0, 1, 7], None),
            (&[2, 2, 7], None),
            (&[2], None),
            (&[], None),
            (&[3, 1, 7], None),
        ] {
            assert_eq!(element(octets, INTEGER).map(|(contents, _)| contents), contents, "{octets:?}");
        }
        let long = [&[2, 0x81, 0x80][..], &[7; 128], &[9]].concat();
        assert_eq!(element(&long, INTEGER), Some((&[7; 128][..], &[9][..])));
    }

    #[test]
    fn two_natural_numbers_are_a_key_and_nothing_else() {
        for (octets, expected) in [
            (&[0x30, 6, 2, 1, 0x7f, 2, 1, 3][..], Some((&[0x7f][..], &[3][..]))),
            (&[0x30, 7, 2, 2, 0, 0x80, 2, 1, 3], Some((&[0, 0x80], &[3]))),
            (&[0x30, 6, 2, 1, 0x80, 2, 1, 3], None),
            (&[0x30, 7, 2, 2, 0, 0x7f, 2, 1, 3], None),
            (&[0x30, 5, 2, 0, 2, 1, 3], None),
            (&[0x30, 6, 2, 1, 5, 2, 1, 3, 0], None),
            (&[0x30, 7, 2, 1, 5, 2, 1, 3, 0], None),
        ] {
            assert_eq!(numbers(octets), expected, "{octets:?}");
        }
    }

    #[test]
    fn base64_has_one_spelling_but_for_its_lines() {
        for (text, octets) in [
            ("+/8=", Some(&[0xfb, 0xff][..])),
            ("+\r\n /8 =\n", Some(&[0xfb, 0xff])),
            ("+w==", Some(&[0xfb])),
            ("+/8", None),
            ("+/9=", None),
            ("-/8=", None),
            ("+w=", None),
            ("+w===", None),
            ("====", None),
            ("=+/8", None),
            ("+w=A", None),
            ("+/8=+/8=", None),
            ("+/8=\n\n", None),
            ("+/\n\n8=", None),
            ("+/\u{a0}8=", None),
        ] {
            assert_eq!(base64(text.as_bytes()).as_deref(), octets, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn changed_der_is_judged_as_the_reference_judges_it(at in 0usize..40, octet: u8, cut in 0usize..4, insert: bool) {
            for octets in [key().to_public_key_der().unwrap().into_vec(), key().to_pkcs1_der().unwrap().as_bytes().to_vec()] {
                agrees_on_der(&octets)?;
                let from = if at < 34 { at } else { octets.len() - (at - 33) };
                let mut changed = octets.clone();
                if insert { changed.insert(from, octet) } else { changed[from] = octet }
                agrees_on_der(&changed)?;
                changed.truncate(changed.len() - cut);
                agrees_on_der(&changed)?;
            }
        }

        #[test]
        fn changed_pem_is_judged_no_more_loosely_than_by_the_reference(
            at: prop::sample::Index, to in "[ -~\r\n]{0,3}|-----|-----BEGIN |\n\n|[A-Z ]{1,9}-----", twice: bool,
        ) {
            for ending in [LineEnding::LF, LineEnding::CRLF] {
                for text in [key().to_public_key_pem(ending).unwrap(), key().to_pkcs1_pem(ending).unwrap()] {
                    let text = if twice { format!("before\n{text}between\n{text}") } else { text };
                    agrees_on_pem(&text, true)?;
                    let at = at.index(text.len());
                    agrees_on_pem(&[&text[..at], &to, &text[at..]].concat(), false)?;
                    agrees_on_pem(&[&text[..at], &to, &text[at + 1..]].concat(), false)?;
                }
            }
        }
    }
}

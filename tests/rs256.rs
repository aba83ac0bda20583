//! `rs256::PublicKey` against the `rsa` crate: keys and signatures that it makes, and forgeries
//! made with its private keys.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use rsa::pkcs1::{EncodeRsaPrivateKey as _, EncodeRsaPublicKey as _};
use rsa::pkcs8::{EncodePrivateKey as _, EncodePublicKey as _, LineEnding};
use rsa::sha2::{Digest as _, Sha256, Sha512};
use rsa::traits::{PrivateKeyParts as _, PublicKeyParts as _};
use rsa::{BigUint, Pkcs1v15Sign, RsaPrivateKey};
use symbolon::rs256::{KeyError, PublicKey, SignatureError};

const MESSAGE: &[u8] = b"eyJhbGciOiJSUzI1NiJ9.e30";

fn private_key(bits: usize) -> RsaPrivateKey {
    RsaPrivateKey::new(&mut ChaCha8Rng::seed_from_u64(bits as u64), bits).unwrap()
}

fn ours(key: &RsaPrivateKey) -> PublicKey {
    PublicKey::from_components(&key.n().to_bytes_be(), &key.e().to_bytes_be()).unwrap()
}

fn sign(key: &RsaPrivateKey, message: &[u8]) -> Vec<u8> {
    key.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(message)).unwrap()
}

/// The signature whose encoded message is `encoded`, whatever that is.
fn sign_raw(key: &RsaPrivateKey, encoded: &[u8]) -> Vec<u8> {
    let signature = BigUint::from_bytes_be(encoded).modpow(key.d(), key.n()).to_bytes_be();
    [vec![0; key.size() - signature.len()], signature].concat()
}

/// 00 01 FF…FF 00, filled up so that `tail` ends the message.
fn padded(length: usize, tail: &[u8]) -> Vec<u8> {
    [&[0, 1][..], &vec![0xff; length - 3 - tail.len()], &[0], tail].concat()
}

const DIGEST_INFO: &[u8] = b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20";

#[test]
fn signatures_of_random_keys_and_messages_hold_and_changed_ones_do_not() {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    for bits in [2048, 2049, 2055, 3072] {
        let key = private_key(bits);
        let public = ours(&key);
        assert_eq!(public.bits(), bits);
        for length in [0, 1, 55, 56, 64, 470, 5000] {
            let mut message = vec![0; length];
            random.fill_bytes(&mut message);
            let signature = sign(&key, &message);
            assert_eq!(public.verify(&message, &signature), Ok(()), "{bits} bits, {length} octets");
            for _ in 0..8 {
                let mut changed = signature.clone();
                let at = random.next_u32() as usize % changed.len();
                changed[at] ^= 1 << (random.next_u32() % 8);
                assert_eq!(public.verify(&message, &changed), Err(SignatureError));
            }
            message.push(0);
            assert_eq!(public.verify(&message, &signature), Err(SignatureError));
        }
    }
}

#[test]
fn a_signature_has_the_length_and_range_of_the_modulus() {
    let key = private_key(2049);
    let (public, signature) = (ours(&key), sign(&key, MESSAGE));
    let number = BigUint::from_bytes_be(&signature);
    for wrong in [
        Vec::new(),
        signature[1..].to_vec(),
        [&[0], &signature[..]].concat(),
        [&signature[..], &[0]].concat(),
        (&number + key.n()).to_bytes_be(),
        vec![0; signature.len()],
        key.n().to_bytes_be(),
        vec![0xff; signature.len()],
    ] {
        assert_eq!(public.verify(MESSAGE, &wrong), Err(SignatureError));
    }
    // Of a modulus of 2049 bits, s + n fits into as many octets: one signature, one spelling.
    assert_eq!((&number + key.n()).to_bytes_be().len(), signature.len());
}

#[test]
fn nothing_but_the_one_encoding_is_taken() {
    let key = private_key(2048);
    let public = ours(&key);
    let hash = Sha256::digest(MESSAGE);
    let digest_info = [DIGEST_INFO, &hash].concat();
    let length = key.size();
    let right = padded(length, &digest_info);
    assert_eq!(public.verify(MESSAGE, &sign_raw(&key, &right)), Ok(()));

    let without_null = [b"\x30\x2f\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x04\x20", &hash[..]].concat();
    let sha512 = Sha512::digest(MESSAGE);
    let sha512_info =
        [b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40", &sha512[..]].concat();
    let long_lengths =
        [b"\x30\x81\x32\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x81\x20", &hash[..]].concat();
    let trailing = [&digest_info[..], &[0]].concat();
    let short_padding = {
        let garbage = vec![0x55; length - 3 - 8 - digest_info.len()];
        [&[0, 1][..], &[0xff; 8], &[0], &digest_info, &garbage].concat()
    };
    let changed = |at: usize, octet: u8| {
        let mut encoded = right.clone();
        encoded[at] = octet;
        encoded
    };
    for forged in [
        padded(length, &without_null),
        padded(length, &sha512_info),
        padded(length, &long_lengths),
        padded(length, &trailing),
        padded(length, &hash),
        short_padding,
        changed(0, 1),
        changed(1, 2),
        changed(1, 0),
        changed(2, 0),
        changed(100, 0xfe),
        changed(length - digest_info.len() - 1, 0xff),
        changed(length - 1, !right[length - 1]),
    ] {
        assert_eq!(public.verify(MESSAGE, &sign_raw(&key, &forged)), Err(SignatureError));
    }
}

#[test]
fn every_form_gives_the_same_key() {
    let private = private_key(2048);
    let key = private.to_public_key();
    let expected = ours(&private);
    let spki = key.to_public_key_der().unwrap();
    let pkcs1 = key.to_pkcs1_der().unwrap();
    assert_eq!(PublicKey::from_der(spki.as_bytes()).unwrap(), expected);
    assert_eq!(PublicKey::from_der(pkcs1.as_bytes()).unwrap(), expected);
    for ending in [LineEnding::LF, LineEnding::CRLF] {
        let spki = key.to_public_key_pem(ending).unwrap();
        let pkcs1 = key.to_pkcs1_pem(ending).unwrap();
        assert_eq!(PublicKey::from_pem(&spki).unwrap(), expected);
        assert_eq!(PublicKey::from_pem(&format!("the key:\n{pkcs1}\nthat was it")).unwrap(), expected);
        assert!(PublicKey::from_pem(&(spki + &pkcs1)).is_err(), "one key, one block");
    }
    assert_ne!(ours(&private_key(2049)), expected);
    assert_ne!(PublicKey::from_components(&key.n().to_bytes_be(), &[3]).unwrap(), expected);
    let padded_n = [&[0, 0][..], &key.n().to_bytes_be()].concat();
    assert_eq!(PublicKey::from_components(&padded_n, &[0, 1, 0, 1]).unwrap(), expected);
}

#[test]
fn broken_der_and_pem_are_refused() {
    let private = private_key(2048);
    let key = private.to_public_key();
    let spki = key.to_public_key_der().unwrap().into_vec();
    assert!(PublicKey::from_der(&[&spki[..], &[0]].concat()).is_err(), "octets after the structure");
    for length in 0..spki.len() {
        assert!(PublicKey::from_der(&spki[..length]).is_err(), "cut at {length}");
    }
    let pem = key.to_public_key_pem(LineEnding::LF).unwrap();
    let relabeled = pem.replace("PUBLIC KEY", "RSA PUBLIC KEY");
    let headed = pem.replace("KEY-----\nM", "KEY-----\nProc-Type: 4,ENCRYPTED\n\nM");
    let cut = pem.replace("-----END PUBLIC KEY-----", "");
    let second_cut = format!("{pem}{cut}");
    let certificate = pem.replace("PUBLIC KEY", "CERTIFICATE");
    for wrong in ["", "no key", &relabeled, &headed, &cut, &second_cut, &certificate] {
        assert!(matches!(PublicKey::from_pem(wrong), Err(KeyError::Malformed(_))), "{wrong}");
    }
    assert_eq!(PublicKey::from_pem(&private.to_pkcs1_pem(LineEnding::LF).unwrap()), Err(KeyError::Private));
    assert_eq!(PublicKey::from_pem(&private.to_pkcs8_pem(LineEnding::LF).unwrap()), Err(KeyError::Private));
}

#[test]
fn sizes_and_exponents_have_their_bounds() {
    let odd = |bits: usize| ((BigUint::from(1u8) << (bits - 1)) + 1u8).to_bytes_be();
    let made = |bits, exponent: u64| PublicKey::from_components(&odd(bits), &exponent.to_be_bytes());
    for bits in [2048, 2049, 8191, 8192] {
        assert!(made(bits, 65537).is_ok());
    }
    for bits in [8, 1024, 2041, 2047, 8193, 16384] {
        assert!(matches!(made(bits, 65537), Err(KeyError::Unsuitable(_))), "{bits}");
    }
    for exponent in [3, 5, (1 << 33) - 1] {
        assert!(made(2048, exponent).is_ok());
    }
    for exponent in [0, 1, 2, 65536, 1 << 33, (1 << 33) + 1, u64::MAX] {
        assert!(matches!(made(2048, exponent), Err(KeyError::Unsuitable(_))), "{exponent}");
    }
    let mut even = odd(2048);
    even[255] = 2;
    assert!(PublicKey::from_components(&even, &[3]).is_err());
    assert!(PublicKey::from_components(&[], &[]).is_err());
    let error = PublicKey::from_components(&odd(2048), &[1, 0, 0, 0, 0, 0, 0, 0, 3]).unwrap_err();
    assert_eq!(error.to_string(), "its exponent is not an odd number from 3 to 2^33-1");
}

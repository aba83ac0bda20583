//! Public keys in every form in which the `rsa` crate writes them, and the bounds of their numbers.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng as _;
use rsa::pkcs1::{EncodeRsaPrivateKey as _, EncodeRsaPublicKey as _};
use rsa::pkcs8::{EncodePrivateKey as _, EncodePublicKey as _, LineEnding};
use rsa::traits::PublicKeyParts as _;
use rsa::{BigUint, RsaPrivateKey};
use symbolon::rs256::{KeyError, PublicKey};

fn private_key(bits: usize) -> RsaPrivateKey {
    RsaPrivateKey::new(&mut ChaCha8Rng::seed_from_u64(bits as u64), bits).unwrap()
}

fn ours(key: &RsaPrivateKey) -> PublicKey {
    PublicKey::from_components(&key.n().to_bytes_be(), &key.e().to_bytes_be()).unwrap()
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

#[test]
fn a_key_tells_its_size_and_a_refusal_why() {
    for bits in [2048, 2049] {
        let key = ours(&private_key(bits));
        assert_eq!((key.bits(), format!("{key:?}")), (bits, format!("PublicKey({bits} bits)")));
        assert_eq!(key.verify(b"", b"").unwrap_err().to_string(), "the signature does not hold");
    }
    let even = PublicKey::from_components(&[0x80; 256], &[3]).unwrap_err();
    assert_eq!(even.to_string(), "its modulus is even");
    let private = PublicKey::from_pem("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n").unwrap_err();
    assert_eq!(private, KeyError::Private);
    assert_eq!(private.to_string(), "it holds a private key: take it out, and give the public part alone");
}

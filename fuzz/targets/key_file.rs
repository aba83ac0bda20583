//! PEM and DER: what ours accepts the crates of RustCrypto accept, with equal numbers.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pkcs1::RsaPublicKeyRef;
use pkcs1::der::Decode as _;
use spki::SubjectPublicKeyInfoRef;
use symbolon::rs256::PublicKey;

fuzz_target!(|data: &[u8]| {
    if let Ok(ours) = PublicKey::from_der(data) {
        let bits = SubjectPublicKeyInfoRef::from_der(data).map(|info| info.subject_public_key.raw_bytes());
        let theirs = RsaPublicKeyRef::from_der(bits.unwrap_or(data)).expect("more is accepted than DER");
        let again = PublicKey::from_components(theirs.modulus.as_bytes(), theirs.public_exponent.as_bytes());
        assert_eq!(again, Ok(ours));
    }
    let Ok(text) = str::from_utf8(data) else { return };
    if let Ok(ours) = PublicKey::from_pem(text) {
        // The text before it counts for nothing here, and confuses the crate if it looks like a beginning.
        let begin = text.find("-----BEGIN ").expect("there is a block");
        let block = pem::parse(&text[begin..]).expect("more is accepted than PEM");
        assert_eq!(PublicKey::from_der(block.contents()), Ok(ours));
    }
});

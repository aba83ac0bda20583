//! RSA public keys in DER and PEM (RFC 8017 A.1.1, RFC 5280 4.1.2.7, RFC 7468).

use pkcs1::RsaPublicKeyRef;
use pkcs1::der::Decode as _;
use spki::{ObjectIdentifier, SubjectPublicKeyInfoRef};

use super::{KeyError, PublicKey};

/// rsaEncryption (RFC 8017 appendix C). Keys restricted to RSASSA-PSS have another one.
const RSA_ENCRYPTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");

type Reader = fn(&[u8]) -> Result<PublicKey, KeyError>;

/// The labels read (RFC 7468 section 13, RFC 8017 A.1.1) and the structure behind each.
const LABELS: [(&str, Reader); 2] = [("PUBLIC KEY", spki), ("RSA PUBLIC KEY", pkcs1)];

/// Reads a SubjectPublicKeyInfo or an RSAPublicKey, whichever `der` is.
pub(super) fn der(der: &[u8]) -> Result<PublicKey, KeyError> {
    if RsaPublicKeyRef::from_der(der).is_ok() { pkcs1(der) } else { spki(der) }
}

/// Reads every block of `text`; what stands around the blocks is passed over.
pub(super) fn pem(text: &str) -> Result<Vec<PublicKey>, KeyError> {
    let blocks = pem::parse_many(text).map_err(|_| KeyError::Malformed("a PEM block cannot be read"))?;
    // The reader passes over blocks that do not end; a key that was meant must not go missing.
    if blocks.len() != text.matches("-----BEGIN ").count() {
        return Err(KeyError::Malformed("a PEM block does not end"));
    }
    if blocks.is_empty() {
        return Err(KeyError::Malformed("there is no PEM block of a public key"));
    }
    blocks.iter().map(block).collect()
}

fn block(block: &pem::Pem) -> Result<PublicKey, KeyError> {
    let known = LABELS.iter().find(|(label, _)| *label == block.tag());
    match known {
        Some((_, read)) if block.headers().iter().next().is_none() => read(block.contents()),
        Some(_) => Err(KeyError::Malformed("a PEM block has headers, as encrypted keys do")),
        None if block.tag().ends_with("PRIVATE KEY") => Err(KeyError::Private),
        None => Err(KeyError::Malformed("a PEM block is neither PUBLIC KEY nor RSA PUBLIC KEY")),
    }
}

fn spki(der: &[u8]) -> Result<PublicKey, KeyError> {
    const MALFORMED: KeyError = KeyError::Malformed("it is not the DER of an RSA public key");
    let info = SubjectPublicKeyInfoRef::try_from(der).map_err(|_| MALFORMED)?;
    // RFC 3279 section 2.3.1: the parameters of rsaEncryption are NULL.
    let null = info.algorithm.parameters.is_some_and(|parameters| parameters.is_null());
    if info.algorithm.oid != RSA_ENCRYPTION || !null {
        return Err(KeyError::Unsuitable("it is not an RSA key for PKCS #1 v1.5 signatures"));
    }
    pkcs1(info.subject_public_key.as_bytes().ok_or(MALFORMED)?)
}

fn pkcs1(der: &[u8]) -> Result<PublicKey, KeyError> {
    let key =
        RsaPublicKeyRef::from_der(der).map_err(|_| KeyError::Malformed("it is not the DER of an RSA public key"))?;
    PublicKey::from_components(key.modulus.as_bytes(), key.public_exponent.as_bytes())
}

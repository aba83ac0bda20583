//! RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017 section 8.2, RFC 7518 section 3.3): public keys
//! and their signatures.

mod emsa;
mod encoding;
mod modexp;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use modexp::Modulus;
#[cfg(fuzzing)]
pub(crate) use modexp::powers;

use crate::keys::jwk;

/// The largest public exponent accepted, 2^33 - 1, which is also the `rsa` crate's: larger ones
/// are not in use and only cost time.
const MAX_EXPONENT: u64 = (1 << 33) - 1;

/// An RSA public key of 2048 to 8192 bits that is fit to verify RS256.
pub struct PublicKey {
    modulus: Modulus,
    exponent: u64,
    /// The modulus, big-endian, without leading zeros.
    n: Vec<u8>,
}

impl PublicKey {
    /// Makes a key of its two numbers, big-endian; leading zero octets are harmless.
    ///
    /// Fails unless n is odd and has 2048 to 8192 bits, and e is odd and between 3 and 2^33 - 1.
    pub fn from_components(n_be: &[u8], e_be: &[u8]) -> Result<Self, KeyError> {
        let (n, e) = (without_leading_zeros(n_be), without_leading_zeros(e_be));
        let bits = n.len() * 8 - n.first().map_or(0, |octet| octet.leading_zeros() as usize);
        if bits < modexp::MIN_BITS {
            return Err(KeyError::Unsuitable("its modulus has fewer than 2048 bits"));
        }
        if bits > modexp::MAX_BITS {
            return Err(KeyError::Unsuitable("its modulus has more than 8192 bits"));
        }
        if n[n.len() - 1].is_multiple_of(2) {
            return Err(KeyError::Unsuitable("its modulus is even"));
        }
        let exponent = if e.len() > 5 { u64::MAX } else { e.iter().fold(0, |e, octet| e << 8 | u64::from(*octet)) };
        if exponent.is_multiple_of(2) || !(3..=MAX_EXPONENT).contains(&exponent) {
            return Err(KeyError::Unsuitable("its exponent is not an odd number from 3 to 2^33-1"));
        }
        Ok(PublicKey { modulus: Modulus::new(n), exponent, n: n.to_vec() })
    }

    /// Reads a JSON Web Key (RFC 7517, RFC 7518 section 6.3.1), strict JSON.
    ///
    /// Fails for a key that is not fit for RS256 signatures (`kty`, `use`, `alg`, `key_ops`,
    /// size, exponent), and for one that holds a private part.
    pub fn from_jwk(json: &str) -> Result<Self, KeyError> {
        jwk::from_text(json).map(|(_, key)| key)
    }

    /// Reads PEM (RFC 7468) with exactly one block, `PUBLIC KEY` or `RSA PUBLIC KEY`, and any
    /// text around it.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let [key] = <[PublicKey; 1]>::try_from(Self::all_from_pem(pem)?)
            .map_err(|_| KeyError::Malformed("there is more than one PEM block"))?;
        Ok(key)
    }

    /// Reads PEM with one or more such blocks.
    pub(crate) fn all_from_pem(pem: &str) -> Result<Vec<Self>, KeyError> {
        encoding::pem(pem)
    }

    /// Reads the DER of a SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7) or of an RSAPublicKey
    /// (RFC 8017 appendix A.1.1).
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        encoding::der(der)
    }

    /// Whether `signature` is one over `message`: RSASSA-PKCS1-V1_5-VERIFY, RFC 8017
    /// section 8.2.2. Both are octets as they are, not encoded.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), SignatureError> {
        // 1. Length checking.
        if signature.len() != self.n.len() {
            return Err(SignatureError);
        }
        // 2. RSA verification: s below n (RSAVP1, section 5.2.2), m = s^e mod n, EM from m.
        let encoded = self.modulus.pow(signature, self.exponent).ok_or(SignatureError)?;
        // 3. EMSA-PKCS1-v1_5 encoding, and 4. comparison of the whole.
        if encoded == emsa::encode(message, self.n.len()) { Ok(()) } else { Err(SignatureError) }
    }

    /// The modulus and the exponent, big-endian and without leading zeros.
    pub(crate) fn components(&self) -> (&[u8], Vec<u8>) {
        (&self.n, without_leading_zeros(&self.exponent.to_be_bytes()).to_vec())
    }

    /// The JWK thumbprint (RFC 7638) with SHA-256, base64url: a name of this key that is the
    /// same everywhere, by which it can be pinned.
    pub fn thumbprint(&self) -> String {
        jwk::thumbprint(self)
    }

    /// The size of the modulus in bits.
    pub fn bits(&self) -> usize {
        self.n.len() * 8 - self.n[0].leading_zeros() as usize
    }
}

/// Two keys are equal if their numbers are.
impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        (&self.n, self.exponent) == (&other.n, other.exponent)
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({} bits)", self.bits())
    }
}

fn without_leading_zeros(octets: &[u8]) -> &[u8] {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    &octets[zeros..]
}

/// Why something is not a key for RS256. It tells a developer what is wrong, and holds nothing
/// of the key. `Display` gives a clause that follows "the key is not usable: ".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// It cannot be read.
    Malformed(&'static str),
    /// It can be read, but does not do for RS256.
    Unsuitable(&'static str),
    /// It holds a private part, which must never be where tokens are verified.
    Private,
}

impl KeyError {
    pub(crate) fn why(&self) -> &'static str {
        match self {
            KeyError::Malformed(why) | KeyError::Unsuitable(why) => why,
            KeyError::Private => "it holds a private key: take it out, and give the public part alone",
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.why())
    }
}

impl core::error::Error for KeyError {}

/// The signature does not hold. Deliberately says no more: the one who forged it may be
/// listening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignatureError;

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the signature does not hold")
    }
}

impl core::error::Error for SignatureError {}

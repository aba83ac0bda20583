//! EMSA-PKCS1-v1_5 with SHA-256 (RFC 8017 section 9.2): encode and compare, never parse.

use alloc::vec;
use alloc::vec::Vec;

use sha2::{Digest as _, Sha256};

/// DER of `DigestInfo` for SHA-256 up to the hash itself (RFC 8017 section 9.2, note 1).
const DIGEST_INFO: [u8; 19] =
    [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

/// The one encoded message EM of `length` octets: `00 01 FF…FF 00 DigestInfo`.
///
/// `length` is that of a modulus of at least 2048 bits, so there is always room for the eight
/// octets of padding that step 3 asks for.
pub(super) fn encode(message: &[u8], length: usize) -> Vec<u8> {
    let hash = Sha256::digest(message);
    let padding = length - 3 - DIGEST_INFO.len() - hash.len();
    [&[0x00, 0x01][..], &vec![0xff; padding], &[0x00], &DIGEST_INFO, &hash].concat()
}

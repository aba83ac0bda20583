//! base64url without padding (RFC 7515 section 2, RFC 4648 section 5), canonical spelling only.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// The octets that `text` stands for.
///
/// `None` for anything but the one spelling an encoder would have made: a character outside
/// the alphabet, padding, white space, or unused bits of the last character that are not zero
/// (RFC 4648 section 3.5), which would give one token several spellings.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// The one text that stands for `octets`.
pub(crate) fn encode(octets: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn only_the_canonical_spelling_is_read() {
        assert_eq!(decode("").as_deref(), Some(&b""[..]));
        assert_eq!(decode("_-8").as_deref(), Some(&[0xff, 0xef][..]));
        assert_eq!(encode(&[0xff, 0xef]), "_-8");
        for other in ["_-9", "_-8=", "_-8\n", " _-8", "/+8", "A", "AAAAA", "_-é"] {
            assert_eq!(decode(other), None, "{other:?}");
        }
    }
}

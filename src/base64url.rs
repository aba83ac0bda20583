//! base64url without padding (RFC 7515 section 2, RFC 4648 section 5), canonical spelling only.

use alloc::string::String;
use alloc::vec::Vec;

/// The alphabet of RFC 4648 section 5.
const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The value of each character; that of one outside the alphabet has its [`FOREIGN`] bit set.
const VALUES: [u8; 256] = {
    let mut values = [FOREIGN; 256];
    let mut value = 0;
    while value < ALPHABET.len() {
        values[ALPHABET[value] as usize] = value as u8;
        value += 1;
    }
    values
};

const FOREIGN: u8 = 0x80;

/// The octets that `text` stands for.
///
/// `None` for anything but the one spelling an encoder would have made: a character outside
/// the alphabet, padding, white space, or unused bits of the last character that are not zero
/// (RFC 4648 section 3.5), which would give one token several spellings.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let (groups, rest) = text.as_bytes().as_chunks::<4>();
    let mut octets = Vec::with_capacity(groups.len() * 3 + 2);
    let mut seen = 0;
    for group in groups {
        let values = group.map(|character| VALUES[usize::from(character)]);
        seen |= values[0] | values[1] | values[2] | values[3];
        octets.extend_from_slice(&joined(values));
    }
    // What is missing from the last group counts as zero bits, which then must be the last ones.
    let mut values = [0; 4];
    for (value, character) in values.iter_mut().zip(rest) {
        *value = VALUES[usize::from(*character)];
        seen |= *value;
    }
    let last = joined(values);
    let (own, unused) = match rest.len() {
        0 => (0, 0),
        2 => (1, last[1]),
        3 => (2, last[2]),
        _ => return None,
    };
    octets.extend_from_slice(&last[..own]);
    (seen & FOREIGN == 0 && unused == 0).then_some(octets)
}

/// Four values of six bits as three octets.
fn joined([a, b, c, d]: [u8; 4]) -> [u8; 3] {
    [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d]
}

/// The one text that stands for `octets`.
pub(crate) fn encode(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len().div_ceil(3) * 4);
    for group in octets.chunks(3) {
        let at = |index| group.get(index).copied().unwrap_or(0);
        let [a, b, c] = [at(0), at(1), at(2)];
        let values = [a >> 2, a << 4 | b >> 4, b << 2 | c >> 6, c];
        let characters = values.map(|value| char::from(ALPHABET[usize::from(value & 0x3f)]));
        text.extend(&characters[..=group.len()]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use proptest::prelude::*;

    #[test]
    fn only_the_canonical_spelling_is_read() {
        assert_eq!(decode("").as_deref(), Some(&b""[..]));
        assert_eq!(decode("_-8").as_deref(), Some(&[0xff, 0xef][..]));
        assert_eq!(encode(&[0xff, 0xef]), "_-8");
        for other in ["_-9", "_-8=", "_-8\n", " _-8", "/+8", "A", "AAAAA", "_-é"] {
            assert_eq!(decode(other), None, "{other:?}");
        }
    }

    #[test]
    fn every_character_counts_as_the_reference_counts_it() {
        for character in '\0'..='\u{ff}' {
            for before in ["", "A", "AA", "AAA", "AAAA", "AAAAA", "AAAAAA"] {
                for text in [format!("{before}{character}"), format!("{before}{character}AAAA")] {
                    assert_eq!(decode(&text), URL_SAFE_NO_PAD.decode(&text).ok(), "{text:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn texts_are_read_as_the_reference_reads_them(text in "[A-Za-z0-9_-]{0,40}", odd in "[A-Za-z0-9_+/= é-]{0,12}") {
            for text in [text, odd] {
                prop_assert_eq!(decode(&text), URL_SAFE_NO_PAD.decode(&text).ok());
            }
        }

        #[test]
        fn octets_are_written_as_the_reference_writes_them(octets: Vec<u8>) {
            prop_assert_eq!(encode(&octets), URL_SAFE_NO_PAD.encode(&octets));
            prop_assert_eq!(decode(&encode(&octets)), Some(octets));
        }
    }
}

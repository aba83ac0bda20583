//! base64url without padding (RFC 7515 section 2, RFC 4648 section 5), canonical spelling only.

use alloc::string::String;
use alloc::vec;
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
pub(crate) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let (groups, rest) = text.as_chunks::<4>();
    let own = match rest.len() {
        1 => return None,
        length => length.saturating_sub(1),
    };
    let mut octets = vec![0; groups.len() * 3 + own];
    let (whole, last) = octets.as_chunks_mut::<3>();
    let mut seen = 0;
    for (&[a, b, c, d], octets) in groups.iter().zip(whole) {
        let [a, b, c, d] = [value(a), value(b), value(c), value(d)];
        seen |= a | b | c | d;
        *octets = [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d];
    }
    // What is missing from the last group counts as zero bits, which then must be the last ones.
    let at = |index| rest.get(index).map_or(0, |character| value(*character));
    let [a, b, c] = [at(0), at(1), at(2)];
    seen |= a | b | c;
    let left = [a << 2 | b >> 4, b << 4 | c >> 2, c << 6];
    last.copy_from_slice(&left[..own]);
    (seen & FOREIGN == 0 && left[own] == 0).then_some(octets)
}

fn value(character: u8) -> u8 {
    VALUES[usize::from(character)]
}

/// The one text that stands for `octets`.
pub(crate) fn encode(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len().div_ceil(3) * 4);
    for group in octets.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| bits << 8 | usize::from(group.get(at).copied().unwrap_or(0)));
        for at in 0..=group.len() {
            text.push(char::from(ALPHABET[bits >> (18 - 6 * at) & 0x3f]));
        }
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
        assert_eq!(decode(b"").as_deref(), Some(&b""[..]));
        assert_eq!(decode(b"_-8").as_deref(), Some(&[0xff, 0xef][..]));
        assert_eq!(encode(&[0xff, 0xef]), "_-8");
        for other in ["_-9", "_-8=", "_-8\n", " _-8", "/+8", "A", "AAAAA", "_-é"] {
            assert_eq!(decode(other.as_bytes()), None, "{other:?}");
        }
    }

    #[test]
    fn every_character_counts_as_the_reference_counts_it() {
        for character in '\0'..='\u{ff}' {
            for before in ["", "A", "AA", "AAA", "AAAA", "AAAAA", "AAAAAA"] {
                for text in [format!("{before}{character}"), format!("{before}{character}AAAA")] {
                    assert_eq!(decode(text.as_bytes()), URL_SAFE_NO_PAD.decode(&text).ok(), "{text:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn texts_are_read_as_the_reference_reads_them(text in "[A-Za-z0-9_-]{0,40}", odd in "[A-Za-z0-9_+/= é-]{0,12}") {
            for text in [text, odd] {
                prop_assert_eq!(decode(text.as_bytes()), URL_SAFE_NO_PAD.decode(&text).ok());
            }
        }

        #[test]
        fn octets_are_written_as_the_reference_writes_them(octets: Vec<u8>) {
            prop_assert_eq!(encode(&octets), URL_SAFE_NO_PAD.encode(&octets));
            prop_assert_eq!(decode(encode(&octets).as_bytes()), Some(octets));
        }
    }
}

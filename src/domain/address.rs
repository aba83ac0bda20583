//! Internet addresses, between their text and a number.

use alloc::string::String;

use crate::json::number_text;
use crate::octets::{holds, split, split_once};

/// An IPv4 address in four decimal parts (RFC 3986 section 3.2.2).
pub(super) fn read_v4(text: &[u8]) -> Option<u32> {
    let (mut address, mut count) = (0, 0);
    for part in split(text, b'.') {
        if count == 4 {
            return None;
        }
        address = address << 8 | decimal(part, 255)?;
        count += 1;
    }
    (count == 4).then_some(address)
}

/// An IPv6 address (RFC 4291 section 2.2): eight groups, of which `::` stands for one or more
/// that are zero, and an IPv4 address for the last two.
pub(super) fn read_v6(text: &[u8]) -> Option<u128> {
    // The groups read last, how many there are in all, and those before `::` with their number.
    let (mut groups, mut count, mut before) = (0_u128, 0, None);
    let mut rest = text;
    if let Some(after) = rest.strip_prefix(b"::") {
        (before, rest) = (Some((0, 0)), after);
    }
    while !rest.is_empty() {
        let (group, after) = split_once(rest, b':').map_or((rest, None), |(group, after)| (group, Some(after)));
        if holds(group, b'.') {
            groups = groups << 32 | u128::from(read_v4(group).filter(|_| after.is_none())?);
            count += 2;
        } else {
            groups = groups << 16 | u128::from(hexadecimal(group)?);
            count += 1;
        }
        rest = match after {
            None => &[],
            Some([]) => return None,
            Some(after) => match after.strip_prefix(b":") {
                None => after,
                Some(_) if before.is_some() => return None,
                Some(after) => {
                    before = Some((core::mem::take(&mut groups), count));
                    after
                }
            },
        };
        if count > 8 {
            return None;
        }
    }
    match before {
        None => (count == 8).then_some(groups),
        Some((before, own)) => (count < 8).then(|| before << (16 * (7 - own)) << 16 | groups),
    }
}

/// The canonical form of an IPv4 address.
pub(super) fn v4_text(address: u32) -> String {
    let [a, b, c, d] = address.to_be_bytes().map(|part| number_text(part.into()));
    [&*a, ".", &b, ".", &c, ".", &d].concat()
}

/// The canonical form of an IPv6 address: the URL Standard's serializer, which is RFC 5952 without
/// any IPv4 address.
pub(super) fn v6_text(address: u128) -> String {
    let groups: [u16; 8] = core::array::from_fn(|index| (address >> (16 * (7 - index))) as u16);
    let zeros = |from: usize| groups[from..].iter().take_while(|group| **group == 0).count();
    // The first of the longest.
    let gap = (0..8).fold(0, |gap, from| if zeros(from) > zeros(gap) { from } else { gap });
    let length = zeros(gap);
    let mut text = String::new();
    let mut at = 0;
    while at < 8 {
        if at == gap && length > 1 {
            text.push_str("::");
            at += length;
            continue;
        }
        if at > 0 && !text.ends_with(':') {
            text.push(':');
        }
        for shift in [12, 8, 4, 0] {
            if shift == 0 || groups[at] >> shift != 0 {
                text.push(char::from(b"0123456789abcdef"[usize::from(groups[at] >> shift & 0xf)]));
            }
        }
        at += 1;
    }
    text
}

/// A decimal number without leading zeros, at most `most`, which has at most five digits.
pub(super) fn decimal(text: &[u8], most: u32) -> Option<u32> {
    let canonical = text == b"0" || !text.starts_with(b"0");
    if text.is_empty() || text.len() > 5 || !canonical {
        return None;
    }
    let number = text.iter().try_fold(0, |number, digit| Some(number * 10 + char::from(*digit).to_digit(10)?));
    number.filter(|number| *number <= most)
}

/// One to four hexadecimal digits.
fn hexadecimal(text: &[u8]) -> Option<u32> {
    let number = text.iter().try_fold(0, |number, digit| Some(number << 4 | char::from(*digit).to_digit(16)?));
    number.filter(|_| (1..=4).contains(&text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::net::{Ipv4Addr, Ipv6Addr};

    fn reference_text(address: Ipv6Addr) -> String {
        match address.segments() {
            [0, 0, 0, 0, 0, 0xffff, high, low] => format!("::ffff:{high:x}:{low:x}"),
            _ => address.to_string(),
        }
    }

    fn agree(text: &str) -> Result<(), TestCaseError> {
        prop_assert_eq!(read_v4(text.as_bytes()), text.parse().ok().map(Ipv4Addr::to_bits), "{}", text);
        prop_assert_eq!(read_v6(text.as_bytes()), text.parse().ok().map(Ipv6Addr::to_bits), "{}", text);
        Ok(())
    }

    #[test]
    fn addresses_are_read_as_the_reference_reads_them() {
        for text in [
            "",
            ":",
            "::",
            ":::",
            "::1",
            "1::",
            ":1",
            "1:",
            "1::2::3",
            "::1:",
            "1:::2",
            "1:2:3:4:5:6:7:8",
            "::2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7::",
            "1::3:4:5:6:7:8",
            "1:2:3:4:5:6:7:8::",
            "::1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1:2:3:4:5:6:1.2.3.4",
            "1:2:3:4:5:6:7:1.2.3.4",
            "::1.2.3.4",
            "::1.2.3.4:1",
            "1.2.3.4::",
            "::1:2:3:4:5:1.2.3.4",
            "::1:2:3:4:5:6:1.2.3.4",
            "::01.2.3.4",
            "::1.2.3",
            "::g",
            "::00001",
            "::0001",
            "::FFFF",
            "::+1",
            "1.2.3.4",
            "1.2.3.4.5",
            "1.2.3",
            "1.2.3.",
            ".1.2.3",
            "1..2.3",
            "256.1.1.1",
            "01.1.1.1",
            "0.0.0.0",
            "1.1.1.1000",
            "1.1.1.+1",
        ] {
            agree(text).unwrap();
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5000))]

        #[test]
        fn any_address_is_read_and_written_as_by_the_reference(address: u128, mask: u8, v4: u32) {
            let masked = (0..8).fold(address, |address, group| match mask >> group & 1 {
                0 => address & !(0xffff << (16 * group)),
                _ => address,
            });
            for address in [address, masked, v4.into(), 0xffff_0000_0000 | u128::from(v4)] {
                let text = v6_text(address);
                prop_assert_eq!(&text, &reference_text(Ipv6Addr::from_bits(address)));
                prop_assert_eq!(read_v6(text.as_bytes()), Some(address));
                agree(&Ipv6Addr::from_bits(address).to_string())?;
            }
            prop_assert_eq!(v4_text(v4), Ipv4Addr::from_bits(v4).to_string());
            prop_assert_eq!(read_v4(v4_text(v4).as_bytes()), Some(v4));
        }

        #[test]
        fn any_text_is_read_as_by_the_reference(text in "(:{0,2}[0-9a-fA-F]{0,5}){0,9}:{0,2}", v4 in "([0-9]{0,4}[.:]){0,5}[0-9]{0,3}") {
            agree(&text)?;
            agree(&v4)?;
            agree(&format!("{text}{v4}"))?;
        }
    }
}

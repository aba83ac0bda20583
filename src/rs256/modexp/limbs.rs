//! Numbers as 64-bit limbs, the least first, for what is done once per key or per power.
//!
//! A settled number has limbs from 0 to 2^width - 1 but for the topmost, which has the sign.

use alloc::vec;
use alloc::vec::Vec;

/// The limbs of a big-endian number, settled.
#[inline(never)]
pub(super) fn from_octets(big_endian: &[u8], width: u32, count: usize) -> Vec<i64> {
    let mut octets = big_endian.iter().rev();
    // At most width - 1 bits and an octet.
    let (mut value, mut bits) = (0, 0);
    let mut limbs = vec![0; count];
    for limb in &mut limbs {
        while bits < width {
            value |= octets.next().map_or(0, |octet| i64::from(*octet) << bits);
            bits += 8;
        }
        *limb = value & mask(width);
        value >>= width;
        bits -= width;
    }
    limbs
}

/// The last `length` octets, big-endian, of a settled number that is not negative.
#[inline(never)]
pub(super) fn to_octets(limbs: &[i64], width: u32, length: usize) -> Vec<u8> {
    let mut limbs = limbs.iter();
    // At most 7 bits and a limb.
    let (mut value, mut bits) = (0, 0);
    let mut octets = vec![0; length];
    for octet in octets.iter_mut().rev() {
        if bits < 8 {
            value |= limbs.next().map_or(0, |limb| limb << bits);
            bits += width;
        }
        *octet = value as u8;
        value >>= 8;
        bits -= 8;
    }
    octets
}

/// Settles limbs of either sign and any size below 2^62.
#[inline(never)]
pub(super) fn settle(limbs: &mut [i64], width: u32) {
    let mut carry = 0;
    let last = limbs.len() - 1;
    for limb in &mut limbs[..last] {
        let sum = *limb + carry;
        (*limb, carry) = (sum & mask(width), sum >> width);
    }
    limbs[last] += carry;
}

/// The number from 0 to n - 1 that is congruent to one above -n and below n, settled.
#[inline(never)]
pub(super) fn settle_modulo(limbs: &mut [i64], n: &[i64], width: u32) {
    settle(limbs, width);
    if limbs[limbs.len() - 1] < 0 {
        limbs.iter_mut().zip(n).for_each(|(limb, n)| *limb += n);
        settle(limbs, width);
    }
}

/// 2^exponent mod n but for a multiple of n: above -n and below n, settled. `bits` is the
/// length of n, from which the exponent should not be far.
#[inline(never)]
pub(super) fn power_of_two(exponent: usize, n: &[i64], bits: usize, width: u32) -> Vec<i64> {
    let mut power = vec![0; n.len()];
    power[(bits - 1) / width as usize] = 1 << ((bits - 1) % width as usize);
    for _ in bits - 1..exponent {
        // From a to 2a - n if a is not negative, else to 2a + n: no comparison is needed.
        let sign = if power[n.len() - 1] < 0 { 1 } else { -1 };
        power.iter_mut().zip(n).for_each(|(limb, n)| *limb = 2 * *limb + sign * n);
        settle(&mut power, width);
    }
    power
}

/// -n⁻¹ mod 2^width for odd n, by Newton's iteration: n is its own inverse to 3 bits, and each
/// step doubles how many are right.
#[inline(never)]
pub(super) fn negated_inverse(n: i64, width: u32) -> i64 {
    let mut inverse = n;
    for _ in 0..5 {
        inverse = inverse.wrapping_mul(2i64.wrapping_sub(n.wrapping_mul(inverse)));
    }
    inverse.wrapping_neg() & mask(width)
}

const fn mask(width: u32) -> i64 {
    (1 << width) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limbs_and_octets_are_inverse() {
        for width in [27, 28, 50] {
            for length in 1..=64u8 {
                let octets: Vec<u8> = (0..length).map(|octet| 255 - octet % 3).collect();
                let limbs = from_octets(&octets, width, usize::from(length) * 8 / width as usize + 2);
                assert!(limbs.iter().all(|limb| (0..1 << width).contains(limb)));
                assert_eq!(to_octets(&limbs, width, length.into()), octets);
            }
        }
    }

    #[test]
    fn the_inverse_is_one() {
        for n in [1, 3, 5, 0x8000_0001, 0x3_ffff_ffff_ffff, 0x1234_5677] {
            for width in [27, 28, 50] {
                assert_eq!(negated_inverse(n, width).wrapping_mul(n) & mask(width), mask(width), "{n}");
            }
        }
    }
}

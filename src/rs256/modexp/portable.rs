//! The specification: Montgomery multiplication over 32-bit limbs, for every target.
//!
//! Limbs are little-endian. With k limbs and R = 2^(32k), the product of a and b is
//! a·b·R⁻¹ mod n, computed one limb of a at a time with the reduction merged in (CIOS; Koç,
//! Acar, Kaliski: "Analyzing and Comparing Montgomery Multiplication Algorithms", 1996).
//! 32-bit limbs, as wasm multiplies 64 by 64 bits to 64 and no further.

/// An odd modulus with what depends on it alone.
pub(in crate::rs256) struct Modulus {
    n: Vec<u32>,
    /// -n⁻¹ mod 2^32.
    n0: u32,
    /// R² mod n: the factor that takes a number into Montgomery form.
    r_squared: Vec<u32>,
}

impl Modulus {
    /// Prepares `n`, an odd number without leading zeros.
    pub(in crate::rs256) fn new(n: &[u8]) -> Self {
        let n = limbs(n);
        let mut modulus = Modulus { n0: negated_inverse(n[0]), r_squared: Vec::new(), n };
        modulus.r_squared = modulus.r_squared();
        modulus
    }

    /// s^e mod n for odd e ≥ 3; `None` unless s is exactly as long as n and below it.
    pub(in crate::rs256) fn pow(&self, s: &[u8], e: u64) -> Option<Vec<u8>> {
        let length = s.len();
        let s = limbs(s);
        if s.len() != self.n.len() || !is_below(&s, &self.n) {
            return None;
        }
        let base = self.product(&s, &self.r_squared);
        let power = self.power_of_montgomery_form(&base, e >> 1);
        let power = self.product(&power, &power);
        // e is odd, so one factor s is left over. Multiplying by s as it stands, not by its
        // Montgomery form, also takes the result out of that form.
        Some(octets(&self.product(&power, &s), length))
    }

    /// base^e in Montgomery form, e ≥ 1, from the top bit down.
    fn power_of_montgomery_form(&self, base: &[u32], e: u64) -> Vec<u32> {
        let mut power = base.to_vec();
        for bit in (0..e.ilog2()).rev() {
            power = self.product(&power, &power);
            if e >> bit & 1 == 1 {
                power = self.product(&power, base);
            }
        }
        power
    }

    /// R² mod n. R mod n comes by doubling from 2^(bits - 1), the largest power of two below
    /// n, in at most 32 steps; 2R is 2 in Montgomery form, and its (32k)th power is R.
    fn r_squared(&self) -> Vec<u32> {
        let limbs = self.n.len();
        let top_bit = 31 - self.n[limbs - 1].leading_zeros();
        let mut two = vec![0; limbs];
        two[limbs - 1] = 1 << top_bit;
        for _ in top_bit..=32 {
            two = self.double(&two);
        }
        self.power_of_montgomery_form(&two, 32 * limbs as u64)
    }

    /// 2a mod n.
    fn double(&self, a: &[u32]) -> Vec<u32> {
        let mut carry = 0;
        let mut doubled: Vec<u32> = a
            .iter()
            .map(|limb| {
                let shifted = limb << 1 | carry;
                carry = limb >> 31;
                shifted
            })
            .collect();
        self.reduce_once(&mut doubled, carry);
        doubled
    }

    /// a·b·R⁻¹ mod n, for a and b below n.
    fn product(&self, a: &[u32], b: &[u32]) -> Vec<u32> {
        let k = self.n.len();
        let (n, b) = (&self.n[..k], &b[..k]);
        let mut t = vec![0u32; k];
        let t = &mut t[..k];
        // t stays below 2n, so that a single bit is enough above its limbs.
        let mut top = 0u32;
        for &limb in a {
            // No term overflows: (2^32-1)·(2^32-1) + 2·(2^32-1) = 2^64-1.
            let limb = u64::from(limb);
            let sum = limb * u64::from(b[0]) + u64::from(t[0]);
            let mut product_carry = sum >> 32;
            let m = u64::from((sum as u32).wrapping_mul(self.n0));
            let mut reduction_carry = (m * u64::from(n[0]) + u64::from(sum as u32)) >> 32;
            for j in 1..k {
                let sum = limb * u64::from(b[j]) + u64::from(t[j]) + product_carry;
                product_carry = sum >> 32;
                let sum = m * u64::from(n[j]) + u64::from(sum as u32) + reduction_carry;
                reduction_carry = sum >> 32;
                t[j - 1] = sum as u32;
            }
            let sum = u64::from(top) + product_carry + reduction_carry;
            t[k - 1] = sum as u32;
            top = (sum >> 32) as u32;
        }
        self.reduce_once(t, top);
        t.to_vec()
    }

    /// Takes n off `a` + `top`·R, which is below 2n, if that is not below n already.
    fn reduce_once(&self, a: &mut [u32], top: u32) {
        if top == 0 && is_below(a, &self.n) {
            return;
        }
        let mut borrow = false;
        for (limb, n) in a.iter_mut().zip(&self.n) {
            let (difference, first) = limb.overflowing_sub(*n);
            let (difference, second) = difference.overflowing_sub(u32::from(borrow));
            (*limb, borrow) = (difference, first || second);
        }
    }
}

/// -n⁻¹ mod 2^32 for odd n, by Newton's iteration: n is its own inverse to 3 bits, and each
/// step doubles how many are right.
fn negated_inverse(n: u32) -> u32 {
    let mut inverse = n;
    for _ in 0..4 {
        inverse = inverse.wrapping_mul(2u32.wrapping_sub(n.wrapping_mul(inverse)));
    }
    inverse.wrapping_neg()
}

fn limbs(big_endian: &[u8]) -> Vec<u32> {
    big_endian.rchunks(4).map(|chunk| chunk.iter().fold(0, |limb, octet| limb << 8 | u32::from(*octet))).collect()
}

fn octets(limbs: &[u32], length: usize) -> Vec<u8> {
    let all: Vec<u8> = limbs.iter().rev().flat_map(|limb| limb.to_be_bytes()).collect();
    all[all.len() - length..].to_vec()
}

fn is_below(a: &[u32], b: &[u32]) -> bool {
    a.iter().rev().lt(b.iter().rev())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_is_one() {
        for n in [1, 3, 5, 0x8000_0001, 0xffff_ffff, 0x1234_5677] {
            assert_eq!(negated_inverse(n).wrapping_mul(n), u32::MAX, "{n}");
        }
    }

    #[test]
    fn limbs_and_octets_are_inverse() {
        for length in 1..=9u8 {
            let octets_in: Vec<u8> = (1..=length).collect();
            assert_eq!(octets(&limbs(&octets_in), length.into()), octets_in);
        }
    }
}

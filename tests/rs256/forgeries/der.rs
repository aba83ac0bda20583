//! DER, and what is nearly DER (X.690).

pub const SHA_256_OID: &[u8] = b"\x60\x86\x48\x01\x65\x03\x04\x02\x01";
pub const NULL: &[u8] = &[5, 0];
pub const SEQUENCE: u8 = 0x30;
pub const OCTETS: u8 = 0x04;
pub const OID: u8 = 0x06;

/// A DER element (X.690 section 8.1) of fewer than 256 octets.
pub fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let contents = parts.concat();
    match contents.len() as u8 {
        length @ ..0x80 => [&[tag, length], &*contents].concat(),
        length => [&[tag, 0x81, length], &*contents].concat(),
    }
}

/// The same with a length that is written otherwise.
pub fn spelled(tag: u8, length: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    [&[tag], length, &parts.concat()].concat()
}

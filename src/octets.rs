//! Where ASCII characters part a text: octets are compared, and no characters decoded.

/// What stands before and after the first `mark`.
pub(crate) fn split_once(octets: &[u8], mark: u8) -> Option<(&[u8], &[u8])> {
    let at = octets.iter().position(|octet| *octet == mark)?;
    Some((&octets[..at], &octets[at + 1..]))
}

/// Whether there is a `mark`.
pub(crate) fn holds(octets: &[u8], mark: u8) -> bool {
    split_once(octets, mark).is_some()
}

/// What stands between the `mark`s: one part more than there are of them.
pub(crate) fn split(octets: &[u8], mark: u8) -> impl Iterator<Item = &[u8]> {
    octets.split(move |octet| *octet == mark)
}

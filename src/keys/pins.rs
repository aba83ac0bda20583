//! Keys that are known beforehand, whatever a server says.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Key, Keys};
use crate::base64url;

/// The thumbprints of the only keys that are usable (RFC 7638 with SHA-256, base64url).
#[derive(Clone, Debug)]
pub(crate) struct Pins(Vec<String>);

impl Pins {
    /// `None` if there are none, or if one of them is no thumbprint.
    pub(crate) fn new(thumbprints: Vec<String>) -> Option<Self> {
        let is_thumbprint = |text: &String| base64url::decode(text.as_bytes()).is_some_and(|digest| digest.len() == 32);
        (!thumbprints.is_empty() && thumbprints.iter().all(is_thumbprint)).then_some(Pins(thumbprints))
    }

    fn lists(&self, key: &Key) -> bool {
        self.0.contains(&key.public.thumbprint())
    }
}

impl Keys {
    /// Those of the keys that are pinned.
    pub(super) fn pinned(&self, pins: &Pins) -> Keys {
        self.all.iter().filter(|key| pins.lists(key)).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_is_the_digest_of_a_key() {
        let pin = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
        assert!(Pins::new(vec![pin.to_owned()]).is_some());
        assert!(Pins::new(Vec::new()).is_none());
        for wrong in ["", &pin[1..], &format!("{pin}A"), &format!("{pin}="), &pin.replace('_', "/")] {
            assert!(Pins::new(vec![pin.to_owned(), wrong.to_owned()]).is_none(), "{wrong:?}");
        }
    }
}

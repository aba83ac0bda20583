//! Signatures and whether they hold: one form for every source of them, and for every engine
//! that is asked.

use std::rc::Rc;

use symbolon::rs256::PublicKey;

/// A signature that some key may have made.
pub struct Case {
    /// Whose case it is.
    pub source: &'static str,
    pub name: String,
    /// The public key, as PEM.
    pub key: Rc<str>,
    pub message: Vec<u8>,
    pub signature: Vec<u8>,
    /// Whether the signature holds.
    pub holds: bool,
}

/// Asks the engine that this build has, and tells of every case that it judges otherwise.
pub fn judge(cases: &[Case]) {
    let mut known: Option<(Rc<str>, PublicKey)> = None;
    let mut wrong = Vec::new();
    for case in cases {
        if known.as_ref().is_none_or(|(pem, _)| *pem != case.key) {
            known = Some((Rc::clone(&case.key), PublicKey::from_pem(&case.key).expect(&case.name)));
        }
        let (_, key) = known.as_ref().unwrap();
        if key.verify(&case.message, &case.signature).is_ok() != case.holds {
            wrong.push(format!(
                "{}: {}: it should{} hold",
                case.source,
                case.name,
                if case.holds { "" } else { " not" }
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

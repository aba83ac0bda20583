//! The crate says what the [reference](crate::reference) says, of genuine tokens.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use symbolon::{Code, Outcome};

use crate::case::{Case, case, cases};
use crate::given::{self, equal};
use crate::{reference, scene};

/// What only the steps before the claims can say.
const EARLIER: [Code; 10] = [
    Code::TokenMissing,
    Code::TokenMalformed,
    Code::TokenTooLong,
    Code::HeaderMalformed,
    Code::HeaderUnsupported,
    Code::AlgorithmNotAllowed,
    Code::TypeMismatch,
    Code::KeyUnknown,
    Code::KeyAmbiguous,
    Code::KeysUnavailable,
];

const COMPARED: [&str; 6] = ["status", "code", "expiresAt", "graceEndsAt", "refreshBy", "domain"];

#[test]
fn every_decision_is_the_reference_s() {
    let told = RefCell::new(BTreeMap::new());
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..cases(6000) });
    runner
        .run(&case(), |Case { options, claims, context }| {
            let expected = reference::judge(&options, &claims, &context);
            let verifier = scene::verifier(&options);
            let token = scene::signed(&claims.to_string());
            let decision = scene::judge(&verifier, &token, &context);
            let found: Value = serde_json::from_str(&decision.to_json()).unwrap();
            for name in COMPARED {
                prop_assert!(equal(&found[name], &expected[name]), "{name}: {} for {}", found[name], expected[name]);
            }
            let require = given::requirements(&context["require"]);
            let steps = verifier.explain(&token, &given::context(&context, &require));
            let failed = steps.iter().find_map(|step| match step.outcome {
                Outcome::Failed(code) => Some(code),
                _ => None,
            });
            prop_assert_eq!(failed, (!decision.granted()).then_some(decision.code));
            *told.borrow_mut().entry(decision.code.as_str()).or_insert(0) += 1;
            Ok(())
        })
        .unwrap();
    // What is never said is not compared.
    let told = told.into_inner();
    for code in Code::ALL.iter().filter(|code| !EARLIER.contains(code) && **code != Code::SignatureInvalid) {
        assert!(told.get(code.as_str()).is_some_and(|times| *times >= 10), "{code} came up too rarely: {told:?}");
    }
}

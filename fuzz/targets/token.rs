//! Tokens: of all texts there are, one alone is granted, in one spelling, since its key has signed
//! no other. Explaining finds what judging finds.
#![no_main]

use std::cell::LazyCell;

use libfuzzer_sys::fuzz_target;
use symbolon::{Audience, Context, Issuer, Keys, Outcome, Policy, Verifier};

/// Signed by a key that is published for tests; it never expires.
const GENUINE: &str = include_str!("../genuine.jwt");
const KEY: &str = include_str!("../genuine.jwk.json");

thread_local! {
    static VERIFIER: LazyCell<Verifier> = LazyCell::new(|| {
        let mut policy = Policy::new(Issuer::from("https://a.example"), Audience::from("b"));
        policy.require_expiry = false;
        Verifier::new(Keys::from_jwk(KEY).expect("the key is usable"), policy).remembering(8)
    });
}

fuzz_target!(|token: &str| {
    let context = Context::new(1_790_000_000.0).host("a.example");
    VERIFIER.with(|verifier| {
        let decision = verifier.verify(token, &context);
        assert_eq!(decision.granted(), token == GENUINE, "{token}");
        let steps = verifier.explain(token, &context);
        let failed = steps.iter().find_map(|step| match step.outcome {
            Outcome::Failed(code) => Some(code),
            _ => None,
        });
        assert_eq!(failed, Some(decision.code).filter(|_| !decision.granted()));
        // A sentence that never changes quotes nobody, though a text may quote it.
        let told = decision.message != decision.code.sentence();
        assert!(!told || token.len() < 8 || !decision.message.contains(token), "a message has no token");
    });
});

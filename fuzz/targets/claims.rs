//! Claims: a first line of seconds and a host, then a payload, which is signed. What is judged
//! twice is judged alike, a refusal tells nothing, and time alone only leads on.
#![no_main]

mod cheap;

use std::cell::LazyCell;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use symbolon::{Audience, Context, Issuer, Keys, Outcome, Policy, Status, Verifier};

use cheap::CheapKey;

thread_local! {
    static COURT: LazyCell<(CheapKey, Verifier)> = LazyCell::new(|| {
        let key = CheapKey::new();
        let mut policy = Policy::new(Issuer::Unchecked, Audience::IfPresent(vec!["a".into()]));
        policy.grace_period = 1000.0;
        let keys = Keys::from_jwk(&key.jwk()).expect("the key is usable");
        (key, Verifier::new(keys, policy).remembering(4))
    });
}

/// How far on in time a status is; others do not depend on it.
fn rank(status: Status) -> Option<u8> {
    match status {
        Status::NotYetValid => Some(0),
        Status::Active => Some(1),
        Status::Grace => Some(2),
        Status::Expired => Some(3),
        _ => None,
    }
}

fuzz_target!(|data: &[u8]| {
    let Some(end) = data.iter().position(|octet| *octet == b'\n') else { return };
    let (line, payload) = (str::from_utf8(&data[..end]), &data[end + 1..]);
    let Some((now, host)) = line.ok().and_then(|line| line.split_once(' ')) else { return };
    let Ok(now) = now.parse::<u32>() else { return };
    COURT.with(|court| {
        let (key, verifier) = &**court;
        let token = key.sign(payload);
        let context = Context::new(now.into()).host(host);
        let decision = verifier.verify(&token, &context);
        for _ in 0..2 {
            assert_eq!(verifier.verify(&token, &context), decision, "remembered");
        }
        let steps = verifier.explain(&token, &context);
        let failed = steps.iter().find_map(|step| match step.outcome {
            Outcome::Failed(code) => Some(code),
            _ => None,
        });
        assert_eq!(failed, Some(decision.code).filter(|_| !decision.granted()));
        let later = verifier.verify(&token, &Context::new(f64::from(now) + 500.0).host(host));
        if let (Some(before), Some(after)) = (rank(decision.status()), rank(later.status())) {
            assert!(before <= after, "{:?} {:?}", decision.status(), later.status());
        }
        let told: Value = serde_json::from_str(&decision.to_json()).expect("a decision is JSON");
        if decision.granted() {
            assert_eq!(told["claims"], serde_json::from_slice::<Value>(payload).expect("claims are JSON"));
        } else {
            assert!(told.get("claims").is_none() && decision.features().is_empty() && decision.limits().is_empty());
        }
    });
});

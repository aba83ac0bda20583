//! As the clock runs, a decision moves only from not yet valid to active, to grace, to expired.

use proptest::prelude::*;
use serde_json::json;
use symbolon::Status;

use crate::case::{self, Case, NOW, cases};
use crate::scene;

/// How far a license has come; what is no matter of time has no place in the row.
fn place(status: Status) -> Option<u8> {
    match status {
        Status::NotYetValid => Some(0),
        Status::Active => Some(1),
        Status::Grace => Some(2),
        Status::Expired => Some(3),
        _ => None,
    }
}

/// The times about which something changes, and a quarter of a second to either side.
fn clocks(case: &Case) -> Vec<f64> {
    let number = |name: &str, default: f64| case.options[name].as_f64().unwrap_or(default);
    let tolerance = number("clockTolerance", 60.0);
    let mut clocks = vec![0.0, NOW, 1e300];
    for claim in ["nbf", "iat", "exp", "license_exp"] {
        let Some(time) = case.claims[claim].as_f64() else { continue };
        for change in [time - tolerance, time, time + tolerance, time + tolerance + number("gracePeriod", 0.0)] {
            clocks.extend([change - 0.25, change, change + 0.25]);
        }
    }
    clocks.sort_by(f64::total_cmp);
    clocks
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn a_license_only_grows_older(mut case in case::case()) {
        // What a use requires comes after time: it hides whether a license is active.
        case.context["require"] = json!({});
        let verifier = scene::verifier(&case.options).remembering(1);
        let token = scene::signed(&case.claims.to_string());
        let mut before = None;
        for now in clocks(&case) {
            case.context["now"] = json!(now);
            let decision = scene::judge(&verifier, &token, &case.context);
            if let Some(before) = before {
                match (place(before), place(decision.status())) {
                    (Some(earlier), Some(later)) => prop_assert!(earlier <= later, "{before:?}, then {decision:?}"),
                    _ => prop_assert_eq!(before, decision.status(), "{}", now),
                }
            }
            before = Some(decision.status());
        }
    }
}

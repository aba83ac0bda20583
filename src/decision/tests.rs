use super::*;
use std::collections::BTreeSet;

#[test]
fn the_table_of_codes_is_sound() {
    let names: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(names.len(), Code::ALL.len());
    for code in Code::ALL {
        assert!(code.as_str().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{code}");
        assert!(code.sentence().ends_with('.') && !code.sentence().contains(". "), "{code}: one sentence");
    }
}

#[test]
fn only_two_codes_grant() {
    let granting: Vec<_> =
        Code::ALL.iter().copied().filter(|code| Decision::refused((*code).into()).granted()).collect();
    assert_eq!(granting, [Code::Ok, Code::LicenseInGrace]);
    let graceful = granting.into_iter().filter(|code| Decision::refused((*code).into()).grace());
    assert_eq!(graceful.collect::<Vec<_>>(), [Code::LicenseInGrace]);
}

#[test]
fn a_refused_decision_has_nothing_and_limits_to_zero() {
    let refused = Decision::refused(Code::LicenseExpired.into());
    assert!(!refused.has("export") && refused.features().is_empty() && refused.limits().is_empty());
    assert_eq!((refused.limit("seats"), refused.subject(), refused.plan()), (Some(0.0), None, None));
    assert!(!refused.within("seats", 0.0));
    let claims = r#"{"features":["export"],"limits":{"seats":10}}"#;
    let license = Some(Arc::new(Claims::parse(claims.into()).unwrap()));
    let decision = Decision { license, ..Decision::refused(Code::Ok.into()) };
    assert!(decision.has("export") && !decision.has("import"));
    assert_eq!((decision.limit("seats"), decision.limit("calls")), (Some(10.0), None));
    assert!(decision.within("seats", 10.0) && !decision.within("seats", 10.5) && decision.within("calls", 1e9));
    assert!(!decision.within("seats", f64::NAN));
}

#[test]
fn decisions_are_equal_where_their_claims_are() {
    let by = |claims: &str| {
        let license = Some(Arc::new(Claims::parse(claims.into()).unwrap()));
        Decision { license, ..Decision::refused(Code::Ok.into()) }
    };
    assert_eq!(by(r#"{"a":1}"#), by(r#"{"a":1}"#));
    assert_ne!(by(r#"{"a":1}"#), by(r#"{"a":2}"#));
}

#[test]
fn a_row_has_a_place_for_everything() {
    let refused = Decision { retry_at: Some(7.5), ..Decision::refused(Refusal::because(Code::KeyUnknown, "\"")) };
    assert_eq!(
        refused.to_row([None; 2]),
        r#"["INVALID","key_unknown","\"",null,null,null,false,false,7.5,null,null,null,null,null,null]"#
    );
    let granted = Decision {
        key_id: Some("k".to_owned()),
        expires_at: Some(1.0),
        grace_ends_at: Some(2.0),
        refresh_by: Some(3.0),
        domain: Some(DomainMatch { host: "h".to_owned(), pattern: "p".to_owned() }),
        license: Some(Arc::new(Claims::parse(r#"{ "sub": "s" }"#.into()).unwrap())),
        ..Decision::refused(Refusal::because(Code::LicenseInGrace, "m"))
    };
    assert_eq!(
        granted.to_row([Some(4.0), Some(5.0)]),
        r#"["GRACE","license_in_grace","m","k","h","p",true,true,null,1,2,3,4,5,{ "sub": "s" }]"#
    );
}

#[test]
fn quoted_values_are_escaped_and_cut() {
    assert_eq!(quoted("a\n\u{1b}[31m\"b"), r#""a\n\u{1b}[31m\"b""#);
    assert_eq!(quoted("\\\r\t\0\u{202e}\u{10ffff}é"), r#""\\\r\t\0\u{202e}\u{10ffff}é""#);
    assert_eq!(quoted(&"é".repeat(100)).chars().count(), 100 + 2);
    assert_eq!(quoted(&"é".repeat(101)).chars().count(), 100 + 3);
}

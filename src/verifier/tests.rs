use super::*;
use crate::requirements::Requirements;
use alloc::sync::Weak;

/// `{"alg":"RS256"}`, an empty payload, and a signature of one octet.
const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.e30.AA";

fn verifier() -> Verifier {
    Verifier::new(Keys::default(), Policy::new(Issuer::Unchecked, Audience::Unchecked))
}

#[test]
fn keys_that_cannot_be_had_degrade_what_is_not_refused_without_them() {
    let mut supply = Supply { keys: None, incomplete: true, retry_at: Some(7.0) };
    let judge = |supply: &Supply, token| {
        let decision = verifier().verify_by(supply, token, &Context::new(0.0));
        (decision.code, decision.retry_at)
    };
    assert_eq!(judge(&supply, TOKEN), (Code::KeysUnavailable, Some(7.0)));
    assert_eq!(judge(&supply, "e30.e30.AA"), (Code::AlgorithmNotAllowed, None));
    supply.keys = Some(Arc::default());
    assert_eq!(judge(&supply, TOKEN), (Code::KeysUnavailable, Some(7.0)));
    supply.incomplete = false;
    assert_eq!(judge(&supply, TOKEN), (Code::KeyUnknown, Some(7.0)));
}

#[test]
fn what_is_remembered_of_a_token_is_its_signature_alone() {
    let modulus = format!("gA{}AQ", "A".repeat(338));
    let keys = |members: &[(&str, &str)]| {
        let member = |(kid, e): &(&str, &str)| format!(r#"{{"kty":"RSA","n":"{modulus}","e":"{e}","kid":"{kid}"}}"#);
        let members: Vec<_> = members.iter().map(member).collect();
        Supply::complete(&Arc::new(Keys::from_jwks(&format!(r#"{{"keys":[{}]}}"#, members.join(","))).unwrap()))
    };
    let mut verifier = verifier().remembering(10);
    let supply = keys(&[("a", "AQAB")]);
    let known = |kid: Option<&str>| Verdict {
        kid: kid.map(str::to_owned),
        signer: Arc::clone(&supply.candidates(Some("a")).unwrap()[0]),
        among: Weak::new(),
        claims: Arc::new(Claims::parse(br#"{"exp":100,"jti":"1"}"#.to_vec()).unwrap()),
    };
    // Nobody can sign with this key: that the decision is another than `signature_invalid`
    // shows that it was remembered.
    verifier.policy.domain = DomainBinding::Off;
    let judge = |verifier: &Verifier, supply: &Supply, now| {
        verifier.verdicts.remember(TOKEN, known(Some("a")));
        let decision = verifier.verify_by(supply, TOKEN, &Context::new(now));
        (decision.code, decision.key_id)
    };
    let (a, b) = (Some("a".to_owned()), Some("b".to_owned()));
    assert_eq!(judge(&verifier, &supply, 0.0), (Code::Ok, a.clone()));
    assert_eq!(judge(&verifier, &supply, 200.0), (Code::LicenseExpired, a.clone()));
    assert_eq!(judge(&verifier, &keys(&[("b", "AQAB")]), 0.0), (Code::KeyUnknown, None));
    assert_eq!(judge(&verifier, &keys(&[("b", "AQAB"), ("a", "AQAB")]), 0.0), (Code::Ok, a.clone()));
    let other_material = keys(&[("a", "Aw"), ("b", "AQAB")]);
    assert_eq!(judge(&verifier, &other_material, 0.0), (Code::SignatureInvalid, None));
    assert!(verifier.verdicts.of(TOKEN).is_none(), "what a key vouched for went with it");
    verifier.verdicts.remember(TOKEN, known(None));
    assert_eq!(verifier.verify_by(&keys(&[("b", "AQAB")]), TOKEN, &Context::new(0.0)).key_id, b);
    verifier.denylist.extend(Denylist::new(vec!["1".to_owned()], Vec::new()));
    assert_eq!(judge(&verifier, &supply, 0.0), (Code::TokenRevoked, a));
}

#[test]
fn what_was_told_is_said_again_where_the_whole_decision_is_the_same() {
    let key = format!(r#"{{"kty":"RSA","n":"gA{}AQ","e":"AQAB""#, "A".repeat(338));
    let supply = |members: &str| {
        let keys = Keys::from_jwks(&format!(r#"{{"keys":[{members}]}}"#)).unwrap();
        Supply::complete(&Arc::new(keys))
    };
    let supplies = [format!(r#"{key},"kid":"a"}}"#), format!("{key}}}"), format!(r#"{key},"kid":"b"}}"#)];
    let supplies = supplies.map(|members| supply(&members));
    let mut verifier = verifier().remembering(10);
    verifier.policy.grace_period = 100.0;
    let claims = br#"{"exp":1000,"hwid":"h","domains":["a.example","*.example"]}"#;
    let seat = verifier.verdicts.remember(
        TOKEN,
        Verdict {
            kid: Some("a".to_owned()),
            signer: Arc::clone(&supplies[0].candidates(None).unwrap()[0]),
            among: Arc::downgrade(supplies[0].keys.as_ref().unwrap()),
            claims: Arc::new(Claims::parse(claims.to_vec()).unwrap()),
        },
    );
    assert_eq!((verifier.seat_of(TOKEN), verifier.seat_of("another")), (seat, None));
    let require = Requirements { features: vec!["f".to_owned()], ..Requirements::default() };
    let mut decided = Vec::new();
    for supply in &supplies {
        for host in ["a.example", "b.example", "a.example:80", "example", ""] {
            for now in [0.0, 1e3, 1100.0, 1e4, 2e6] {
                let context = Context::new(now).host(host);
                let device = context.hardware_id("h");
                for context in [context, device, device.require(&require)] {
                    // Looks it up, and forgets nothing: with the key of another `kid` it is unknown.
                    decided.push((supply, context, verifier.verify_by(supply, TOKEN, &context)));
                }
            }
        }
    }
    for (supply, context, decision) in &decided {
        for (.., told) in &decided {
            let same = told == decision && decision.code != Code::KeyUnknown;
            assert_eq!(verifier.would_say_again(told, supply, seat.unwrap(), context), same, "{told:?} {decision:?}");
        }
    }
    verifier.verdicts.forget(seat.unwrap());
    let (supply, context, told) = &decided[1];
    assert!(told.granted() && !verifier.would_say_again(told, supply, seat.unwrap(), context));
}

#[test]
fn what_an_early_failure_leaves_unchecked_is_skipped() {
    let steps = verifier().explain(TOKEN, &Context::new(0.0));
    let names: Vec<_> = steps.iter().map(|step| step.check).collect();
    assert_eq!(names, Verifier::CHECKS);
    assert_eq!(steps[2].outcome, Outcome::Failed(Code::KeyUnknown));
    assert!(steps[..2].iter().all(|step| step.outcome == Outcome::Passed));
    assert!(steps[3..].iter().all(|step| step.outcome == Outcome::Skipped));
}

#[test]
fn the_keys_are_those_that_were_given() {
    let keys = || Keys::from_jwks(&format!(r#"{{"keys":[{{"kty":"RSA","n":"gA{}AQ","e":"AQAB"}}]}}"#, "A".repeat(338)));
    let verifier = Verifier::new(keys().unwrap(), Policy::new(Issuer::Unchecked, Audience::Unchecked));
    assert_eq!(verifier.keys(), &keys().unwrap());
    assert_ne!(verifier.keys(), &Keys::default());
}

#[test]
fn an_absent_audience_is_told_from_a_matching_one() {
    let told = |audience: Audience, claims: &str| {
        let verifier = Verifier::new(Keys::default(), Policy::new(Issuer::Unchecked, audience));
        let case =
            Case { claims: &Claims::parse(claims.into()).unwrap(), verifier: &verifier, context: &Context::new(0.0) };
        case.step("audience", super::audience(&case)).detail
    };
    let conditional = || Audience::IfPresent(vec!["a".to_owned()]);
    assert_eq!(told(conditional(), "{}"), "`aud` is absent, as it may be.");
    assert_eq!(told(conditional(), r#"{"aud":"a"}"#), "`aud` names an expected audience.");
}

#[test]
fn names_of_other_scripts_are_read_by_the_mapper_on_both_sides() {
    let claims = Claims::parse(r#"{"domain":"BÜ.example"}"#.into()).unwrap();
    let host = |verifier: &Verifier| {
        domain(&Case { claims: &claims, verifier, context: &Context::new(0.0).host("bü.example") })
            .map(|finding| matches!(finding, Finding::Domain(DomainMatch { host, .. }) if host == "xn--b-xga.example"))
            .map_err(|refusal| refusal.code)
    };
    assert_eq!(host(&verifier()), Err(Code::HostMalformed));
    assert_eq!(host(&verifier().host_mapper(|_| Some("xn--b-xga.example".to_owned()))), Ok(true));
}

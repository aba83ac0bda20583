use std::collections::VecDeque;

use proptest::prelude::*;

use super::*;

fn verdict(kid: &str) -> Verdict {
    let modulus = format!("gA{}AQ", "A".repeat(338));
    let keys = Keys::from_jwk(&format!(r#"{{"kty":"RSA","e":"AQAB","n":"{modulus}"}}"#)).unwrap();
    let signer = Arc::clone(&keys.candidates(None).unwrap()[0]);
    let claims = Arc::new(Claims::parse(b"{}".to_vec()).unwrap());
    Verdict { kid: Some(kid.to_owned()), signer, among: Weak::new(), claims }
}

fn kid_of(verdicts: &Verdicts, token: &str) -> Option<String> {
    verdicts.of(token).map(|(_, verdict)| verdict.kid.clone().unwrap())
}

#[test]
fn what_was_not_asked_for_longest_is_forgotten_first() {
    let verdicts = Verdicts::new(2);
    let first = verdicts.remember("a", verdict("a")).unwrap();
    verdicts.remember("b", verdict("b"));
    assert!(verdicts.at(first).is_some() && verdicts.seat_of("b").is_some());
    let third = verdicts.remember("c", verdict("c")).unwrap();
    assert!(kid_of(&verdicts, "b").is_none() && kid_of(&verdicts, "c").is_some());
    assert_eq!((verdicts.of("a").unwrap().0, verdicts.seat_of("a")), (first, Some(first)));
    verdicts.forget(first);
    assert!(verdicts.of("a").is_none() && verdicts.at(first).is_none() && verdicts.at(third).is_some());
    assert_eq!(format!("{verdicts:?}"), "Verdicts(2 of 2)");
}

#[test]
fn a_seat_is_not_taken_for_that_of_who_had_it_before() {
    let verdicts = Verdicts::new(1);
    let first = verdicts.remember("a", verdict("a")).unwrap();
    let second = verdicts.remember("b", verdict("b")).unwrap();
    assert_eq!(first.at, second.at);
    verdicts.forget(first);
    assert!(verdicts.at(first).is_none() && verdicts.at(second).is_some());
}

#[test]
fn nothing_is_remembered_where_nothing_may_be() {
    let verdicts = Verdicts::new(0);
    assert!(verdicts.remember("a", verdict("a")).is_none() && verdicts.of("a").is_none());
}

#[test]
fn whoever_comes_again_and_again_is_back_soon() {
    // Some that share a place, and all.
    for (most, tokens) in [(1000, 200), (1, 4)] {
        let verdicts = Verdicts::new(most);
        let mut out: Vec<String> = (0..tokens).map(|which| format!("a-token-{}", which * 7919)).collect();
        assert!(!out.iter().any(|token| verdicts.is_back(token)), "nobody was there before");
        for _ in 0..20 {
            out.retain(|token| !verdicts.is_back(token));
        }
        assert!(out.is_empty(), "{} of {tokens} were never back", out.len());
    }
    let nobody = Verdicts::new(0);
    assert!(!nobody.is_back("a") && !nobody.is_back("a"));
}

#[test]
fn what_is_too_long_is_not_remembered() {
    let verdicts = Verdicts::new(2);
    for (length, is_remembered) in [(LONGEST, true), (LONGEST + 1, false)] {
        let token = "a".repeat(length);
        assert_eq!(verdicts.remember(&token, verdict("a")).is_some(), is_remembered, "{length}");
        assert_eq!(verdicts.of(&token).is_some(), is_remembered, "{length}");
    }
}

proptest! {
    /// Against a list that is searched from end to end, where the forgotten keep their place.
    /// Many of the texts end alike, and so have one hash.
    #[test]
    fn it_is_a_list_by_last_use(most in 1usize..6, steps in prop::collection::vec((0u8..3, 0u8..12), 0..200)) {
        let verdicts = Verdicts::new(most);
        let mut model: VecDeque<Option<String>> = VecDeque::new();
        for (step, which) in steps {
            let token = format!("{which}{}", if which % 2 == 0 { ".the-same-end" } else { "" });
            let known = model.iter().position(|own| own.as_ref() == Some(&token));
            let found = verdicts.of(&token);
            prop_assert_eq!(found.as_ref().map(|(_, verdict)| verdict.kid.clone()), known.map(|_| Some(token.clone())));
            if let Some(at) = known {
                let asked_for = model.remove(at).unwrap();
                model.push_back(asked_for);
            }
            match (step, found) {
                (0, None) => {
                    verdicts.remember(&token, verdict(&token));
                    model.push_back(Some(token));
                    model.drain(..model.len().saturating_sub(most));
                }
                (1, Some((seat, _))) => {
                    verdicts.forget(seat);
                    *model.back_mut().unwrap() = None;
                }
                _ => {}
            }
        }
    }
}

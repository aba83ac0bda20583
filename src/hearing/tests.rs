//! Judging and fetching in turns, by a made-up clock.

use super::*;
use crate::keys::answer::{Answer, Head};
use crate::keys::cache::{Lifetimes, Need, RequestId, Storage};
use crate::{Audience, DomainBinding, Issuer, Keys, Policy};

const KEY: &str = include_str!("../../tests/vectors/keys/alpha.json");
/// When the token is judged.
const NOW: f64 = 1.8e9;

/// A token that names no key, signed with the one above.
fn token() -> String {
    let room: serde_json::Value = serde_json::from_str(include_str!("../../tests/vectors/identity.json")).unwrap();
    room["cases"][0]["token"].as_str().unwrap().to_owned()
}

/// One of the key `other`.
fn of_another() -> String {
    let token = token();
    format!("eyJhbGciOiJSUzI1NiIsImtpZCI6Im90aGVyIn0.{}", token.split_once('.').unwrap().1)
}

fn forged() -> String {
    let token = token();
    format!("{}.e30.{}", token.split('.').next().unwrap(), token.split('.').nth(2).unwrap())
}

fn set() -> String {
    let mut key: serde_json::Value = serde_json::from_str(KEY).unwrap();
    key["jwk"]["kid"] = "known".into();
    format!(r#"{{"keys":[{}]}}"#, key["jwk"])
}

/// A court with fetched keys.
struct Court {
    verifier: Verifier,
    cache: RefCell<KeyCache>,
}

impl Court {
    fn new() -> Self {
        let mut policy = Policy::new(Issuer::Unchecked, Audience::Unchecked);
        policy.domain = DomainBinding::Off;
        let cache = KeyCache::new("https://keys.example/".to_owned(), Lifetimes::default(), None, Storage::None);
        Court { verifier: Verifier::new(Keys::default(), policy), cache: RefCell::new(cache) }
    }

    /// One that has fetched the keys at 0.
    fn with_keys() -> Self {
        let court = Court::new();
        let (order, _) = adjourned(court.hear(&token(), began(0.0), 0.0).0);
        court.answer(order, 200, 0.0);
        court
    }

    fn hear(&self, token: &str, errand: Errand, now: f64) -> (Outcome, Option<Request>) {
        self.at(token, now, |hearing| hearing.proceed(errand))
    }

    fn at<T>(&self, token: &str, now: f64, question: impl Fn(&Hearing<'_>) -> T) -> T {
        let Court { verifier, cache } = self;
        question(&Hearing { verifier, cache, token, context: &Context::new(NOW), now: instant(now) })
    }

    fn answer(&self, order: Order, status: u16, now: f64) {
        let Order::Make(Request { id, .. }) = order else { panic!("{order:?}") };
        self.hand_in(id, status, now);
    }

    fn hand_in(&self, id: RequestId, status: u16, now: f64) {
        let (head, body) = (Head { status, ..Head::default() }, set());
        let answer = Answer { head: Some(&head), body: Ok(body.as_bytes()) };
        self.cache.borrow_mut().handle_answer(id, &answer, 1.0, instant(now));
    }

    /// The types of what has happened since this was asked last.
    fn events(&self) -> Vec<String> {
        let events = self.cache.borrow_mut().take_events();
        events.iter().map(|event| event.to_json().split('"').nth(3).unwrap().to_owned()).collect()
    }
}

fn instant(seconds: f64) -> Instant {
    Instant { wall: 1e9 + seconds, monotonic: seconds }
}

fn began(at: f64) -> Errand {
    Errand::new(Need::Keys, instant(at))
}

fn adjourned(outcome: Outcome) -> (Order, Errand) {
    match outcome {
        Outcome::Adjourned(order, errand) => (order, errand),
        Outcome::Decided(decision) => panic!("{decision:?}"),
    }
}

fn decided(outcome: (Outcome, Option<Request>)) -> &'static str {
    match outcome {
        (Outcome::Decided(decision), None) => decision.code.as_str(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn form_and_header_come_before_any_request() {
    let court = Court::new();
    assert_eq!(decided(court.hear("e30.e30.AA", began(0.0), 0.0)), "algorithm_not_allowed");
    assert_eq!(decided(court.hear("", began(0.0), 0.0)), "token_missing");
    assert!(matches!(court.hear(&token(), began(0.0), 0.0).0, Outcome::Adjourned(Order::Make(_), _)));
}

#[test]
fn keys_are_fetched_once_and_then_at_hand() {
    let court = Court::new();
    let (order, errand) = adjourned(court.hear(&token(), began(0.0), 0.0).0);
    court.answer(order, 200, 0.1);
    assert_eq!(decided(court.hear(&token(), errand, 0.1)), "ok");
    assert_eq!(decided(court.hear(&token(), began(599.0), 599.0)), "ok");
    assert_eq!(court.events(), ["keys_refreshed"]);
}

#[test]
fn a_fetch_that_was_waited_for_is_the_only_one() {
    for (token, status, code) in [
        (of_another(), 200, "key_unknown"),
        (of_another(), 500, "keys_unavailable"),
        (forged(), 200, "signature_invalid"),
        (token(), 500, "keys_unavailable"),
    ] {
        let court = Court::new();
        let (order, errand) = adjourned(court.hear(&token, began(0.0), 0.0).0);
        court.answer(order, status, 0.1);
        assert_eq!(decided(court.hear(&token, errand, 0.1)), code);
    }
}

#[test]
fn what_other_keys_might_cure_has_one_refresh() {
    for (token, code) in [(of_another(), "key_unknown"), (forged(), "signature_invalid")] {
        let court = Court::with_keys();
        let (order, errand) = adjourned(court.hear(&token, began(1.0), 1.0).0);
        assert_eq!(errand.to_numbers()[0], Errand::new(Need::OtherKeys, instant(1.0)).to_numbers()[0]);
        court.answer(order, 200, 1.0);
        assert_eq!(decided(court.hear(&token, errand, 1.0)), code);
        // And then none for the cool-down.
        assert_eq!(decided(court.hear(&token, began(30.0), 30.0)), code);
        assert!(matches!(court.hear(&token, began(31.0), 31.0).0, Outcome::Adjourned(..)));
    }
}

#[test]
fn an_unknown_key_is_told_once_for_each_decision() {
    let court = Court::with_keys();
    let (order, errand) = adjourned(court.hear(&of_another(), began(1.0), 1.0).0);
    assert_eq!(court.events(), ["keys_refreshed"]);
    court.answer(order, 200, 1.0);
    court.hear(&of_another(), errand, 1.0);
    assert_eq!(court.events(), ["keys_refreshed", "key_unknown"]);
    court.at(&of_another(), 2.0, |hearing| hearing.at_once());
    assert_eq!(court.events(), ["key_unknown"]);
    let steps = court.at(&of_another(), 2.0, |hearing| hearing.explain());
    assert_eq!(steps.iter().map(|step| step.check).collect::<Vec<_>>(), Verifier::CHECKS);
    assert_eq!(court.events(), [""; 0]);
}

#[test]
fn stale_keys_judge_at_once_while_they_are_refreshed() {
    let court = Court::with_keys();
    let (outcome, behind) = court.hear(&token(), began(700.0), 700.0);
    assert!(matches!(outcome, Outcome::Decided(decision) if decision.granted()));
    // Whom they cannot judge waits for that refresh.
    let (order, errand) = adjourned(court.hear(&of_another(), began(700.0), 700.0).0);
    assert_eq!(order, Order::Wait(0.001));
    court.hand_in(behind.unwrap().id, 200, 700.0);
    assert_eq!(decided(court.hear(&of_another(), errand, 700.1)), "key_unknown");
}

#[test]
fn who_begins_the_refresh_and_needs_other_keys_waits_for_it_as_well() {
    let court = Court::with_keys();
    let (outcome, behind) = court.hear(&of_another(), began(700.0), 700.0);
    let (order, errand) = adjourned(outcome);
    assert_eq!(order, Order::Wait(0.001));
    court.hand_in(behind.unwrap().id, 200, 700.0);
    assert_eq!(decided(court.hear(&of_another(), errand, 700.1)), "key_unknown");
}

#[test]
fn who_has_waited_long_enough_is_judged_by_what_may_not_be_all() {
    let court = Court::with_keys();
    let (order, _) = adjourned(court.hear(&of_another(), began(1.0), 1.0).0);
    let (wait, errand) = adjourned(court.hear(&of_another(), began(1.0), 1.0).0);
    assert!(matches!((order, wait), (Order::Make(_), Order::Wait(_))));
    assert_eq!(decided(court.hear(&of_another(), errand, 20.0)), "keys_unavailable");
    let (_, errand) = adjourned(Court::new().hear(&token(), began(0.0), 0.0).0);
    assert_eq!(decided(Court::new().hear(&token(), errand, 20.0)), "keys_unavailable");
}

#[test]
fn at_once_means_without_any_request() {
    let court = Court::new();
    assert_eq!(court.at(&token(), 0.0, |hearing| hearing.at_once()).code.as_str(), "keys_unavailable");
    let court = Court::with_keys();
    court.events();
    assert!(court.at(&token(), 700.0, |hearing| hearing.at_once()).granted());
    assert_eq!(court.events(), ["keys_stale"]);
    assert!(court.hear(&token(), began(700.0), 700.0).1.is_some());
}

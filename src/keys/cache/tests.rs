//! Every rule of the state machine, by a made-up clock.

mod errands;
mod outages;
mod properties;

use super::*;
use crate::decision::Code;

const URI: &str = "https://keys.example/jwks";

fn at(seconds: f64) -> Instant {
    Instant { wall: 1e9 + seconds, monotonic: seconds }
}

/// A JWK Set of usable keys with these names. Their material differs, and verifies nothing.
fn jwks(ids: &[&str]) -> String {
    let member = |id: &&str| {
        let digit = char::from(b'A' + id.bytes().fold(0, |sum: u8, octet| sum.wrapping_add(octet)) % 26);
        format!(r#"{{"kty":"RSA","e":"AQAB","kid":"{id}","n":"gA{}AQ"}}"#, digit.to_string().repeat(338))
    };
    format!(r#"{{"keys":[{}]}}"#, ids.iter().map(member).collect::<Vec<_>>().join(","))
}

/// An answer with a set of these keys, and this Cache-Control and ETag.
fn answered(
    cache: &mut KeyCache,
    id: RequestId,
    ids: &[&str],
    [cache_control, etag]: [&str; 2],
    now: f64,
) -> Option<String> {
    let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let head = Head { status: 200, cache_control: given(cache_control), etag: given(etag), ..Head::default() };
    let body = jwks(ids);
    cache.handle_answer(id, &Answer { head: Some(&head), body: Ok(body.as_bytes()) }, 1.0, at(now))
}

fn succeeded(cache: &mut KeyCache, id: RequestId, now: f64) {
    answered(cache, id, &["a"], [""; 2], now);
}

fn failed(cache: &mut KeyCache, id: RequestId, now: f64) {
    assert_eq!(cache.handle_answer(id, &Answer { head: None, body: Err("down") }, 1.0, at(now)), None);
}

fn not_modified(cache: &mut KeyCache, id: RequestId, cache_control: Option<&str>, now: f64) -> Option<String> {
    let head = Head { status: 304, cache_control: cache_control.map(str::to_owned), ..Head::default() };
    cache.handle_answer(id, &Answer { head: Some(&head), body: Ok(b"") }, 1.0, at(now))
}

fn with(storage: Storage) -> KeyCache {
    KeyCache::new(URI.to_owned(), Lifetimes::default(), None, storage)
}

fn empty() -> KeyCache {
    with(Storage::None)
}

/// Asks for `need` as a caller who began just now.
fn poll(cache: &mut KeyCache, need: Need, now: f64) -> Poll {
    cache.poll(need, at(now), at(now))
}

/// The request that is to be made.
fn made(poll: Poll) -> Request {
    match poll {
        Poll::Make(request) | Poll::ProceedAndMake(request) => request,
        other => panic!("{other:?}"),
    }
}

fn filled() -> KeyCache {
    let mut cache = empty();
    let id = made(poll(&mut cache, Need::Keys, 0.0)).id;
    succeeded(&mut cache, id, 0.0);
    cache.take_events();
    cache
}

fn ids(cache: &KeyCache, now: f64) -> Option<Vec<String>> {
    cache.supply(Use::AtOnce, at(now)).keys.map(|keys| keys.ids().map(str::to_owned).collect())
}

/// What a token with an unknown `kid` gets.
fn unknown(cache: &KeyCache, now: f64) -> (Code, Option<f64>) {
    let refusal = cache.supply(Use::AtOnce, at(now)).candidates(Some("unknown")).unwrap_err();
    (refusal.code, refusal.retry_at.map(|at| at - 1e9))
}

#[test]
fn callers_share_one_fetch() {
    let mut cache = empty();
    let id = made(poll(&mut cache, Need::Keys, 0.0)).id;
    for need in [Need::Keys, Need::OtherKeys, Need::Refresh] {
        assert_eq!(poll(&mut cache, need, 0.1), Poll::WaitFor(id));
    }
    assert!(cache.is_worth_waiting_for(id, at(0.1), at(0.1)) && !cache.has_refreshed_since(id));
    succeeded(&mut cache, id, 0.2);
    assert!(!cache.is_worth_waiting_for(id, at(0.1), at(0.2)) && cache.has_refreshed_since(id));
    assert_eq!(poll(&mut cache, Need::Keys, 0.2), Poll::Proceed);
}

#[test]
fn keys_are_used_for_ten_minutes_then_refreshed_behind_the_scenes_then_waited_for() {
    let mut cache = filled();
    assert_eq!(poll(&mut cache, Need::Keys, 599.9), Poll::Proceed);
    assert_eq!(cache.freshness(at(599.9)), Freshness::Fresh);
    let behind = poll(&mut cache, Need::Keys, 600.0);
    assert!(matches!(behind, Poll::ProceedAndMake(_)));
    assert_eq!(poll(&mut cache, Need::Keys, 600.0), Poll::Proceed);
    failed(&mut cache, made(behind).id, 600.0);
    assert_eq!(poll(&mut cache, Need::Keys, 600.5), Poll::Proceed);
    let id = made(poll(&mut cache, Need::Keys, 1199.9)).id;
    assert_eq!(poll(&mut cache, Need::Keys, 1199.9), Poll::Proceed);
    assert_eq!(poll(&mut cache, Need::Keys, 1200.0), Poll::WaitFor(id));
    failed(&mut cache, id, 1200.0);
    assert_eq!(poll(&mut cache, Need::Keys, 1200.5), Poll::Proceed);
    assert!(matches!(poll(&mut cache, Need::Keys, 1202.0), Poll::Make(_)));
    assert!(matches!(poll(&mut filled(), Need::Keys, 1200.0), Poll::Make(_)));
    assert_eq!(ids(&cache, 1202.0).as_deref(), Some(&["a".to_owned()][..]));
}

#[test]
fn an_answer_says_for_how_long_it_is_fresh_within_bounds() {
    for (cache_control, fresh_for) in
        [("max-age=300", 300.0), ("max-age=1", 60.0), ("max-age=999999", 86400.0), ("no-store", 600.0)]
    {
        let mut cache = empty();
        let id = made(poll(&mut cache, Need::Keys, 0.0)).id;
        answered(&mut cache, id, &["a"], [cache_control, ""], 0.0);
        assert_eq!(cache.refresh_at(at(5.0)), Some(1e9 + fresh_for), "{cache_control}");
        assert_eq!(cache.usable_until(at(5.0)), Some(1e9 + fresh_for + 86400.0));
        assert_eq!(cache.freshness(at(fresh_for - 0.1)), Freshness::Fresh);
        assert_eq!(cache.freshness(at(fresh_for)), Freshness::Stale);
    }
}

#[test]
fn the_age_of_keys_and_the_end_of_their_freshness_are_told() {
    assert_eq!((empty().age(at(1.0)), empty().refresh_at(at(1.0)), empty().usable_until(at(1.0))), (None, None, None));
    let cache = filled();
    assert_eq!((cache.age(at(100.0)), cache.refresh_at(at(100.0))), (Some(100.0), Some(1e9 + 600.0)));
    assert_eq!(cache.refresh_at(at(700.0)), Some(1e9 + 600.0));
}

#[test]
fn stale_keys_outlive_an_outage_for_a_day() {
    let mut cache = filled();
    let last = 600.0 + 86400.0;
    let id = made(poll(&mut cache, Need::Keys, last - 1.0)).id;
    failed(&mut cache, id, last - 1.0);
    assert!(ids(&cache, last - 0.1).is_some());
    assert_eq!((ids(&cache, last), unknown(&cache, last)), (None, (Code::KeysUnavailable, None)));
    assert_eq!(cache.freshness(at(last)), Freshness::Unavailable);
}

#[test]
fn each_of_the_two_windows_counts_for_itself() {
    let lifetimes = Lifetimes { stale_if_error: 0.0, ..Lifetimes::default() };
    let mut cache = KeyCache::new(URI.to_owned(), lifetimes, None, Storage::None);
    let id = made(poll(&mut cache, Need::Keys, 0.0)).id;
    succeeded(&mut cache, id, 0.0);
    assert!(matches!(poll(&mut cache, Need::Keys, 700.0), Poll::ProceedAndMake(_)));
    assert!(cache.supply(Use::Polled, at(700.0)).keys.is_some());
    assert!(cache.supply(Use::AtOnce, at(700.0)).keys.is_none());
    assert!(cache.supply(Use::Polled, at(1200.0)).keys.is_none());
}

#[test]
fn a_clock_that_is_put_back_makes_no_keys_younger() {
    let cache = filled();
    assert_eq!(cache.freshness(Instant { wall: 0.0, monotonic: 600.0 }), Freshness::Stale);
    assert_eq!(cache.freshness(Instant { wall: 1e9 + 600.0, monotonic: 0.0 }), Freshness::Stale);
}

#[test]
fn pauses_double_up_to_five_minutes_and_end_with_a_success() {
    let mut cache = empty();
    let mut now = 0.0;
    for pause in [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 300.0, 300.0] {
        let id = made(poll(&mut cache, Need::Keys, now)).id;
        failed(&mut cache, id, now);
        assert_eq!(cache.last_error(), Some("down"));
        assert_eq!(cache.retry_at(at(now)), Some(1e9 + now + pause));
        for need in [Need::Keys, Need::OtherKeys, Need::Refresh] {
            assert_eq!(poll(&mut cache, need, now + pause - 0.01), Poll::Proceed);
        }
        assert_eq!(unknown(&cache, now), (Code::KeysUnavailable, Some(now + pause)));
        now += pause;
    }
    let id = made(poll(&mut cache, Need::Keys, now)).id;
    succeeded(&mut cache, id, now);
    assert_eq!((cache.last_error(), cache.retry_at(at(now))), (None, None));
    let id = made(poll(&mut cache, Need::Refresh, now)).id;
    cache.handle_answer(id, &Answer { head: None, body: Err("down") }, 1.25, at(now));
    assert_eq!(poll(&mut cache, Need::Refresh, now + 1.2), Poll::Proceed);
    assert!(matches!(poll(&mut cache, Need::Refresh, now + 1.25), Poll::Make(_)));
}

#[test]
fn a_server_may_ask_for_a_longer_pause_of_an_hour_at_most() {
    for (asked, pause) in [("0", 1.0), ("7", 7.0), ("3600", 3600.0), ("7200", 3600.0), ("soon", 1.0)] {
        for (status, body) in [(503, "{}"), (200, "no set"), (304, "")] {
            let mut cache = empty();
            let id = made(poll(&mut cache, Need::Keys, 0.0)).id;
            let head = Head { status, retry_after: Some(asked.to_owned()), ..Head::default() };
            cache.handle_answer(id, &Answer { head: Some(&head), body: Ok(body.as_bytes()) }, 1.0, at(0.0));
            assert_eq!(cache.retry_at(at(0.0)), Some(1e9 + pause), "{asked} {status}");
        }
    }
}

#[test]
fn unknown_keys_bring_one_fetch_in_a_cooldown() {
    let mut cache = filled();
    assert_eq!(unknown(&cache, 5.0), (Code::KeyUnknown, None));
    let id = made(poll(&mut cache, Need::OtherKeys, 10.0)).id;
    assert_eq!(poll(&mut cache, Need::OtherKeys, 10.0), Poll::WaitFor(id));
    succeeded(&mut cache, id, 10.0);
    assert_eq!(poll(&mut cache, Need::OtherKeys, 39.9), Poll::Proceed);
    assert_eq!(unknown(&cache, 20.0), (Code::KeyUnknown, Some(40.0)));
    assert!(matches!(poll(&mut cache, Need::OtherKeys, 40.0), Poll::Make(_)));
}

#[test]
fn other_fetches_neither_start_a_cooldown_nor_wait_for_it() {
    let mut cache = filled();
    let id = made(poll(&mut cache, Need::Refresh, 10.0)).id;
    succeeded(&mut cache, id, 10.0);
    let id = made(poll(&mut cache, Need::OtherKeys, 11.0)).id;
    succeeded(&mut cache, id, 11.0);
    assert!(matches!(poll(&mut cache, Need::Refresh, 12.0), Poll::Make(_)));
}

#[test]
fn an_unknown_key_is_no_answer_while_fetches_fail() {
    let mut cache = filled();
    let id = made(poll(&mut cache, Need::OtherKeys, 10.0)).id;
    failed(&mut cache, id, 10.0);
    assert_eq!(unknown(&cache, 10.0), (Code::KeysUnavailable, Some(40.0)));
    assert_eq!(unknown(&cache, 50.0), (Code::KeysUnavailable, None));
    let id = made(poll(&mut cache, Need::Refresh, 50.0)).id;
    succeeded(&mut cache, id, 50.0);
    assert_eq!(unknown(&cache, 50.0), (Code::KeyUnknown, None));
}

#[test]
fn a_dead_request_is_given_up_and_its_late_answer_dropped() {
    let mut cache = empty();
    let dead = made(poll(&mut cache, Need::Keys, 0.0)).id;
    assert_eq!(poll(&mut cache, Need::Keys, 5.4), Poll::WaitFor(dead));
    assert!(!cache.is_worth_waiting_for(dead, at(0.0), at(5.5)));
    let living = made(cache.poll(Need::Keys, at(0.0), at(5.5)));
    assert_eq!(living.time_limit, 4.0);
    succeeded(&mut cache, dead, 5.6);
    failed(&mut cache, dead, 5.6);
    assert!(ids(&cache, 5.6).is_none() && cache.last_error().is_none() && !cache.has_refreshed_since(dead));
    succeeded(&mut cache, living.id, 5.7);
    assert!(cache.has_refreshed_since(dead) && cache.has_refreshed_since(living.id));
}

#[test]
fn a_cooldown_that_a_dead_request_began_is_void() {
    let mut cache = filled();
    made(poll(&mut cache, Need::OtherKeys, 10.0));
    let second = made(cache.poll(Need::OtherKeys, at(10.0), at(15.5)));
    succeeded(&mut cache, second.id, 16.0);
    assert_eq!(poll(&mut cache, Need::OtherKeys, 45.0), Poll::Proceed);
}

#[test]
fn nobody_waits_for_more_than_two_requests() {
    let mut cache = empty();
    made(poll(&mut cache, Need::Keys, 0.0));
    let second = made(cache.poll(Need::Keys, at(0.0), at(5.5))).id;
    assert!(cache.is_worth_waiting_for(second, at(0.0), at(9.4)));
    assert!(!cache.is_worth_waiting_for(second, at(0.0), at(9.5)));
    assert_eq!(cache.poll(Need::Keys, at(0.0), at(9.5)), Poll::GiveUp);
    assert_eq!(cache.poll(Need::Keys, at(1.0), at(9.5)), Poll::WaitFor(second));
}

#[test]
fn the_margin_is_a_tenth_and_half_a_second_at_most() {
    for (timeout, patience) in [(1.0, 1.9), (5.0, 9.5), (60.0, 119.5)] {
        assert_eq!(Lifetimes { timeout, ..Lifetimes::default() }.patience(), patience);
    }
}

#[test]
fn nor_for_a_storage_that_is_slow_to_take_a_set() {
    for (asked_before, patience) in [(0.0, 1.0), (5.0, 1.0), (9.5, 0.5), (11.0, 0.0)] {
        assert_eq!(empty().storing_patience(at(0.0), at(asked_before)), patience);
    }
    let lifetimes = Lifetimes { timeout: 0.25, ..Lifetimes::default() };
    let hasty = KeyCache::new(URI.to_owned(), lifetimes, None, Storage::Unread);
    assert_eq!(hasty.storing_patience(at(0.0), at(0.0)), 0.25);
}

#[test]
fn a_set_that_was_not_modified_is_fresh_again_by_the_new_answer() {
    let mut cache = empty();
    let first = made(poll(&mut cache, Need::Keys, 0.0));
    assert_eq!(first.to, To::Server { etag: None });
    answered(&mut cache, first.id, &["a"], ["max-age=100", "\"1\""], 0.0);
    let second = made(poll(&mut cache, Need::Keys, 100.0));
    assert_eq!(second.to, To::Server { etag: Some("\"1\"".to_owned()) });
    not_modified(&mut cache, second.id, Some("max-age=200"), 100.0);
    assert_eq!((ids(&cache, 299.0).is_some(), cache.refresh_at(at(100.0))), (true, Some(1e9 + 300.0)));
    let third = made(poll(&mut cache, Need::Keys, 300.0));
    assert_eq!(third.to, second.to);
    not_modified(&mut cache, third.id, None, 300.0);
    assert_eq!(cache.refresh_at(at(300.0)), Some(1e9 + 900.0));
}

#[test]
fn a_failure_changes_nothing_and_a_new_set_all() {
    let mut cache = empty();
    let id = made(poll(&mut cache, Need::Keys, 0.0)).id;
    answered(&mut cache, id, &["a", "b"], ["", "\"1\""], 0.0);
    let id = made(poll(&mut cache, Need::Refresh, 1.0)).id;
    failed(&mut cache, id, 1.0);
    let request = made(poll(&mut cache, Need::Refresh, 3.0));
    assert_eq!(request.to, To::Server { etag: Some("\"1\"".to_owned()) });
    assert_eq!(ids(&cache, 3.0), Some(vec!["a".to_owned(), "b".to_owned()]));
    answered(&mut cache, request.id, &["c"], [""; 2], 3.0);
    assert_eq!(ids(&cache, 3.0), Some(vec!["c".to_owned()]));
    assert_eq!(made(poll(&mut cache, Need::Refresh, 4.0)).to, To::Server { etag: None });
}

#[test]
fn that_nothing_was_modified_is_no_answer_where_nothing_is_at_hand() {
    let mut cache = empty();
    let id = made(poll(&mut cache, Need::Keys, 0.0)).id;
    assert_eq!(not_modified(&mut cache, id, None, 0.0), None);
    assert_eq!(cache.retry_at(at(0.0)), Some(1e9 + 1.0));
    let mut cache = empty();
    let id = made(poll(&mut cache, Need::Keys, 0.0)).id;
    answered(&mut cache, id, &["a"], ["", "\"1\""], 0.0);
    let request = made(poll(&mut cache, Need::Keys, 87_000.0));
    assert_eq!(request.to, To::Server { etag: None });
    not_modified(&mut cache, request.id, None, 87_000.0);
    assert_eq!(ids(&cache, 87_000.0), None);
}

#[test]
fn only_pinned_keys_are_usable_and_all_are_stored() {
    let all = Keys::from_jwks(&jwks(&["a", "b"])).unwrap();
    let pins = Pins::new(vec![all.thumbprints().nth(1).unwrap()]);
    let mut cache = KeyCache::new(URI.to_owned(), Lifetimes::default(), pins, Storage::Unread);
    let id = made(poll(&mut cache, Need::Keys, 0.0)).id;
    cache.handle_stored(id, Ok(None), 1.0, at(0.0));
    let id = made(poll(&mut cache, Need::Keys, 0.0)).id;
    let stored = answered(&mut cache, id, &["a", "b"], [""; 2], 0.0).unwrap();
    assert_eq!(ids(&cache, 0.0), Some(vec!["b".to_owned()]));
    assert!(stored.ends_with(&format!(r#","jwks":{}}}"#, all.to_set())), "{stored}");
}

/// What the storage holds of a set that was fetched at `now`.
fn stored_at(now: f64) -> String {
    let mut cache = with(Storage::Read);
    let id = made(poll(&mut cache, Need::Keys, now)).id;
    answered(&mut cache, id, &["a"], ["max-age=300", "\"1\""], now).unwrap()
}

/// A cache that starts at `now` with what the storage holds.
fn started(storage: Storage, text: Option<&str>, now: f64) -> KeyCache {
    let mut cache = with(storage);
    let request = made(poll(&mut cache, Need::Keys, now));
    assert_eq!(request.to, To::Storage);
    cache.handle_stored(request.id, Ok(text), 1.0, at(now));
    cache
}

#[test]
fn what_is_stored_is_read_first_and_keeps_its_age() {
    let mut cache = started(Storage::Unread, Some(&stored_at(0.0)), 299.0);
    assert_eq!(cache.take_events(), [Event::Restored { key_ids: vec!["a".to_owned()], age: 299.0 }]);
    assert_eq!(poll(&mut cache, Need::Keys, 299.0), Poll::Proceed);
    let request = made(poll(&mut cache, Need::Keys, 300.0));
    assert_eq!(request.to, To::Server { etag: Some("\"1\"".to_owned()) });
    assert_eq!(cache.age(Instant { wall: 0.0, monotonic: 300.0 }), Some(300.0));
}

#[test]
fn reading_what_is_stored_is_no_refresh() {
    let mut cache = with(Storage::Unread);
    let id = made(poll(&mut cache, Need::OtherKeys, 0.0)).id;
    assert_eq!(poll(&mut cache, Need::Keys, 0.5), Poll::WaitFor(id));
    cache.handle_stored(id, Ok(Some(&stored_at(0.0))), 1.0, at(0.5));
    assert!(!cache.has_refreshed_since(id));
    assert!(matches!(poll(&mut cache, Need::OtherKeys, 0.5), Poll::Make(Request { to: To::Server { .. }, .. })));
}

#[test]
fn a_storage_that_is_empty_or_fails_counts_as_nothing() {
    for (text, event) in [
        (Ok(None), None),
        (Ok(Some("{}")), Some("it holds something other than a set of this key server")),
        (Err("no"), Some("no")),
    ] {
        let mut cache = with(Storage::Unread);
        let request = made(poll(&mut cache, Need::Keys, 0.0));
        assert_eq!(request.time_limit, 1.0);
        cache.handle_stored(request.id, text, 1.0, at(0.0));
        let failed = |reason: &str| Event::CacheFailed { operation: "get", reason: reason.to_owned() };
        assert_eq!(cache.take_events(), event.map(failed).into_iter().collect::<Vec<_>>());
        assert_eq!(cache.last_error(), None);
        let to_server = To::Server { etag: None };
        assert_eq!(made(poll(&mut cache, Need::Keys, 0.0)).to, to_server);
    }
}

#[test]
fn a_set_from_the_future_is_stale() {
    let mut cache = started(Storage::Unread, Some(&stored_at(1000.0)), 0.0);
    assert_eq!((cache.freshness(at(0.0)), cache.age(at(0.0))), (Freshness::Stale, Some(300.0)));
    assert!(matches!(poll(&mut cache, Need::Keys, 0.0), Poll::ProceedAndMake(_)));
}

#[test]
fn a_server_is_never_asked_offline() {
    let mut cache = started(Storage::Alone, Some(&stored_at(0.0)), 10.0);
    assert_eq!((ids(&cache, 10.0).is_some(), cache.last_error()), (true, None));
    for (need, now) in [(Need::OtherKeys, 10.0), (Need::Refresh, 20.0), (Need::Keys, 300.0), (Need::Keys, 2000.0)] {
        let request = made(poll(&mut cache, need, now));
        assert_eq!(request.to, To::Storage);
        cache.handle_stored(request.id, Ok(Some(&stored_at(0.0))), 1.0, at(now));
        assert!(cache.has_refreshed_since(request.id));
        assert_eq!(cache.last_error().is_some(), now >= 300.0, "{now}");
    }
    assert_eq!(unknown(&cache, 2000.0).0, Code::KeysUnavailable);
    let request = made(poll(&mut cache, Need::Keys, 3000.0));
    cache.handle_stored(request.id, Ok(Some(&stored_at(2999.0))), 1.0, at(3000.0));
    assert_eq!((cache.freshness(at(3000.0)), cache.last_error()), (Freshness::Fresh, None));
    assert!(started(Storage::Alone, None, 0.0).last_error().is_some());
}

#[test]
fn a_set_is_told_to_be_stale_once() {
    let mut cache = filled();
    poll(&mut cache, Need::Keys, 599.0);
    assert_eq!(cache.take_events(), []);
    let id = made(poll(&mut cache, Need::Keys, 700.0)).id;
    poll(&mut cache, Need::Keys, 701.0);
    assert_eq!(cache.take_events(), [Event::Stale { age: 700.0, usable_until: 1e9 + 87_000.0 }]);
    succeeded(&mut cache, id, 702.0);
    let key_ids = vec!["a".to_owned()];
    assert_eq!(cache.take_events(), [Event::Refreshed { key_ids, modified: true }]);
    poll(&mut cache, Need::Keys, 1302.0);
    assert!(matches!(cache.take_events()[..], [Event::Stale { .. }]));
    // There is nothing to be used any more, and so nothing stale.
    let mut cache = filled();
    poll(&mut cache, Need::Keys, 87_000.0);
    assert_eq!(cache.take_events(), []);
}

#[test]
fn events_tell_what_happened_and_no_more() {
    let mut cache = filled();
    for (status, now) in [(0, 1.0), (503, 3.0)] {
        let id = made(poll(&mut cache, Need::Refresh, now)).id;
        let head = Head { status, ..Head::default() };
        cache.handle_answer(id, &Answer { head: Some(&head), body: Ok(b"secret") }, 1.0, at(now));
    }
    cache.note_unknown(Some(&"k".repeat(5000)), Some(7.0));
    cache.note_unknown(None, None);
    cache.handle_storing(Ok(()));
    cache.handle_storing(Err("no"));
    let id = made(poll(&mut cache, Need::Refresh, 9.0)).id;
    let body = r#"{"keys":[{"kty":"RSA","d":"secret"},{"kty":"EC","d":"secret"}]}"#;
    let head = Head { status: 200, ..Head::default() };
    cache.handle_answer(id, &Answer { head: Some(&head), body: Ok(body.as_bytes()) }, 1.0, at(9.0));
    let told: Vec<_> = cache.take_events().iter().map(|event| event.to_json()).collect();
    assert_eq!(
        told,
        [
            r#"{"type":"keys_failed","reason":"the key server answered with a redirect, and redirects are not followed","retryAt":1000000002}"#
                .to_owned(),
            r#"{"type":"keys_failed","reason":"the key server answered with status 503","status":503,"retryAt":1000000005}"#
                .to_owned(),
            format!(r#"{{"type":"key_unknown","keyId":"{}","retryAt":7}}"#, "k".repeat(100)),
            r#"{"type":"key_unknown"}"#.to_owned(),
            r#"{"type":"cache_failed","operation":"set","reason":"no"}"#.to_owned(),
            r#"{"type":"private_key_published","count":2}"#.to_owned(),
            r#"{"type":"keys_refreshed","keyIds":[],"modified":true}"#.to_owned(),
        ]
    );
    assert_eq!(cache.take_events(), []);
}

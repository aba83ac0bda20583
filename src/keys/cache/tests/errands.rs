//! What a call does for keys, order by order.

use super::*;

/// What is to be done next by an errand that was away in between.
fn next(errand: &mut Errand, cache: &mut KeyCache, now: f64) -> Next {
    *errand = Errand::from_numbers(errand.to_numbers(), at(0.0));
    errand.next(cache, at(now))
}

fn go_on(end: End) -> Next {
    Next::GoOn(end, None)
}

/// The request that comes first.
fn ordered(next: Next) -> Request {
    match next {
        Next::First(Order::Make(request)) => request,
        other => panic!("{other:?}"),
    }
}

const NEEDS: [Need; 3] = [Need::Keys, Need::OtherKeys, Need::Refresh];

#[test]
fn an_errand_is_plain_numbers_while_it_is_away() {
    for need in NEEDS {
        let mut cache = empty();
        let mut errand = Errand::new(need, at(0.0));
        assert_eq!(Errand::from_numbers(errand.to_numbers(), at(0.0)), errand);
        ordered(errand.next(&mut cache, at(0.0)));
        assert_eq!(Errand::from_numbers(errand.to_numbers(), at(0.0)), errand);
        let mut another = Errand::new(need, at(0.5));
        another.next(&mut cache, at(0.5));
        assert_eq!(Errand::from_numbers(another.to_numbers(), at(0.5)), another);
    }
    assert_eq!(Errand::from_numbers([0.0; 3], at(7.0)), Errand::new(Need::Keys, at(7.0)));
}

#[test]
fn a_call_makes_its_request_and_goes_on() {
    for (need, brings) in NEEDS.into_iter().flat_map(|need| [(need, true), (need, false)]) {
        let mut cache = empty();
        let mut errand = Errand::new(need, at(0.0));
        let id = ordered(next(&mut errand, &mut cache, 0.0)).id;
        if brings {
            succeeded(&mut cache, id, 0.5)
        } else {
            failed(&mut cache, id, 0.5)
        }
        assert_eq!(next(&mut errand, &mut cache, 0.5), go_on(End::Refreshed));
    }
}

#[test]
fn fresh_keys_keep_nobody_waiting_and_stale_ones_are_refreshed_behind_the_scenes() {
    let mut cache = filled();
    let mut errand = Errand::new(Need::Keys, at(0.0));
    assert_eq!(errand.next(&mut cache, at(0.0)), go_on(End::AsItStands));
    let mut errand = Errand::new(Need::Keys, at(700.0));
    assert!(matches!(errand.next(&mut cache, at(700.0)), Next::GoOn(End::AsItStands, Some(_))));
    let mut another = Errand::new(Need::Keys, at(700.0));
    assert_eq!(another.next(&mut cache, at(700.0)), go_on(End::AsItStands));
}

#[test]
fn a_reading_of_the_storage_is_followed_by_a_fetch_if_it_brings_nothing() {
    let mut cache = with(Storage::Unread);
    let mut errand = Errand::new(Need::Keys, at(0.0));
    let reading = ordered(next(&mut errand, &mut cache, 0.0));
    assert_eq!(reading.to, To::Storage);
    cache.handle_stored(reading.id, Ok(None), 1.0, at(0.1));
    let fetch = ordered(next(&mut errand, &mut cache, 0.1));
    assert_eq!(fetch.to, To::Server { etag: None });
    succeeded(&mut cache, fetch.id, 0.2);
    assert_eq!(next(&mut errand, &mut cache, 0.2), go_on(End::Refreshed));
}

#[test]
fn whoever_waits_for_another_looks_again_after_pauses_that_double() {
    let mut cache = empty();
    let id = made(poll(&mut cache, Need::Keys, 0.0)).id;
    let mut errand = Errand::new(Need::Keys, at(0.0));
    for pause in [0.001, 0.002, 0.004, 0.008, 0.016, 0.02, 0.02] {
        assert_eq!(next(&mut errand, &mut cache, 0.1), Next::First(Order::Wait(pause)));
    }
    failed(&mut cache, id, 0.2);
    assert_eq!(next(&mut errand, &mut cache, 0.2), go_on(End::Refreshed));
}

#[test]
fn whoever_waits_for_a_dead_request_makes_one_and_waits_no_longer_than_for_both() {
    let mut cache = empty();
    made(poll(&mut cache, Need::Keys, 0.0));
    let wait = |errand: &mut Errand, cache: &mut KeyCache, now| {
        assert!(matches!(next(errand, cache, now), Next::First(Order::Wait(_))), "{now}");
    };
    let (mut one, mut another) = (Errand::new(Need::Keys, at(0.0)), Errand::new(Need::Keys, at(0.0)));
    for now in [0.1, 3.0, 5.4] {
        wait(&mut one, &mut cache, now);
        wait(&mut another, &mut cache, now);
    }
    assert_eq!(ordered(next(&mut one, &mut cache, 5.5)).time_limit, 4.0);
    // For the new one the pauses begin anew.
    assert_eq!(next(&mut another, &mut cache, 5.5), Next::First(Order::Wait(0.001)));
    wait(&mut another, &mut cache, 9.4);
    assert_eq!(next(&mut another, &mut cache, 9.5), go_on(End::TooLate));
}

#[test]
fn a_pause_after_a_failure_keeps_nobody_waiting() {
    for need in NEEDS {
        let mut cache = empty();
        let id = made(poll(&mut cache, Need::Keys, 0.0)).id;
        failed(&mut cache, id, 0.0);
        assert_eq!(next(&mut Errand::new(need, at(0.0)), &mut cache, 0.5), go_on(End::AsItStands));
    }
}

#[test]
fn other_keys_are_asked_for_by_those_who_have_waited_for_no_fetch() {
    for end in [End::Refreshed, End::AsItStands, End::TooLate] {
        for need in NEEDS {
            let other = Errand::new(need, at(0.0)).for_other_keys(end);
            let may_ask = need == Need::Keys && end == End::AsItStands;
            assert_eq!(other, may_ask.then(|| Errand::new(Need::OtherKeys, at(0.0))), "{need:?} {end:?}");
        }
    }
}

#[test]
fn jitter_is_from_three_quarters_to_five_and_none_without_randomness() {
    for (random, factor) in
        [(0.0, 0.75), (0.5, 1.0), (1.0, 1.25), (f64::NAN, 1.0), (-0.1, 1.0), (1.1, 1.0), (f64::INFINITY, 1.0)]
    {
        assert_eq!(failing::jitter(random), factor, "{random}");
    }
}

#[test]
fn a_request_keeps_its_name_on_the_way_through_javascript() {
    for id in [RequestId(0), RequestId(1), RequestId(7), RequestId(1 << 53)] {
        assert_eq!(RequestId::from_number(id.to_number()), id);
    }
}

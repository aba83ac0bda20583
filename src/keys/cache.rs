//! How fresh fetched keys are, and when to fetch: a state machine without input or output.
//!
//! Time and answers are arguments, and a fetch is data with an id, so that every rule can be
//! tested with a made-up clock, and a late answer is recognized and dropped. Whoever drives it
//! polls, performs the fetches it asks for, and hands the answers back.

use std::rc::Rc;

use super::Keys;
use crate::decision::{Code, Decision};
use crate::verifier::Unavailable;

/// The first pause after a failed fetch; each further failure doubles it.
const FIRST_BACK_OFF: f64 = 1.0;
/// The longest pause after failed fetches.
const LONGEST_BACK_OFF: f64 = 300.0;
/// How much longer than its own time limit a fetch may seem to take before those who wait for
/// it take it for dead: the one who started it may be gone.
const MARGIN: f64 = 0.5;

/// How long keys are used. All in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lifetimes {
    /// How long a fetched set is fresh.
    pub(crate) freshness: f64,
    /// How long past its freshness a set is used at once while it is fetched again.
    pub(crate) stale_while_revalidate: f64,
    /// How long past its freshness a set is used if it cannot be fetched again.
    pub(crate) stale_if_error: f64,
    /// How long after a fetch for an unknown key no other such fetch is made.
    pub(crate) cooldown: f64,
    /// How long one fetch may take.
    pub(crate) timeout: f64,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Lifetimes {
            freshness: 600.0,
            stale_while_revalidate: 600.0,
            stale_if_error: 86400.0,
            cooldown: 30.0,
            timeout: 5.0,
        }
    }
}

/// A moment on two clocks, in seconds: the wall clock, which may be set, and the monotonic one,
/// which may stand still while a machine sleeps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Instant {
    /// Unix time.
    pub(crate) wall: f64,
    /// Time since an arbitrary moment.
    pub(crate) monotonic: f64,
}

impl Instant {
    /// The larger of what the two clocks say has gone by, so that no clock that is put back
    /// makes keys younger.
    fn elapsed_until(self, now: Instant) -> f64 {
        (now.wall - self.wall).max(now.monotonic - self.monotonic)
    }
}

/// What keys are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// The keys, to judge a token.
    Keys,
    /// Other keys than those at hand: a token's key is not among them, or its signature failed,
    /// as it does if a key was replaced under its `kid`.
    OtherKeys,
    /// A fetch, because somebody asked for one.
    Refresh,
}

/// Names one fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FetchId(u64);

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Poll {
    /// Go on with what is at hand.
    Proceed,
    /// Go on with what is at hand, and fetch in the background.
    ProceedAndFetch(FetchId),
    /// Fetch, then go on.
    Fetch(FetchId),
    /// Wait until this fetch of somebody else has ended, then go on.
    WaitFor(FetchId),
}

/// Where the keys stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Freshness {
    Fresh,
    Stale,
    Unavailable,
}

/// The keys fetched last, and what is known of fetching them.
#[derive(Debug)]
pub(crate) struct KeyCache {
    lifetimes: Lifetimes,
    held: Option<Held>,
    in_flight: Option<(FetchId, Instant)>,
    fetches: u64,
    /// When the last fetch for other keys was started.
    asked_for_others: Option<Instant>,
    failing: Option<Failing>,
}

#[derive(Debug)]
struct Held {
    keys: Rc<Keys>,
    since: Instant,
}

/// Fetches have failed since the last success.
#[derive(Debug)]
struct Failing {
    times: i32,
    since: Instant,
    pause: f64,
    reason: String,
}

impl KeyCache {
    pub(crate) fn new(lifetimes: Lifetimes) -> Self {
        KeyCache { lifetimes, held: None, in_flight: None, fetches: 0, asked_for_others: None, failing: None }
    }

    /// What to do for `need` now.
    pub(crate) fn poll(&mut self, need: Need, now: Instant) -> Poll {
        match need {
            Need::Keys => self.poll_for_keys(now),
            Need::OtherKeys if self.cooldown_left(now).is_some() && self.in_flight(now).is_none() => Poll::Proceed,
            Need::OtherKeys => {
                let poll = self.join_or_fetch(now);
                if let Poll::Fetch(_) = poll {
                    self.asked_for_others = Some(now);
                }
                poll
            }
            Need::Refresh => self.join_or_fetch(now),
        }
    }

    fn poll_for_keys(&mut self, now: Instant) -> Poll {
        let Some(age) = self.age(now) else { return self.join_or_fetch(now) };
        let past_freshness = age - self.lifetimes.freshness;
        if past_freshness < 0.0 {
            return Poll::Proceed;
        }
        match self.join_or_fetch(now) {
            Poll::Fetch(id) if past_freshness < self.lifetimes.stale_while_revalidate => Poll::ProceedAndFetch(id),
            Poll::WaitFor(_) if past_freshness < self.lifetimes.stale_while_revalidate => Poll::Proceed,
            poll => poll,
        }
    }

    /// One fetch at a time, and none while the pause after a failure lasts.
    fn join_or_fetch(&mut self, now: Instant) -> Poll {
        if let Some(id) = self.in_flight(now) {
            return Poll::WaitFor(id);
        }
        if self.back_off_left(now).is_some() {
            return Poll::Proceed;
        }
        self.fetches += 1;
        let id = FetchId(self.fetches);
        self.in_flight = Some((id, now));
        Poll::Fetch(id)
    }

    /// The fetch that is under way, unless it has taken so long that it must be dead.
    fn in_flight(&self, now: Instant) -> Option<FetchId> {
        let (id, since) = self.in_flight?;
        (since.elapsed_until(now) < self.lifetimes.timeout + MARGIN).then_some(id)
    }

    /// Whether the fetch `id` is still under way.
    pub(crate) fn is_in_flight(&self, id: FetchId, now: Instant) -> bool {
        self.in_flight(now) == Some(id)
    }

    /// Whether the fetch `id` came to an end, rather than having been given up.
    pub(crate) fn has_ended(&self, id: FetchId) -> bool {
        self.in_flight.is_none_or(|(own, _)| own != id)
    }

    /// Takes the answer to a fetch: a set that replaces the one held whole. The answer to a
    /// fetch that was taken for dead is dropped.
    pub(crate) fn handle_keys(&mut self, id: FetchId, keys: Keys, now: Instant) -> bool {
        let expected = self.end(id);
        if expected {
            self.held = Some(Held { keys: Rc::new(keys), since: now });
            self.failing = None;
        }
        expected
    }

    /// Takes the failure of a fetch, which changes nothing of the keys held, and starts a pause.
    /// `jitter` is a random factor from 0.75 to 1.25, which spreads the retries of many.
    pub(crate) fn handle_failure(&mut self, id: FetchId, reason: &str, jitter: f64, now: Instant) -> bool {
        let expected = self.end(id);
        if expected {
            let times = self.failing.as_ref().map_or(0, |failing| failing.times);
            let pause = (FIRST_BACK_OFF * f64::from(times.min(16)).exp2()).min(LONGEST_BACK_OFF) * jitter;
            self.failing = Some(Failing { times: times + 1, since: now, pause, reason: reason.to_owned() });
        }
        expected
    }

    fn end(&mut self, id: FetchId) -> bool {
        self.in_flight.take_if(|(own, _)| *own == id).is_some()
    }

    /// The keys that may be used now.
    pub(crate) fn keys(&self, now: Instant) -> Result<Rc<Keys>, Unavailable> {
        match (&self.held, self.freshness(now)) {
            (Some(held), Freshness::Fresh | Freshness::Stale) => Ok(Rc::clone(&held.keys)),
            _ => Err(Unavailable { retry_at: self.retry_at(now) }),
        }
    }

    /// What an answer that no further fetch will change comes to: an unknown key is only known
    /// not to exist if the last fetch succeeded.
    pub(crate) fn conclude(&self, decision: Decision, now: Instant) -> Decision {
        if decision.code != Code::KeyUnknown {
            return decision;
        }
        if self.failing.is_some() {
            let retry_at = self.retry_at(now);
            return Decision { retry_at, ..Decision::refused(Code::KeysUnavailable.into()) };
        }
        Decision { retry_at: self.cooldown_left(now).map(|left| now.wall + left), ..decision }
    }

    pub(crate) fn freshness(&self, now: Instant) -> Freshness {
        match self.age(now).map(|age| age - self.lifetimes.freshness) {
            Some(past) if past < 0.0 => Freshness::Fresh,
            Some(past) if past < self.lifetimes.stale_if_error => Freshness::Stale,
            _ => Freshness::Unavailable,
        }
    }

    /// How long the keys have been held.
    pub(crate) fn age(&self, now: Instant) -> Option<f64> {
        self.held.as_ref().map(|held| held.since.elapsed_until(now))
    }

    /// When the keys held stop being fresh, in Unix seconds.
    pub(crate) fn refresh_at(&self, now: Instant) -> Option<f64> {
        self.age(now).map(|age| now.wall + self.lifetimes.freshness - age)
    }

    /// Why the last fetch failed, if it did.
    pub(crate) fn last_error(&self) -> Option<&str> {
        self.failing.as_ref().map(|failing| failing.reason.as_str())
    }

    fn retry_at(&self, now: Instant) -> Option<f64> {
        self.back_off_left(now).map(|left| now.wall + left)
    }

    fn back_off_left(&self, now: Instant) -> Option<f64> {
        let failing = self.failing.as_ref()?;
        Some(failing.pause - failing.since.elapsed_until(now)).filter(|left| *left > 0.0)
    }

    fn cooldown_left(&self, now: Instant) -> Option<f64> {
        let asked = self.asked_for_others?;
        Some(self.lifetimes.cooldown - asked.elapsed_until(now)).filter(|left| *left > 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: f64) -> Instant {
        Instant { wall: 1e9 + seconds, monotonic: seconds }
    }

    fn cache() -> KeyCache {
        KeyCache::new(Lifetimes::default())
    }

    fn fetch(poll: Poll) -> FetchId {
        match poll {
            Poll::Fetch(id) | Poll::ProceedAndFetch(id) => id,
            other => panic!("{other:?}"),
        }
    }

    fn filled() -> KeyCache {
        let mut cache = cache();
        let id = fetch(cache.poll(Need::Keys, at(0.0)));
        assert!(cache.handle_keys(id, Keys::default(), at(0.0)));
        cache
    }

    fn unknown() -> Decision {
        Decision::refused(Code::KeyUnknown.into())
    }

    #[test]
    fn callers_share_one_fetch() {
        let mut cache = cache();
        let id = fetch(cache.poll(Need::Keys, at(0.0)));
        assert_eq!(cache.poll(Need::Keys, at(0.1)), Poll::WaitFor(id));
        assert_eq!(cache.poll(Need::Refresh, at(0.1)), Poll::WaitFor(id));
        assert!(cache.is_in_flight(id, at(0.1)) && !cache.has_ended(id));
        assert!(cache.handle_keys(id, Keys::default(), at(0.2)));
        assert!(!cache.is_in_flight(id, at(0.2)) && cache.has_ended(id));
        assert_eq!(cache.poll(Need::Keys, at(0.2)), Poll::Proceed);
    }

    #[test]
    fn keys_are_used_for_ten_minutes_then_refreshed_behind_the_scenes_then_waited_for() {
        let mut cache = filled();
        assert_eq!(cache.poll(Need::Keys, at(599.9)), Poll::Proceed);
        assert_eq!(cache.freshness(at(599.9)), Freshness::Fresh);
        let id = fetch(cache.poll(Need::Keys, at(600.0)));
        assert_eq!(cache.poll(Need::Keys, at(600.0)), Poll::Proceed);
        assert!(cache.handle_failure(id, "down", 1.0, at(600.0)));
        assert_eq!(cache.poll(Need::Keys, at(600.5)), Poll::Proceed);
        let id = fetch(cache.poll(Need::Keys, at(1199.9)));
        assert_eq!(cache.poll(Need::Keys, at(1199.9)), Poll::Proceed);
        assert_eq!(cache.poll(Need::Keys, at(1200.0)), Poll::WaitFor(id));
        assert!(cache.handle_failure(id, "down", 1.0, at(1200.0)));
        assert!(matches!(cache.poll(Need::Keys, at(1202.0)), Poll::Fetch(_)));
    }

    #[test]
    fn the_age_of_keys_and_the_end_of_their_freshness_are_told() {
        assert_eq!((cache().age(at(1.0)), cache().refresh_at(at(1.0))), (None, None));
        let cache = filled();
        assert_eq!((cache.age(at(100.0)), cache.refresh_at(at(100.0))), (Some(100.0), Some(1e9 + 600.0)));
        assert_eq!(cache.refresh_at(at(700.0)), Some(1e9 + 600.0));
    }

    #[test]
    fn stale_keys_outlive_an_outage_for_a_day() {
        let mut cache = filled();
        let last = 600.0 + 86400.0;
        let id = fetch(cache.poll(Need::Keys, at(last - 1.0)));
        assert!(cache.handle_failure(id, "down", 1.0, at(last - 1.0)));
        assert!(cache.keys(at(last - 0.1)).is_ok());
        assert_eq!(cache.keys(at(last)).unwrap_err().retry_at, None);
        assert_eq!(cache.freshness(at(last)), Freshness::Unavailable);
    }

    #[test]
    fn a_clock_that_is_put_back_makes_no_keys_younger() {
        let cache = filled();
        assert_eq!(cache.freshness(Instant { wall: 0.0, monotonic: 600.0 }), Freshness::Stale);
        assert_eq!(cache.freshness(Instant { wall: 1e9 + 600.0, monotonic: 0.0 }), Freshness::Stale);
    }

    #[test]
    fn pauses_double_up_to_five_minutes_and_end_with_a_success() {
        let mut cache = cache();
        let mut now = 0.0;
        for pause in [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 300.0, 300.0] {
            let id = fetch(cache.poll(Need::Keys, at(now)));
            assert!(cache.handle_failure(id, "down", 1.0, at(now)));
            assert_eq!(cache.last_error(), Some("down"));
            for need in [Need::Keys, Need::OtherKeys, Need::Refresh] {
                assert_eq!(cache.poll(need, at(now + pause - 0.01)), Poll::Proceed);
            }
            assert_eq!(cache.keys(at(now)).unwrap_err().retry_at, Some(1e9 + now + pause));
            now += pause;
        }
        let id = fetch(cache.poll(Need::Keys, at(now)));
        assert!(cache.handle_keys(id, Keys::default(), at(now)));
        assert_eq!(cache.last_error(), None);
        let id = fetch(cache.poll(Need::Refresh, at(now)));
        assert!(cache.handle_failure(id, "down", 1.25, at(now)));
        assert_eq!(cache.poll(Need::Refresh, at(now + 1.2)), Poll::Proceed);
        assert!(matches!(cache.poll(Need::Refresh, at(now + 1.25)), Poll::Fetch(_)));
    }

    #[test]
    fn unknown_keys_bring_one_fetch_in_a_cooldown() {
        let mut cache = filled();
        let id = fetch(cache.poll(Need::OtherKeys, at(10.0)));
        assert_eq!(cache.poll(Need::OtherKeys, at(10.0)), Poll::WaitFor(id));
        assert!(cache.handle_keys(id, Keys::default(), at(10.0)));
        assert_eq!(cache.poll(Need::OtherKeys, at(39.9)), Poll::Proceed);
        assert_eq!(cache.conclude(unknown(), at(20.0)).retry_at, Some(1e9 + 40.0));
        assert!(matches!(cache.poll(Need::OtherKeys, at(40.0)), Poll::Fetch(_)));
    }

    #[test]
    fn an_unknown_key_is_no_answer_while_fetches_fail() {
        let mut cache = filled();
        let id = fetch(cache.poll(Need::OtherKeys, at(10.0)));
        assert!(cache.handle_failure(id, "down", 1.0, at(10.0)));
        let decision = cache.conclude(unknown(), at(10.0));
        assert_eq!((decision.code, decision.retry_at), (Code::KeysUnavailable, Some(1e9 + 11.0)));
        let other = cache.conclude(Decision::refused(Code::SignatureInvalid.into()), at(10.0));
        assert_eq!((other.code, other.retry_at), (Code::SignatureInvalid, None));
    }

    #[test]
    fn a_dead_fetch_is_given_up_and_its_late_answer_dropped() {
        let mut cache = cache();
        let dead = fetch(cache.poll(Need::Keys, at(0.0)));
        assert_eq!(cache.poll(Need::Keys, at(5.4)), Poll::WaitFor(dead));
        assert!(!cache.is_in_flight(dead, at(5.5)) && !cache.has_ended(dead));
        let living = fetch(cache.poll(Need::Keys, at(5.5)));
        assert!(!cache.handle_keys(dead, Keys::default(), at(5.6)));
        assert!(!cache.handle_failure(dead, "late", 1.0, at(5.6)));
        assert!(cache.keys(at(5.6)).is_err() && cache.last_error().is_none());
        assert!(cache.handle_keys(living, Keys::default(), at(5.7)));
    }
}

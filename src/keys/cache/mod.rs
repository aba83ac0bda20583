//! How fresh fetched keys are, and when to fetch: a state machine without input or output.
//!
//! Time and answers are arguments, and a request is data with an id, so that every rule can be
//! tested with a made-up clock, and a late answer is recognized and dropped. Whoever drives it
//! polls, makes the requests it asks for, and hands the answers back. `docs/remote-keys.md` has
//! a picture of it.

mod errand;
pub(crate) mod failing;
mod instant;
mod lifetimes;
mod poll;
#[cfg(test)]
mod tests;

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

pub(crate) use errand::{End, Errand, Next, Order};
pub(crate) use instant::Instant;
pub(crate) use lifetimes::Lifetimes;
pub(crate) use poll::{Need, Poll, Request, RequestId, To};

use failing::Failing;

use super::answer::{Answer, Head, Reading};
use super::event::Event;
use super::pins::Pins;
use super::stored::{self, Provenance};
use super::{JwkSet, Keys, Supply};

/// The longest `kid` of a token that is told whole: it may be a hostile one's.
const LONGEST_KEY_ID: usize = 100;

/// A cache that outlives this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Storage {
    /// There is none.
    None,
    /// It is read once, before the first fetch.
    Unread,
    /// It was read.
    Read,
    /// It takes the place of the server, which is never asked.
    Alone,
}

/// How keys are going to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// By a caller who waits for a fetch where one is due, and has polled.
    Polled,
    /// At once.
    AtOnce,
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
    jwks_uri: String,
    lifetimes: Lifetimes,
    pins: Option<Pins>,
    storage: Storage,
    held: Option<Held>,
    in_flight: Option<InFlight>,
    requests: u64,
    /// The last request that brought a set or failed to, other than a reading of the storage
    /// before the first fetch.
    refreshed: Option<RequestId>,
    /// The last fetch for other keys, and when it was started.
    asked_for_others: Option<(RequestId, Instant)>,
    failing: Option<Failing>,
    events: Vec<Event>,
}

#[derive(Debug)]
struct Held {
    /// As they were fetched.
    set: Arc<Keys>,
    /// Those that are usable.
    keys: Arc<Keys>,
    since: Instant,
    max_age: Option<f64>,
    etag: Option<String>,
    told_to_be_stale: bool,
}

#[derive(Debug)]
struct InFlight {
    id: RequestId,
    since: Instant,
    time_limit: f64,
    /// Whether it counts as a refresh, and its failure as one.
    refreshes: bool,
}

impl Held {
    /// For how long it is fresh, from the beginning.
    fn freshness(&self, lifetimes: &Lifetimes) -> f64 {
        lifetimes.freshness_of(self.max_age)
    }
}

impl InFlight {
    /// Whether somebody may still hand its answer in.
    fn lives(&self, lifetimes: &Lifetimes, now: Instant) -> bool {
        self.since.elapsed_until(now) < self.time_limit + lifetimes.margin()
    }
}

impl KeyCache {
    pub(crate) fn new(jwks_uri: String, lifetimes: Lifetimes, pins: Option<Pins>, storage: Storage) -> Self {
        KeyCache {
            jwks_uri,
            lifetimes,
            pins,
            storage,
            held: None,
            in_flight: None,
            requests: 0,
            refreshed: None,
            asked_for_others: None,
            failing: None,
            events: Vec::new(),
        }
    }

    /// How long a caller who began at `asked` waits until a set is in the storage, in seconds.
    pub(crate) fn storing_patience(&self, asked: Instant, now: Instant) -> f64 {
        let left = 2.0 * self.lifetimes.timeout - asked.elapsed_until(now);
        self.lifetimes.storage_patience().min(left).max(0.0)
    }

    /// What to do now for `need`, of a caller who began at `asked`.
    pub(crate) fn poll(&mut self, need: Need, asked: Instant, now: Instant) -> Poll {
        self.bury_the_dead(now);
        if asked.elapsed_until(now) >= self.lifetimes.patience() {
            return Poll::GiveUp;
        }
        if self.storage == Storage::Unread {
            return self.join_or_make(asked, now);
        }
        match need {
            Need::Keys => self.poll_for_keys(asked, now),
            Need::OtherKeys => self.poll_for_other_keys(asked, now),
            Need::Refresh => self.join_or_make(asked, now),
        }
    }

    fn poll_for_keys(&mut self, asked: Instant, now: Instant) -> Poll {
        let Some(past_freshness) = self.past_freshness(now) else { return self.join_or_make(asked, now) };
        if past_freshness < 0.0 {
            return Poll::Proceed;
        }
        self.note_use(now);
        match self.join_or_make(asked, now) {
            Poll::Make(request) if past_freshness < self.lifetimes.stale_while_revalidate => {
                Poll::ProceedAndMake(request)
            }
            Poll::WaitFor(_) if past_freshness < self.lifetimes.stale_while_revalidate => Poll::Proceed,
            poll => poll,
        }
    }

    fn poll_for_other_keys(&mut self, asked: Instant, now: Instant) -> Poll {
        if self.in_flight.is_none() && self.cooldown_left(now).is_some() {
            return Poll::Proceed;
        }
        let poll = self.join_or_make(asked, now);
        if let Poll::Make(request) = &poll {
            self.asked_for_others = Some((request.id, now));
        }
        poll
    }

    /// One request at a time, and none while the pause after a failure lasts.
    fn join_or_make(&mut self, asked: Instant, now: Instant) -> Poll {
        if let Some(in_flight) = &self.in_flight {
            return Poll::WaitFor(in_flight.id);
        }
        if self.back_off_left(now).is_some() {
            return Poll::Proceed;
        }
        let patience = self.lifetimes.patience() - asked.elapsed_until(now);
        let (to, time_limit) = match self.storage {
            Storage::Unread => (To::Storage, self.lifetimes.storage_patience()),
            Storage::Alone => (To::Storage, self.lifetimes.timeout),
            Storage::None | Storage::Read => (To::Server { etag: self.etag(now) }, self.lifetimes.timeout),
        };
        self.requests += 1;
        let request = Request { id: RequestId(self.requests), to, time_limit: time_limit.min(patience) };
        let Request { id, time_limit, .. } = request;
        self.in_flight = Some(InFlight { id, since: now, time_limit, refreshes: self.storage != Storage::Unread });
        Poll::Make(request)
    }

    /// Gives up a request that has taken so long that nobody can be left who awaits its answer.
    /// A cool-down that it began is void: nothing was learned.
    fn bury_the_dead(&mut self, now: Instant) {
        let Some(dead) = self.in_flight.take_if(|own| !own.lives(&self.lifetimes, now)) else { return };
        self.asked_for_others.take_if(|(id, _)| *id == dead.id);
    }

    /// Whether to go on waiting for this request of somebody else, for a caller who began at
    /// `asked`.
    pub(crate) fn is_worth_waiting_for(&self, id: RequestId, asked: Instant, now: Instant) -> bool {
        let lives = |own: &InFlight| own.id == id && own.lives(&self.lifetimes, now);
        self.in_flight.as_ref().is_some_and(lives) && asked.elapsed_until(now) < self.lifetimes.patience()
    }

    /// Whether this request or a later one has brought a set or failed to.
    pub(crate) fn has_refreshed_since(&self, id: RequestId) -> bool {
        self.refreshed.is_some_and(|refreshed| refreshed >= id)
    }

    /// Takes the answer to a request to the server. One that brings a set replaces the set held
    /// whole; any other changes nothing of it, and starts a pause. The answer to a request that
    /// was taken for dead is dropped.
    ///
    /// `jitter` is a random factor from 0.75 to 1.25, which spreads the retries of many. Gives
    /// what the storage is to keep, if there is one.
    pub(crate) fn handle_answer(
        &mut self,
        id: RequestId,
        answer: &Answer<'_>,
        jitter: f64,
        now: Instant,
    ) -> Option<String> {
        self.end(id)?;
        let max_age = answer.head.and_then(|head| head.max_age());
        match answer.read() {
            Ok(Reading::Set(set)) => {
                let etag = answer.head.and_then(|head| head.entity_tag()).map(str::to_owned);
                self.hold(set, now, max_age, etag);
                self.succeed(true);
            }
            Ok(Reading::NotModified) if self.freshness(now) != Freshness::Unavailable => {
                let held = self.held.as_mut()?;
                (held.since, held.max_age, held.told_to_be_stale) = (now, max_age, false);
                self.succeed(false);
            }
            Ok(Reading::NotModified) => {
                let reason = "the key server answered that nothing has changed, but nothing is at hand";
                self.fail(reason.to_owned(), answer.head, jitter, now);
                return None;
            }
            Err(reason) => {
                self.fail(reason, answer.head, jitter, now);
                return None;
            }
        }
        (self.storage == Storage::Read).then(|| self.stored()).flatten()
    }

    /// Takes what the storage holds, JSON text or nothing, or why it could not be read. It is
    /// believed no more than an answer, and keeps its age.
    pub(crate) fn handle_stored(&mut self, id: RequestId, text: Result<Option<&str>, &str>, jitter: f64, now: Instant) {
        let Some(in_flight) = self.end(id) else { return };
        if self.storage == Storage::Unread {
            self.storage = Storage::Read;
        }
        let read = text.and_then(|text| match text {
            None => Ok(None),
            Some(text) => match stored::read(text, &self.jwks_uri) {
                Some(read) => Ok(Some(read)),
                None => Err("it holds something other than a set of this key server"),
            },
        });
        match read {
            Ok(None) => {}
            Ok(Some((set, provenance))) => self.restore(set, provenance, now),
            Err(reason) => self.events.push(Event::CacheFailed { operation: "get", reason: reason.to_owned() }),
        }
        if in_flight.refreshes && self.freshness(now) == Freshness::Fresh {
            self.failing = None;
        } else if in_flight.refreshes {
            self.fail("the cache holds no fresh keys of this key server".to_owned(), None, jitter, now);
        }
    }

    fn restore(&mut self, set: JwkSet, Provenance { fetched_at, max_age, etag }: Provenance, now: Instant) {
        if self.held.as_ref().is_some_and(|held| held.since.wall >= fetched_at) {
            return;
        }
        // A set from the future has an age that nobody knows: it is not fresh.
        let is_past = fetched_at <= now.wall;
        let wall = if is_past { fetched_at } else { now.wall - self.lifetimes.freshness_of(max_age) };
        let age = now.wall - wall;
        self.hold(set, Instant { wall, monotonic: now.monotonic - age }, max_age, etag);
        let key_ids = self.key_ids();
        self.events.push(Event::Restored { key_ids, age });
    }

    fn hold(
        &mut self,
        JwkSet { keys, private_members }: JwkSet,
        since: Instant,
        max_age: Option<f64>,
        etag: Option<String>,
    ) {
        if private_members > 0 {
            self.events.push(Event::PrivateKeyPublished { count: private_members });
        }
        let set = Arc::new(keys);
        let keys = self.pins.as_ref().map_or_else(|| Arc::clone(&set), |pins| Arc::new(set.pinned(pins)));
        self.held = Some(Held { set, keys, since, max_age, etag, told_to_be_stale: false });
    }

    fn key_ids(&self) -> Vec<String> {
        self.held.iter().flat_map(|held| held.keys.ids()).map(str::to_owned).collect()
    }

    fn succeed(&mut self, modified: bool) {
        self.failing = None;
        let key_ids = self.key_ids();
        self.events.push(Event::Refreshed { key_ids, modified });
    }

    fn fail(&mut self, reason: String, head: Option<&Head>, jitter: f64, now: Instant) {
        let asked_for = head.and_then(|head| head.retry_after(now.wall));
        let failing = Failing::again(self.failing.as_ref(), &reason, asked_for, jitter, now);
        let status = head.map(|head| head.status).filter(|status| *status > 0);
        self.events.push(Event::Failed { reason, status, retry_at: now.wall + failing.pause });
        self.failing = Some(failing);
    }

    fn end(&mut self, id: RequestId) -> Option<InFlight> {
        let ended = self.in_flight.take_if(|own| own.id == id)?;
        if ended.refreshes {
            self.refreshed = Some(id);
        }
        Some(ended)
    }

    /// The set held, for the storage.
    fn stored(&self) -> Option<String> {
        let Held { set, since, max_age, etag, .. } = self.held.as_ref()?;
        let provenance = Provenance { fetched_at: since.wall, max_age: *max_age, etag: etag.clone() };
        Some(stored::write(&self.jwks_uri, set, &provenance))
    }

    /// What came of giving a set to the storage.
    pub(crate) fn handle_storing(&mut self, result: Result<(), &str>) {
        let failed = |reason: &str| Event::CacheFailed { operation: "set", reason: reason.to_owned() };
        self.events.extend(result.err().map(failed));
    }

    /// The keys that may be used now.
    pub(crate) fn supply(&self, how: Use, now: Instant) -> Supply {
        let Lifetimes { stale_while_revalidate, stale_if_error, .. } = self.lifetimes;
        let usable_for = match how {
            Use::Polled => stale_if_error.max(stale_while_revalidate),
            Use::AtOnce => stale_if_error,
        };
        let is_usable = self.past_freshness(now).is_some_and(|past| past < usable_for);
        let keys = self.held.as_ref().filter(|_| is_usable).map(|held| Arc::clone(&held.keys));
        let incomplete = keys.is_none() || self.failing.is_some();
        // Without any keys nobody waits for the end of a cool-down.
        let cooldown_left = if is_usable { self.cooldown_left(now) } else { None };
        let left = [self.back_off_left(now), cooldown_left].into_iter().flatten().reduce(f64::max);
        Supply { keys, incomplete, retry_at: left.map(|left| now.wall + left) }
    }

    /// Notes that a token was judged whose key is in no set.
    pub(crate) fn note_unknown(&mut self, key_id: Option<&str>, retry_at: Option<f64>) {
        let key_id = key_id.map(|id| id.chars().take(LONGEST_KEY_ID).collect());
        self.events.push(Event::KeyUnknown { key_id, retry_at });
    }

    /// Notes that tokens are judged by the set held: once for each that is stale.
    pub(crate) fn note_use(&mut self, now: Instant) {
        let (Some(age), Some(usable_until)) = (self.age(now), self.usable_until(now)) else { return };
        let is_stale = self.freshness(now) == Freshness::Stale;
        if let Some(held) = self.held.as_mut().filter(|held| is_stale && !held.told_to_be_stale) {
            held.told_to_be_stale = true;
            self.events.push(Event::Stale { age, usable_until });
        }
    }

    /// What has happened since this was asked last.
    pub(crate) fn take_events(&mut self) -> Vec<Event> {
        core::mem::take(&mut self.events)
    }

    pub(crate) fn freshness(&self, now: Instant) -> Freshness {
        match self.past_freshness(now) {
            Some(past) if past < 0.0 => Freshness::Fresh,
            Some(past) if past < self.lifetimes.stale_if_error => Freshness::Stale,
            _ => Freshness::Unavailable,
        }
    }

    /// How long the keys have been held.
    pub(crate) fn age(&self, now: Instant) -> Option<f64> {
        self.held.as_ref().map(|held| held.since.elapsed_until(now))
    }

    /// For how long the keys held have not been fresh; below zero while they are.
    fn past_freshness(&self, now: Instant) -> Option<f64> {
        self.held.as_ref().map(|held| held.since.elapsed_until(now) - held.freshness(&self.lifetimes))
    }

    /// When the keys held stop being fresh, in Unix seconds.
    pub(crate) fn refresh_at(&self, now: Instant) -> Option<f64> {
        self.past_freshness(now).map(|past| now.wall - past)
    }

    /// When the keys held are used no more if they cannot be fetched again, in Unix seconds.
    pub(crate) fn usable_until(&self, now: Instant) -> Option<f64> {
        self.refresh_at(now).map(|at| at + self.lifetimes.stale_if_error)
    }

    /// Why the last fetch failed, if it did.
    pub(crate) fn last_error(&self) -> Option<&str> {
        self.failing.as_ref().map(|failing| failing.reason.as_str())
    }

    /// When the pause after a failure ends that lasts now, in Unix seconds.
    pub(crate) fn retry_at(&self, now: Instant) -> Option<f64> {
        self.back_off_left(now).map(|left| now.wall + left)
    }

    fn back_off_left(&self, now: Instant) -> Option<f64> {
        self.failing.as_ref()?.pause_left(now)
    }

    fn cooldown_left(&self, now: Instant) -> Option<f64> {
        let (_, asked) = self.asked_for_others?;
        Some(self.lifetimes.cooldown - asked.elapsed_until(now)).filter(|left| *left > 0.0)
    }

    /// The entity tag of the set that is at hand.
    fn etag(&self, now: Instant) -> Option<String> {
        let at_hand = self.freshness(now) != Freshness::Unavailable;
        self.held.as_ref().filter(|_| at_hand)?.etag.clone()
    }
}

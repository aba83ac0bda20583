//! What holds whatever happens, in whatever order: by random sequences of callers, answers and
//! clocks, watched by an account of their own.

use proptest::prelude::*;

use super::*;

/// Something that happens.
#[derive(Clone, Debug)]
enum Happening {
    /// Time goes by.
    Pass(f64),
    /// Somebody sets the wall clock.
    Set(f64),
    /// Somebody asks, or one who began so many seconds ago asks again.
    Ask(Need, f64),
    /// A request is answered: the last one, or the one so many before it.
    Answer(Reply, u64),
}

#[derive(Clone, Debug)]
enum Reply {
    /// A set of the keys of this number's bits, and its `max-age`.
    Keys(u8, Option<u32>),
    NotModified,
    /// It failed, with this jitter and Retry-After.
    Failure(f64, Option<u32>),
}

fn happening() -> impl Strategy<Value = Happening> {
    let need = prop_oneof![Just(Need::Keys), Just(Need::OtherKeys), Just(Need::Refresh)];
    let reply = prop_oneof![
        4 => (0..8u8, proptest::option::of(0..100_000u32)).prop_map(|(bits, max_age)| Reply::Keys(bits, max_age)),
        1 => Just(Reply::NotModified),
        3 => (0.75..1.25f64, proptest::option::of(0..5000u32)).prop_map(|(jitter, after)| Reply::Failure(jitter, after)),
    ];
    prop_oneof![
        3 => prop_oneof![0.0..3.0, 0.0..40.0, 0.0..2000.0, 0.0..100_000.0].prop_map(Happening::Pass),
        1 => (-100_000.0..100_000.0).prop_map(Happening::Set),
        6 => (need, prop_oneof![3 => Just(0.0), 1 => 0.0..12.0]).prop_map(|(need, ago)| Happening::Ask(need, ago)),
        6 => (reply, prop_oneof![5 => Just(0), 1 => 1..3u64]).prop_map(|(reply, before)| Happening::Answer(reply, before)),
    ]
}

/// An account of what must hold, kept beside the cache.
struct Watched {
    cache: KeyCache,
    now: Instant,
    /// The request that may still be answered, and whether it reads the storage before the first fetch.
    open: Option<(Request, Instant, bool)>,
    last_id: u64,
    /// The key ids of the newest set, and when it was fetched.
    newest: Option<(Vec<String>, f64)>,
    /// Since when, and for how long, nobody may be asked.
    pause: Option<(Instant, f64)>,
    failures: i32,
    /// When the last fetch for other keys was started that was not given up.
    others: Option<(RequestId, Instant)>,
}

impl Watched {
    fn new(storage: Storage) -> Self {
        let (now, cache) = (at(0.0), with(storage));
        Watched { cache, now, open: None, last_id: 0, newest: None, pause: None, failures: 0, others: None }
    }

    fn pass(&mut self, seconds: f64) {
        // Clocks count milliseconds.
        let on = |clock: f64| ((clock + seconds) * 1e3).round() / 1e3;
        self.now = Instant { wall: on(self.now.wall), monotonic: on(self.now.monotonic) };
    }

    fn ask(&mut self, need: Need, ago: f64) {
        let now = self.now;
        let asked = Instant { wall: now.wall - ago, monotonic: now.monotonic - ago };
        let dead =
            |(request, since, _): &mut (Request, Instant, bool)| since.elapsed_until(now) >= request.time_limit + 0.5;
        if let Some((request, ..)) = self.open.take_if(dead) {
            self.others.take_if(|(id, _)| *id == request.id);
        }
        let was_fresh = self.cache.freshness(now) == Freshness::Fresh;
        let was_unread = self.cache.storage == Storage::Unread;
        match self.cache.poll(need, asked, now) {
            Poll::GiveUp => assert!(ago > 9.4, "somebody gave up after {ago} s"),
            Poll::Proceed => {
                let excused = was_fresh || self.paused() || (need == Need::OtherKeys && self.cooling_down());
                let revalidating = need == Need::Keys && self.open.is_some();
                assert!(excused || revalidating, "{need:?} was put off for no reason");
            }
            Poll::WaitFor(id) => {
                let (request, ..) = self.open.as_ref().expect("there is something to wait for");
                assert_eq!(id, request.id);
            }
            Poll::Make(request) => self.made(need, request, was_fresh, was_unread),
            Poll::ProceedAndMake(request) => {
                let supply = self.cache.supply(Use::Polled, now);
                assert!(supply.keys.is_some(), "there is nothing to go on with");
                self.made(need, request, was_fresh, was_unread);
            }
        }
    }

    fn made(&mut self, need: Need, request: Request, was_fresh: bool, was_unread: bool) {
        assert!(self.open.is_none(), "two requests at a time");
        assert!(!self.paused(), "a request in a pause");
        assert!(was_unread || !(need == Need::Keys && was_fresh), "a request for keys that are fresh");
        assert!(request.time_limit > 0.0 && request.time_limit <= 5.0);
        match self.cache.storage {
            Storage::Alone | Storage::Unread => assert_eq!(request.to, To::Storage),
            Storage::None | Storage::Read => assert!(matches!(request.to, To::Server { .. })),
        }
        if need == Need::OtherKeys && !was_unread {
            assert!(!self.cooling_down(), "two fetches for other keys in one cool-down");
            self.others = Some((request.id, self.now));
        }
        self.last_id = request.id.0;
        self.open = Some((request, self.now, was_unread));
    }

    fn answer(&mut self, reply: &Reply, before: u64) {
        if self.last_id <= before {
            return;
        }
        let id = RequestId(self.last_id - before);
        let awaited = self.open.take_if(|(request, ..)| request.id == id);
        let to_storage = match &awaited {
            Some((request, ..)) => request.to == To::Storage,
            None => self.cache.storage == Storage::Alone,
        };
        let was_awaited = awaited.is_some();
        let was_usable = self.cache.freshness(self.now) != Freshness::Unavailable;
        match reply {
            Reply::Keys(bits, max_age) => {
                let ids: Vec<&str> =
                    ["a", "b", "c"].into_iter().filter(|id| bits >> (id.as_bytes()[0] - b'a') & 1 == 1).collect();
                if to_storage {
                    let set = Keys::from_jwks(&jwks(&ids)).unwrap();
                    let provenance =
                        Provenance { fetched_at: self.now.wall, max_age: max_age.map(f64::from), etag: None };
                    let text = stored::write(URI, &set, &provenance);
                    self.cache.handle_stored(id, Ok(Some(&text)), 1.0, self.now);
                } else {
                    let cache_control = max_age.map(|seconds| format!("max-age={seconds}"));
                    let head = Head { status: 200, cache_control, ..Head::default() };
                    let body = jwks(&ids);
                    self.cache.handle_answer(
                        id,
                        &Answer { head: Some(&head), body: Ok(body.as_bytes()) },
                        1.0,
                        self.now,
                    );
                }
                // What is kept elsewhere may be older than what is at hand: clocks are set.
                let is_newer = self.newest.as_ref().is_none_or(|(_, fetched_at)| *fetched_at < self.now.wall);
                if awaited.is_some() && (!to_storage || is_newer) {
                    self.newest = Some((ids.iter().map(|id| (*id).to_owned()).collect(), self.now.wall));
                }
                if awaited.is_some_and(|(.., was_unread)| !was_unread) && self.cache.last_error().is_none() {
                    (self.pause, self.failures) = (None, 0);
                }
            }
            Reply::NotModified if !to_storage => {
                let head = Head { status: 304, ..Head::default() };
                self.cache.handle_answer(id, &Answer { head: Some(&head), body: Ok(b"") }, 1.0, self.now);
                if awaited.is_some() && was_usable {
                    (self.pause, self.failures) = (None, 0);
                    self.newest.iter_mut().for_each(|(_, fetched_at)| *fetched_at = self.now.wall);
                } else if awaited.is_some() {
                    self.failed(1.0, None);
                }
            }
            Reply::Failure(jitter, retry_after) if !to_storage => {
                let head = Head {
                    status: 500,
                    retry_after: retry_after.map(|seconds| seconds.to_string()),
                    ..Head::default()
                };
                self.cache.handle_answer(id, &Answer { head: Some(&head), body: Ok(b"") }, *jitter, self.now);
                if awaited.is_some() {
                    self.failed(*jitter, *retry_after);
                }
            }
            Reply::NotModified | Reply::Failure(..) => {
                let jitter = if let Reply::Failure(jitter, _) = reply { *jitter } else { 1.0 };
                self.cache.handle_stored(id, Ok(None), jitter, self.now);
                // Of keys that are fresh again, since a clock was set back, nothing is missing.
                if awaited.is_some_and(|(.., was_unread)| !was_unread) && self.cache.last_error().is_none() {
                    (self.pause, self.failures) = (None, 0);
                }
            }
        }
        if to_storage && was_awaited && self.cache.last_error().is_some() {
            // What counts as a failed reading is the cache's to say; how long it lasts is not.
            self.pause = self.cache.retry_at(self.now).map(|at| (self.now, at - self.now.wall));
        }
    }

    fn failed(&mut self, jitter: f64, retry_after: Option<u32>) {
        let back_off = 2f64.powi(self.failures).min(300.0) * jitter;
        let pause = back_off.max(retry_after.map_or(0.0, |seconds| f64::from(seconds).min(3600.0)));
        let pause = (pause * 1e3).ceil() / 1e3;
        (self.pause, self.failures) = (Some((self.now, pause)), self.failures + 1);
    }

    fn paused(&self) -> bool {
        self.pause.is_some_and(|(since, pause)| since.elapsed_until(self.now) < pause)
    }

    fn cooling_down(&self) -> bool {
        self.others.is_some_and(|(_, since)| since.elapsed_until(self.now) < 30.0)
    }

    /// What holds at any moment.
    fn check(&self) {
        let supply = self.cache.supply(Use::Polled, self.now);
        if let Some(keys) = &supply.keys {
            let ids: Vec<_> = keys.ids().map(str::to_owned).collect();
            assert_eq!(Some(&ids), self.newest.as_ref().map(|(ids, _)| ids), "keys other than those of the newest set");
        }
        assert!(supply.keys.is_some() || supply.incomplete, "without keys nothing is known of any");
        assert!(supply.retry_at.is_none_or(|at| at > self.now.wall), "asking again was possible already");
        assert_eq!(supply.keys.is_some(), self.cache.freshness(self.now) != Freshness::Unavailable);
        assert_eq!(self.cache.retry_at(self.now).is_some(), self.paused());
        if let Some(at) = self.cache.retry_at(self.now) {
            let then = Instant { wall: at, monotonic: self.now.monotonic + (at - self.now.wall) };
            assert_eq!(self.cache.retry_at(then), None, "a pause lasts longer than was said");
        }
    }
}

/// What happens to a cache, watched all the time.
fn watch(storage: Storage, happenings: Vec<Happening>) {
    let mut watched = Watched::new(storage);
    for happening in happenings {
        match happening {
            Happening::Pass(seconds) => watched.pass(seconds),
            Happening::Set(seconds) => watched.now.wall += seconds.round(),
            Happening::Ask(need, ago) => watched.ask(need, ago),
            Happening::Answer(reply, before) => watched.answer(&reply, before),
        }
        watched.check();
    }
}

#[test]
fn a_storage_that_lost_what_was_fresh_again_is_no_failure() {
    let ask = || Happening::Ask(Need::Keys, 0.0);
    let answer = |reply| Happening::Answer(reply, 0);
    watch(
        Storage::Alone,
        vec![
            ask(),
            answer(Reply::Keys(0, Some(12_102))),
            Happening::Set(70_196.0),
            ask(),
            answer(Reply::NotModified),
            Happening::Set(-48_784.0),
            Happening::Set(74_855.0),
            ask(),
            Happening::Set(-84_166.0),
            answer(Reply::NotModified),
        ],
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens(
        storage in prop_oneof![Just(Storage::None), Just(Storage::Unread), Just(Storage::Alone)],
        happenings in proptest::collection::vec(happening(), 1..60),
    ) {
        watch(storage, happenings);
    }

    /// However clocks are set, the keys held only get older.
    #[test]
    fn keys_only_get_older(steps in proptest::collection::vec((0.0..50_000.0f64, -1e6..1e6f64), 1..20)) {
        let cache = filled();
        let mut now = at(0.0);
        let mut oldest = 0.0;
        for (passed, set) in steps {
            now = Instant { wall: now.wall + passed + set, monotonic: now.monotonic + passed };
            let age = cache.age(now).unwrap();
            prop_assert!(age >= now.monotonic - 1e-6);
            if cache.freshness(now) == Freshness::Fresh {
                prop_assert!(now.monotonic < 600.0);
            }
            oldest = f64::max(oldest, now.monotonic);
            prop_assert!(age >= oldest - 1e-6);
        }
    }

    /// Whoever asks comes to an end, in twice the time of one request, even if none is answered.
    #[test]
    fn every_caller_comes_to_an_end(
        need in prop_oneof![Just(Need::Keys), Just(Need::OtherKeys), Just(Need::Refresh)],
        others in proptest::collection::vec(0.0..10.0f64, 0..10),
        storage in prop_oneof![Just(Storage::None), Just(Storage::Unread), Just(Storage::Alone)],
    ) {
        let mut cache = with(storage);
        for began in &others {
            poll(&mut cache, Need::Keys, *began);
        }
        let asked = 10.0;
        let mut now = asked;
        for _ in 0..20_000 {
            match cache.poll(need, at(asked), at(now)) {
                Poll::Proceed | Poll::ProceedAndMake(_) | Poll::GiveUp => break,
                // Whoever made it is gone, or waits for its end.
                Poll::Make(request) => now += request.time_limit,
                Poll::WaitFor(_) => now += 0.02,
            }
        }
        prop_assert!(now - asked <= 10.0, "{} s", now - asked);
    }
}

//! Fetched keys at the boundary: what happened comes in, orders go out.
//!
//! `hearing.rs` and `keys/cache` hold the rules, and nothing of a call stays here between its
//! steps: an errand goes out with its order, and comes back once that was carried out. Clocks and
//! randomness are arguments.

use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;

use super::Core;
use super::reply::Reply;
use crate::context::Context;
use crate::explain::Step;
use crate::hearing::{Hearing, Outcome};
use crate::json::{Writer, texts};
use crate::keys::answer::{Answer, Head, WITH_SET};
use crate::keys::cache::failing::jitter;
use crate::keys::cache::{Errand, Freshness, Instant, KeyCache, Next, RequestId, Use};
use crate::keys::{Keys, Supply};
use crate::options::keys;
use crate::verifier::Verifier;

/// Keys of a key server.
pub(super) struct Remote {
    uri: String,
    /// The longest body read, in octets after content decoding.
    max_bytes: usize,
    cache: RefCell<KeyCache>,
    /// Whether anybody wants to know what happens.
    has_listener: bool,
}

/// Room for what stands around the keys in a storage: address, entity tag, stamp.
const AROUND_THE_KEYS: usize = 4096;

/// What concerns fetched keys. The answer to a call is a text as of keys that are not fetched, or
/// a [`Reply`] where something else comes first or is to be told; with keys that are not fetched
/// it is empty.
#[wasm_bindgen]
impl Core {
    /// What it takes to ask the key server, as JSON text; `undefined` if keys are not fetched.
    #[wasm_bindgen(js_name = keyServer)]
    pub fn key_server(&self) -> Option<String> {
        let Remote { uri, max_bytes, .. } = self.remote.as_ref()?;
        let server = Writer::object()
            .text("uri", Some(uri))
            .number("bodyOf", Some(WITH_SET.into()))
            .number("maxBytes", Some(*max_bytes as f64))
            .number("maxLength", Some(max_bytes.saturating_add(AROUND_THE_KEYS) as f64))
            .finish();
        Some(server)
    }

    /// A decision as JSON text: at once by what is held, or by an errand for keys, of a call that
    /// began at `asked`, which is also the time of its context.
    #[allow(clippy::too_many_arguments, reason = "flat values cost least at the boundary")]
    pub fn judge(
        &self,
        token: usize,
        asked_wall: f64,
        asked_monotonic: f64,
        at_once: bool,
        wall: f64,
        monotonic: f64,
        need: f64,
        awaited: f64,
        pause: f64,
    ) -> String {
        let Some(remote) = &self.remote else { return String::new() };
        let now = Instant { wall, monotonic };
        let asked = Instant { wall: asked_wall, monotonic: asked_monotonic };
        let mut errand = Errand::from_numbers([need, awaited, pause], asked);
        let order = errand.wait_on(&remote.cache.borrow(), now);
        if let Some(order) = order {
            return remote.replied(Reply::order(order, errand));
        }
        let context = self.context();
        let verifier = &*self.verifier.borrow();
        self.with_token(token, |token| {
            let hearing = Hearing { verifier, cache: &remote.cache, token, context: &context.at(asked_wall), now };
            let (outcome, behind) =
                if at_once { (Outcome::Decided(hearing.at_once()), None) } else { hearing.proceed(errand) };
            let reply = match outcome {
                Outcome::Decided(decision) => Reply::answer(self.told.borrow_mut().tell(verifier, token, decision)),
                Outcome::Adjourned(order, errand) => Reply::order(order, errand),
            };
            remote.replied(Reply { behind, ..reply })
        })
    }

    /// Refreshes the keys, unless a pause after a failure lasts: their state as JSON text, by an
    /// errand as above.
    #[allow(clippy::too_many_arguments, reason = "flat values cost least at the boundary")]
    #[wasm_bindgen(js_name = refreshKeys)]
    pub fn refresh_keys(
        &self,
        wall: f64,
        monotonic: f64,
        asked_wall: f64,
        asked_monotonic: f64,
        need: f64,
        awaited: f64,
        pause: f64,
    ) -> String {
        let Some(remote) = &self.remote else { return String::new() };
        let now = Instant { wall, monotonic };
        let asked = Instant { wall: asked_wall, monotonic: asked_monotonic };
        let mut errand = Errand::from_numbers([need, awaited, pause], asked);
        let next = errand.next(&mut remote.cache.borrow_mut(), now);
        remote.replied(match next {
            Next::First(order) => Reply::order(order, errand),
            Next::GoOn(..) => Reply::answer(remote.state(now)),
        })
    }

    /// Takes what came of a request to the key server: of its answer the status, `NaN` where there
    /// was none, and fields of its head as they stand; its body, empty if that was not wanted, or
    /// the reason why it could not be had. `asked` is when the call began that made the request,
    /// `random` a number from 0 to 1.
    #[allow(clippy::too_many_arguments, reason = "flat values cost least at the boundary")]
    pub fn answered(
        &self,
        id: f64,
        status: f64,
        cache_control: Option<String>,
        age: Option<String>,
        etag: Option<String>,
        retry_after: Option<String>,
        body: Option<Vec<u8>>,
        reason: &str,
        random: f64,
        wall: f64,
        monotonic: f64,
        asked_wall: f64,
        asked_monotonic: f64,
    ) -> String {
        let Some(remote) = &self.remote else { return String::new() };
        let now = Instant { wall, monotonic };
        let asked = Instant { wall: asked_wall, monotonic: asked_monotonic };
        let is_status = (0.0..1000.0).contains(&status);
        let head = is_status.then_some(Head { status: status as u16, cache_control, age, etag, retry_after });
        let answer = Answer { head: head.as_ref(), body: body.as_deref().ok_or(reason) };
        let mut cache = remote.cache.borrow_mut();
        let kept = cache.handle_answer(RequestId::from_number(id), &answer, jitter(random), now);
        let kept = kept.map(|set| (set, cache.storing_patience(asked, now)));
        drop(cache);
        remote.replied(Reply { kept, ..Reply::default() })
    }

    /// Takes what came of a reading of the storage: the text that it holds, or else the reason why
    /// it could not be read, or neither if it is empty.
    pub fn restored(
        &self,
        id: f64,
        text: Option<String>,
        reason: Option<String>,
        random: f64,
        wall: f64,
        monotonic: f64,
    ) -> String {
        let Some(remote) = &self.remote else { return String::new() };
        let text = reason.as_deref().map_or(Ok(text.as_deref()), Err);
        let now = Instant { wall, monotonic };
        remote.cache.borrow_mut().handle_stored(RequestId::from_number(id), text, jitter(random), now);
        remote.replied(Reply::default())
    }

    /// Takes the reason why the storage could not keep a set.
    #[wasm_bindgen(js_name = notKept)]
    pub fn not_kept(&self, reason: &str) -> String {
        let Some(remote) = &self.remote else { return String::new() };
        remote.cache.borrow_mut().handle_storing(Err(reason));
        remote.replied(Reply::default())
    }
}

impl Remote {
    pub(super) fn new(keys::Remote { uri, max_bytes, cache }: keys::Remote, has_listener: bool) -> Self {
        Remote { uri, max_bytes, cache: RefCell::new(cache), has_listener }
    }

    /// The keys held, if they are fresh: then nothing is to be asked for, or told of their use.
    pub(super) fn fresh_supply(&self, now: Instant) -> Option<Supply> {
        let cache = self.cache.borrow();
        (cache.freshness(now) == Freshness::Fresh).then(|| cache.supply(Use::AtOnce, now))
    }

    /// The state of the keys, for people.
    pub(super) fn state(&self, now: Instant) -> String {
        let cache = self.cache.borrow();
        let freshness = match cache.freshness(now) {
            Freshness::Fresh => "fresh",
            Freshness::Stale => "stale",
            Freshness::Unavailable => "unavailable",
        };
        state_of("remote", &cache.supply(Use::AtOnce, now).keys.unwrap_or_default(), freshness)
            .number("age", cache.age(now))
            .number("refreshAt", cache.refresh_at(now))
            .number("usableUntil", cache.usable_until(now))
            .text("lastError", cache.last_error())
            .number("retryAt", cache.retry_at(now))
            .finish()
    }

    /// Explains by what is held.
    pub(super) fn explain(&self, verifier: &Verifier, token: &str, context: &Context<'_>, now: Instant) -> Vec<Step> {
        Hearing { verifier, cache: &self.cache, token, context, now }.explain()
    }

    /// The reply as text, with what has happened.
    fn replied(&self, reply: Reply) -> String {
        let events = self.cache.borrow_mut().take_events();
        let mut told = Writer::array();
        for event in events.iter().filter(|_| self.has_listener) {
            told.push(&event.to_json());
        }
        reply.into_text(&told.finish())
    }
}

/// The state of keys from anywhere, to which more may be added.
pub(super) fn state_of(source: &str, keys: &Keys, freshness: &str) -> Writer {
    let mut state = Writer::object();
    state
        .text("source", Some(source))
        .member("keyIds", Some(&texts(keys.ids())))
        .member("thumbprints", Some(&texts(keys.thumbprints())))
        .text("freshness", Some(freshness));
    state
}

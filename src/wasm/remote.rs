//! Judging by fetched keys: drives `keys/cache`, which holds the rules.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, JSON, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

use super::fetch::Endpoint;
use super::runtime::{Hold, instant, jitter, sleep};
use super::storage::Storage;
use super::texts;
use crate::call::CallContext;
use crate::context::Context;
use crate::decision::{Code, Decision};
use crate::explain::Step;
use crate::json::{Object, Value};
use crate::keys::cache::{Freshness, Instant, KeyCache, Need, Poll, Request, RequestId, To, Use};
use crate::keys::{Keys, Supply};
use crate::verifier::Verifier;

/// After how long somebody who waits for another's request looks whether it has ended, and how
/// long the pauses become that double from there, in seconds. A promise of the other's would be
/// simpler, but on Workers it must not wake this request.
const LOOK_AGAIN: [f64; 2] = [0.001, 0.02];

/// Keys of a key server.
pub(super) struct Remote {
    pub(super) endpoint: Endpoint,
    storage: Option<Storage>,
    cache: RefCell<KeyCache>,
    /// Whom to tell what happens.
    pub(super) on_event: Option<Function>,
}

/// What a judgment has come to so far.
pub(super) enum Progress {
    Decided(Decision),
    /// Keys come first.
    Pending(Wait),
}

/// What keys are needed for, since when, and what to do first.
pub(super) struct Wait {
    need: Need,
    asked: Instant,
    first: Poll,
}

/// How waiting ended.
enum End {
    /// A fetch has ended for which this caller waited.
    Refreshed,
    /// There is nothing to wait for.
    AsItStands,
    /// This caller has waited long enough.
    TooLate,
}

impl Remote {
    pub(super) fn new(endpoint: Endpoint, storage: Option<Storage>, cache: KeyCache) -> Self {
        Remote { endpoint, storage, cache: RefCell::new(cache), on_event: None }
    }

    /// Judges by what is held if that will do, which it does but for a few calls in a verifier's
    /// life. The fetch that it may start in the background goes to the context's `waitUntil`.
    pub(super) fn begin(
        self: &Rc<Self>,
        verifier: &Verifier,
        token: &str,
        context: &CallContext,
        wait_until: Option<&Function>,
    ) -> Progress {
        if let Err(refusal) = verifier.read_header(token) {
            return Progress::Decided(Decision::refused(refusal));
        }
        let asked = instant();
        let first = self.poll(Need::Keys, asked);
        match first {
            Poll::Proceed => {}
            Poll::ProceedAndMake(request) => self.make_in_background(request, wait_until),
            first => return Progress::Pending(Wait { need: Need::Keys, asked, first }),
        }
        let decision = verifier.verify_by(&self.supply(Use::Polled), token, &context.as_context());
        if !may_be_cured(&decision) {
            return Progress::Decided(decision);
        }
        match self.poll(Need::OtherKeys, asked) {
            Poll::Proceed => Progress::Decided(self.noted(decision, verifier, token)),
            first => Progress::Pending(Wait { need: Need::OtherKeys, asked, first }),
        }
    }

    /// Gets the keys that are missing, and judges by what is held then: the fetch that a call has
    /// waited for counts as its refresh.
    pub(super) async fn finish(
        self: &Rc<Self>,
        wait: Wait,
        verifier: &RefCell<Verifier>,
        token: &str,
        context: &CallContext,
        wait_until: Option<&Function>,
    ) -> Decision {
        let Wait { need, asked, .. } = wait;
        let judge = |end| {
            let mut supply = self.supply(Use::Polled);
            supply.incomplete |= matches!(end, End::TooLate);
            verifier.borrow().verify_by(&supply, token, &context.as_context())
        };
        let end = self.settle(wait, wait_until).await;
        let may_ask_again = need == Need::Keys && matches!(end, End::AsItStands);
        let mut decision = judge(end);
        if may_ask_again && may_be_cured(&decision) {
            let first = self.poll(Need::OtherKeys, asked);
            let wait = Wait { need: Need::OtherKeys, asked, first };
            decision = judge(self.settle(wait, wait_until).await);
        }
        self.noted(decision, &verifier.borrow(), token)
    }

    /// Judges by what is held.
    pub(super) fn judge(&self, verifier: &Verifier, token: &str, context: &Context<'_>) -> Decision {
        self.update(|cache, now| cache.note_use(now));
        self.noted(verifier.verify_by(&self.supply(Use::AtOnce), token, context), verifier, token)
    }

    /// Explains by what is held.
    pub(super) fn explain(&self, verifier: &Verifier, token: &str, context: &Context<'_>) -> Vec<Step> {
        verifier.explain_by(&self.supply(Use::AtOnce), token, context)
    }

    /// The keys held, without a hold on the cache: judging may call back, through the host's URL.
    fn supply(&self, how: Use) -> Supply {
        self.look(|cache, now| cache.supply(how, now))
    }

    /// The keys held, if they are fresh: then nothing is to be asked for, or told of their use.
    pub(super) fn fresh_supply(&self) -> Option<Supply> {
        self.look(|cache, now| (cache.freshness(now) == Freshness::Fresh).then(|| cache.supply(Use::AtOnce, now)))
    }

    /// A decision that will not change any more.
    fn noted(&self, decision: Decision, verifier: &Verifier, token: &str) -> Decision {
        if decision.code == Code::KeyUnknown {
            let header = verifier.read_header(token).ok();
            let kid = header.as_ref().and_then(|header| header.kid.as_deref());
            self.update(|cache, _| cache.note_unknown(kid, decision.retry_at));
        }
        decision
    }

    /// Fetches the keys if the rules let it, or waits for the fetch that is under way.
    pub(super) async fn refresh(self: &Rc<Self>) {
        let asked = instant();
        let first = self.poll(Need::Refresh, asked);
        self.settle(Wait { need: Need::Refresh, asked, first }, None).await;
    }

    /// The state of the keys, for people.
    pub(super) fn state(&self) -> Object {
        let number = |number: Option<f64>| number.map(Value::Number);
        self.look(|cache, now| {
            let freshness = match cache.freshness(now) {
                Freshness::Fresh => "fresh",
                Freshness::Stale => "stale",
                Freshness::Unavailable => "unavailable",
            };
            state_of(
                "remote",
                &cache.supply(Use::AtOnce, now).keys.unwrap_or_default(),
                freshness,
                [
                    ("age", number(cache.age(now))),
                    ("refreshAt", number(cache.refresh_at(now))),
                    ("usableUntil", number(cache.usable_until(now))),
                    ("lastError", cache.last_error().map(Value::from)),
                    ("retryAt", number(cache.retry_at(now))),
                ],
            )
        })
    }

    /// Does what is asked for until nothing is left to wait for.
    async fn settle(self: &Rc<Self>, wait: Wait, wait_until: Option<&Function>) -> End {
        let Wait { need, asked, first: mut poll } = wait;
        loop {
            let id = match poll {
                Poll::Proceed => return End::AsItStands,
                Poll::GiveUp => return End::TooLate,
                Poll::ProceedAndMake(request) => {
                    self.make_in_background(request, wait_until);
                    return End::AsItStands;
                }
                Poll::Make(request) => {
                    let id = request.id;
                    self.make(request, asked, Hold::Process).await;
                    id
                }
                Poll::WaitFor(id) => {
                    self.wait_for(id, asked).await;
                    id
                }
            };
            if self.cache.borrow().has_refreshed_since(id) {
                return End::Refreshed;
            }
            poll = self.poll(need, asked);
        }
    }

    /// Makes a request, and keeps what came of it: also for those who come after this process.
    async fn make(&self, Request { id, to, time_limit }: Request, asked: Instant, hold: Hold) {
        let kept = match to {
            To::Server { etag } => {
                let exchange = self.endpoint.exchange(etag, time_limit, hold).await;
                let jitter = jitter();
                self.update(|cache, now| cache.handle_answer(id, &exchange.answer(), jitter, now))
            }
            To::Storage => {
                let stored = match &self.storage {
                    Some(storage) => storage.get(time_limit, hold).await,
                    None => Ok(None),
                };
                let text = stored.as_ref().map(|text| text.as_deref()).map_err(|reason| *reason);
                let jitter = jitter();
                self.update(|cache, now| cache.handle_stored(id, text, jitter, now));
                None
            }
        };
        if let (Some(storage), Some(kept)) = (&self.storage, kept) {
            let patience = self.look(|cache, now| cache.storing_patience(asked, now));
            let result = storage.set(&kept, patience, hold).await;
            self.update(|cache, _| cache.handle_storing(result));
        }
    }

    fn make_in_background(self: &Rc<Self>, request: Request, wait_until: Option<&Function>) {
        let remote = Rc::clone(self);
        let done = future_to_promise(async move {
            remote.make(request, instant(), Hold::Nothing).await;
            Ok(JsValue::UNDEFINED)
        });
        if let Some(wait_until) = wait_until {
            // One that throws has no say in a judgment.
            let _ = wait_until.call1(&JsValue::UNDEFINED, &done);
        }
    }

    /// Waits for the end of another's request, by timers of its own.
    async fn wait_for(&self, id: RequestId, asked: Instant) {
        let [mut pause, longest] = LOOK_AGAIN;
        while self.look(|cache, now| cache.is_worth_waiting_for(id, asked, now)) {
            sleep(pause).await;
            pause = longest.min(2.0 * pause);
        }
    }

    fn poll(&self, need: Need, asked: Instant) -> Poll {
        self.update(|cache, now| cache.poll(need, asked, now))
    }

    /// Looks at the cache as it is now. The clocks are read first: a page may have put others in
    /// their place, which call back.
    fn look<T>(&self, question: impl FnOnce(&KeyCache, Instant) -> T) -> T {
        let now = instant();
        question(&self.cache.borrow(), now)
    }

    /// Lets something happen to the cache, likewise, and tells what did.
    fn update<T>(&self, change: impl FnOnce(&mut KeyCache, Instant) -> T) -> T {
        let now = instant();
        let mut cache = self.cache.borrow_mut();
        let result = change(&mut cache, now);
        let events = cache.take_events();
        drop(cache);
        for event in events {
            self.tell(&event.to_json());
        }
        result
    }

    /// In a microtask, so that no listener is called in the middle of a judgment; what it throws
    /// or rejects with has no say in one.
    fn tell(&self, event: &Object) {
        let (Some(listener), Ok(event)) = (self.on_event.clone(), JSON::parse(&event.to_string())) else { return };
        spawn_local(async move {
            if let Ok(told) = listener.call1(&JsValue::UNDEFINED, &event) {
                let _ = JsFuture::from(Promise::resolve(&told)).await;
            }
        });
    }
}

/// Whether other keys could change the decision.
fn may_be_cured(decision: &Decision) -> bool {
    matches!(decision.code, Code::KeyUnknown | Code::KeysUnavailable | Code::SignatureInvalid)
}

/// The state of keys from anywhere.
pub(super) fn state_of<const N: usize>(
    source: &str,
    keys: &Keys,
    freshness: &str,
    more: [(&str, Option<Value>); N],
) -> Object {
    let members = [
        ("source", Some(source.into())),
        ("keyIds", Some(texts(keys.ids()))),
        ("thumbprints", Some(Value::Array(keys.thumbprints().map(Value::String).collect()))),
        ("freshness", Some(freshness.into())),
    ];
    members.into_iter().chain(more).collect()
}

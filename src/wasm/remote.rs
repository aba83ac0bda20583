//! Judging by fetched keys: drives `keys/cache.rs`, which holds the rules.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::AbortSignal;

use super::context::CallContext;
use super::fault::{Fault, Kind};
use super::fetch::Endpoint;
use super::runtime::{instant, jitter, sleep};
use super::texts;
use crate::context::Context;
use crate::decision::{Code, Decision};
use crate::explain::Step;
use crate::json::{Object, Value};
use crate::keys::Keys;
use crate::keys::cache::{FetchId, Freshness, KeyCache, Lifetimes, Need, Poll};
use crate::verifier::{Unavailable, Verifier};

/// How often somebody who waits for another's fetch looks whether it has ended, in seconds.
/// A promise of the other's would be simpler, but on Workers it must not wake this request.
const LOOK_AGAIN: f64 = 0.02;

/// Keys of a key server.
pub(super) struct Remote {
    endpoint: Endpoint,
    cache: RefCell<KeyCache>,
    on_event: Option<Function>,
}

/// What a judgment has come to so far.
pub(super) enum Progress {
    Decided(Decision),
    /// Keys come first.
    Pending(Pending),
}

/// The keys that a judgment needs, and what to do for them.
pub(super) struct Pending(Need, Poll);

impl Remote {
    pub(super) fn new(endpoint: Endpoint, lifetimes: Lifetimes, on_event: Option<Function>) -> Self {
        Remote { endpoint, cache: RefCell::new(KeyCache::new(lifetimes)), on_event }
    }

    /// Judges by what is held if that will do, which it does but for a few calls in a verifier's
    /// life. The fetch that it may start in the background goes to the context's `waitUntil`.
    pub(super) fn begin(self: &Rc<Self>, verifier: &Verifier, token: &str, context: &CallContext) -> Progress {
        if let Err(refusal) = verifier.read_header(token) {
            return Progress::Decided(Decision::refused(refusal));
        }
        let poll = self.cache.borrow_mut().poll(Need::Keys, instant());
        match poll {
            Poll::Proceed => {}
            Poll::ProceedAndFetch(id) => self.fetch_in_background(id, context.wait_until.as_ref()),
            poll => return Progress::Pending(Pending(Need::Keys, poll)),
        }
        let decision = verifier.verify_by(self.held().as_deref(), token, &context.as_context());
        if !matches!(decision.code, Code::KeyUnknown | Code::SignatureInvalid) {
            return Progress::Decided(decision);
        }
        let poll = self.cache.borrow_mut().poll(Need::OtherKeys, instant());
        match poll {
            Poll::Proceed => Progress::Decided(self.cache.borrow().conclude(decision, instant())),
            poll => Progress::Pending(Pending(Need::OtherKeys, poll)),
        }
    }

    /// Gets the keys that are missing, and judges by what is held then: what a call has waited
    /// for counts as its refresh.
    pub(super) async fn finish(
        &self,
        pending: Pending,
        verifier: &RefCell<Verifier>,
        token: &str,
        context: &CallContext,
    ) -> Decision {
        self.settle(pending).await;
        self.judge(&verifier.borrow(), token, &context.as_context())
    }

    /// Judges by what is held.
    pub(super) fn judge(&self, verifier: &Verifier, token: &str, context: &Context<'_>) -> Decision {
        let decision = verifier.verify_by(self.held().as_deref(), token, context);
        self.cache.borrow().conclude(decision, instant())
    }

    /// Explains by what is held.
    pub(super) fn explain(&self, verifier: &Verifier, token: &str, context: &Context<'_>) -> Vec<Step> {
        verifier.explain_by(self.held().as_deref(), token, context)
    }

    /// The keys held, without a hold on the cache: judging may call back, through the host's URL.
    fn held(&self) -> Result<Rc<Keys>, Unavailable> {
        self.cache.borrow().keys(instant())
    }

    /// Fetches the keys if the rules let it, or waits for the fetch that is under way. Rejects
    /// as soon as `signal` is aborted, with its reason; the fetch goes on, for others.
    pub(super) async fn refresh(self: Rc<Self>, signal: Option<AbortSignal>) -> Result<(), JsValue> {
        let settled = future_to_promise(async move {
            let poll = self.cache.borrow_mut().poll(Need::Refresh, instant());
            self.settle(Pending(Need::Refresh, poll)).await;
            Ok(JsValue::UNDEFINED)
        });
        let first = match signal {
            None => settled,
            Some(signal) => Promise::race(&js_sys::Array::of2(&settled, &aborted(&signal))),
        };
        JsFuture::from(first).await.map(|_| ())
    }

    /// The state of the keys, for people.
    pub(super) fn state(&self) -> Object {
        let (cache, now) = (self.cache.borrow(), instant());
        let freshness = match cache.freshness(now) {
            Freshness::Fresh => "fresh",
            Freshness::Stale => "stale",
            Freshness::Unavailable => "unavailable",
        };
        let held = cache.keys(now).unwrap_or_default();
        state_of(
            "remote",
            &held,
            freshness,
            [
                ("age", cache.age(now).map(Value::Number)),
                ("refreshAt", cache.refresh_at(now).map(Value::Number)),
                ("lastError", cache.last_error().map(Value::from)),
            ],
        )
    }

    /// Does what was asked for until nothing is left to wait for.
    async fn settle(&self, Pending(need, mut poll): Pending) {
        loop {
            let settled = match poll {
                Poll::Proceed => true,
                Poll::Fetch(id) | Poll::ProceedAndFetch(id) => self.fetch(id).await,
                Poll::WaitFor(id) => self.wait_for(id).await,
            };
            if settled {
                return;
            }
            poll = self.cache.borrow_mut().poll(need, instant());
        }
    }

    /// Performs a fetch. `false` if it took so long that others have given it up.
    async fn fetch(&self, id: FetchId) -> bool {
        let answer = self.endpoint.fetch_keys().await;
        let (mut cache, now) = (self.cache.borrow_mut(), instant());
        let (taken, event) = match answer {
            Ok(keys) => {
                let event = [("type", "keys_refreshed".into()), ("keyIds", texts(keys.ids()))];
                (cache.handle_keys(id, keys, now), event)
            }
            Err(reason) => {
                let event = [("type", "keys_failed".into()), ("reason", reason.into())];
                (cache.handle_failure(id, reason, jitter(), now), event)
            }
        };
        drop(cache);
        if taken {
            self.tell(&Object::from_iter(event));
        }
        taken
    }

    /// Waits for the end of another's fetch, by a timer of its own. `false` if it never came.
    async fn wait_for(&self, id: FetchId) -> bool {
        while self.cache.borrow().is_in_flight(id, instant()) {
            sleep(LOOK_AGAIN).await;
        }
        self.cache.borrow().has_ended(id)
    }

    fn fetch_in_background(self: &Rc<Self>, id: FetchId, wait_until: Option<&Function>) {
        let remote = Rc::clone(self);
        let done = future_to_promise(async move {
            remote.fetch(id).await;
            Ok(JsValue::UNDEFINED)
        });
        if let Some(wait_until) = wait_until {
            // One that throws has no say in a judgment.
            let _ = wait_until.call1(&JsValue::UNDEFINED, &done);
        }
    }

    /// A listener that throws has no say in a judgment.
    fn tell(&self, event: &Object) {
        if let (Some(listener), Ok(event)) = (&self.on_event, js_sys::JSON::parse(&event.to_string())) {
            let _ = listener.call1(&JsValue::UNDEFINED, &event);
        }
    }
}

/// The state of keys from anywhere.
pub(super) fn state_of<const N: usize>(
    source: &str,
    keys: &Keys,
    freshness: &str,
    more: [(&str, Option<Value>); N],
) -> Object {
    let members =
        [("source", Some(source.into())), ("keyIds", Some(texts(keys.ids()))), ("freshness", Some(freshness.into()))];
    members.into_iter().chain(more).collect()
}

/// The `signal` of `refreshKeys`.
pub(super) fn read_signal(value: JsValue) -> Result<Option<AbortSignal>, Fault> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    let signal = value.dyn_into::<AbortSignal>();
    signal.map(Some).map_err(|_| Fault::new(Kind::Context, "`signal` must be an AbortSignal."))
}

/// A promise that rejects with the signal's reason when it is aborted.
fn aborted(signal: &AbortSignal) -> Promise {
    Promise::new(&mut |_, reject| {
        let reason = signal.clone();
        let abort = Closure::once_into_js(move || reject.call1(&JsValue::UNDEFINED, &reason.reason()));
        if signal.aborted() {
            let _ = abort.unchecked_into::<Function>().call0(&JsValue::UNDEFINED);
        } else {
            let _ = signal.add_event_listener_with_callback("abort", abort.unchecked_ref());
        }
    })
}

//! The boundary to JavaScript: few calls, flat values, JSON text for what has structure.
//!
//! TypeScript calls [`Core`] with values as its users gave them and reads the answers. A
//! programming error is thrown as text (see `fault.rs`); nothing that a token, a key server or
//! a clock does is thrown.

mod context;
mod fault;
mod fetch;
pub(crate) mod number;
mod options;
mod reader;
mod remote;
mod runtime;
mod storage;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, JsString, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::future_to_promise;

use self::context::CallContext;
use self::fault::{Fault, Kind};
use self::options::{Options, Source};
use self::reader::Item;
use self::remote::{Progress, Remote};
use crate::decision::Decision;
use crate::explain::Step;
use crate::json::Value;
use crate::keys::Keys;
use crate::keys::verdicts::Seat;
use crate::policy::Policy;
use crate::verifier::Verifier;

/// One verifier, as the TypeScript wrapper drives it.
#[wasm_bindgen]
pub struct Core {
    ambient_host: bool,
    max_token_length: usize,
    verifier: Rc<RefCell<Verifier>>,
    remote: Option<Rc<Remote>>,
    /// What was last told of each token that is remembered, by its seat.
    told: RefCell<Vec<Option<Decision>>>,
    /// Where the token of the last decision is remembered.
    last: Cell<Option<Seat>>,
}

#[wasm_bindgen]
impl Core {
    /// Reads the options of `createVerifier`. `ambient_host` says that `location.host` is the
    /// host to judge by default; `let_go(uri, signal)`, where there is one, keeps the next
    /// request to `uri` from holding the process until `signal` is aborted.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue, ambient_host: bool, let_go: Option<Function>) -> Result<Core, JsValue> {
        let Options { keys, policy, denylist, remembered_verdicts, on_event } = Options::read(options)?;
        let (keys, remote) = match keys {
            Source::Static(keys) => (keys, None),
            Source::Remote(mut remote) => {
                remote.on_event = on_event;
                remote.endpoint.let_go = let_go;
                (Keys::default(), Some(Rc::from(remote)))
            }
        };
        let Policy { max_token_length, .. } = policy;
        let mut verifier = Verifier::new(keys, policy).host_mapper(runtime::map_host).remembering(remembered_verdicts);
        verifier.denylist = denylist;
        Ok(Core {
            ambient_host,
            max_token_length,
            verifier: Rc::new(RefCell::new(verifier)),
            remote,
            told: RefCell::default(),
            last: Cell::default(),
        })
    }

    /// A decision as JSON text, or a promise of one if keys must be fetched first.
    pub fn verify(
        &self,
        token: JsValue,
        host: JsValue,
        now: JsValue,
        hardware_id: JsValue,
        require: JsValue,
        wait_until: JsValue,
    ) -> Result<JsValue, JsValue> {
        let context = CallContext::read(host, now, hardware_id, require, wait_until, self.ambient_host)?;
        let token = self.text_of(&token);
        let verifier = Rc::clone(&self.verifier);
        let Some(remote) = self.remote.clone() else {
            return Ok(self.tell(&token, verifier.borrow().verify(&token, &context.as_context())));
        };
        let progress = remote.begin(&verifier.borrow(), &token, &context);
        match progress {
            Progress::Decided(decision) => Ok(self.tell(&token, decision)),
            Progress::Pending(pending) => Ok(future_to_promise(async move {
                Ok(remote.finish(pending, &verifier, &token, &context).await.to_json().into())
            })
            .into()),
        }
    }

    /// A decision as JSON text, without asking anybody.
    #[wasm_bindgen(js_name = verifySync)]
    pub fn verify_sync(
        &self,
        token: JsValue,
        host: JsValue,
        now: JsValue,
        hardware_id: JsValue,
        require: JsValue,
        wait_until: JsValue,
    ) -> Result<JsValue, JsValue> {
        let context = CallContext::read(host, now, hardware_id, require, wait_until, self.ambient_host)?;
        let (token, verifier) = (self.text_of(&token), self.verifier.borrow());
        let decision = match &self.remote {
            None => verifier.verify(&token, &context.as_context()),
            Some(remote) => remote.judge(&verifier, &token, &context.as_context()),
        };
        Ok(self.tell(&token, decision))
    }

    /// Judges the token remembered at a seat afresh, and says whether the decision is the one
    /// that was told last. If not, or if its key must be asked for, it takes the whole token.
    #[wasm_bindgen(js_name = isAsTold)]
    #[expect(clippy::too_many_arguments, reason = "flat values")]
    pub fn is_as_told(
        &self,
        at: u32,
        serial: u32,
        host: JsValue,
        now: JsValue,
        hardware_id: JsValue,
        require: JsValue,
        wait_until: JsValue,
    ) -> Result<bool, JsValue> {
        let context = CallContext::read(host, now, hardware_id, require, wait_until, self.ambient_host)?;
        let verifier = self.verifier.borrow();
        let supply = match &self.remote {
            None => Some(verifier.supply()),
            Some(remote) => remote.fresh_supply(),
        };
        let again =
            supply.and_then(|supply| verifier.verify_again(&supply, Seat { at, serial }, &context.as_context()));
        let told = self.told.borrow();
        Ok(again.is_some() && told.get(at as usize) == Some(&again))
    }

    /// Where the token of the last decision is remembered; below zero if nowhere.
    #[wasm_bindgen(getter, js_name = seatAt)]
    pub fn seat_at(&self) -> f64 {
        self.last.get().map_or(-1.0, |seat| seat.at.into())
    }

    /// The serial number of that seat.
    #[wasm_bindgen(getter, js_name = seatSerial)]
    pub fn seat_serial(&self) -> u32 {
        self.last.get().map_or(0, |seat| seat.serial)
    }

    /// The steps of the judgment as JSON text, without asking anybody.
    pub fn explain(
        &self,
        token: JsValue,
        host: JsValue,
        now: JsValue,
        hardware_id: JsValue,
        require: JsValue,
        wait_until: JsValue,
    ) -> Result<String, JsValue> {
        let context = CallContext::read(host, now, hardware_id, require, wait_until, self.ambient_host)?;
        let (token, verifier) = (self.text_of(&token), self.verifier.borrow());
        let steps = match &self.remote {
            None => verifier.explain(&token, &context.as_context()),
            Some(remote) => remote.explain(&verifier, &token, &context.as_context()),
        };
        Ok(Value::Array(steps.iter().map(Step::to_json).map(Value::Object).collect()).to_string())
    }

    /// Adds `{ jti, sub }`, each an iterable of strings, to the denylist.
    pub fn deny(&self, entries: JsValue) -> Result<(), JsValue> {
        let entries = options::denied(Item::new(entries, "entries", Kind::Options), options::iterable_texts)?;
        // The host's URL, which judging calls, may be a page's own, and call back.
        let mut verifier = self
            .verifier
            .try_borrow_mut()
            .map_err(|_| Fault::new(Kind::Context, "`deny` must not be called while a token is being judged."))?;
        verifier.denylist.extend(entries);
        Ok(())
    }

    /// Fetches the keys, unless a pause after a failure lasts, and gives a promise of their state
    /// as JSON text.
    #[wasm_bindgen(js_name = refreshKeys)]
    pub fn refresh_keys(&self) -> Promise {
        let Some(remote) = self.remote.clone() else { return Promise::resolve(&JsValue::from(self.keys())) };
        future_to_promise(async move {
            remote.refresh().await;
            Ok(remote.state().to_string().into())
        })
    }

    /// The state of the keys as JSON text.
    pub fn keys(&self) -> String {
        match &self.remote {
            None => remote::state_of("static", self.verifier.borrow().keys(), "fresh", []).to_string(),
            Some(remote) => remote.state().to_string(),
        }
    }
}

impl Core {
    /// The text of a decision, which is kept to compare the next with where the token is.
    fn tell(&self, token: &str, decision: Decision) -> JsValue {
        let text = JsValue::from_str(&decision.to_json());
        let seat = self.verifier.borrow().seat_of(token);
        self.last.set(seat);
        if let Some(Seat { at, .. }) = seat {
            let mut told = self.told.borrow_mut();
            if told.len() <= at as usize {
                told.resize_with(at as usize + 1, || None);
            }
            told[at as usize] = Some(decision);
        }
        text
    }

    /// The text of a token; empty for anything but a string. Of one that is too long no more
    /// is copied than it takes to see that.
    fn text_of(&self, token: &JsValue) -> String {
        let Some(token) = token.dyn_ref::<JsString>() else { return String::new() };
        match u32::try_from(self.max_token_length) {
            Ok(most) if token.length() > most => String::from(token.slice(0, most.saturating_add(1))),
            _ => String::from(token),
        }
    }
}

fn texts<'t>(texts: impl Iterator<Item = &'t str>) -> Value {
    Value::Array(texts.map(Value::from).collect())
}

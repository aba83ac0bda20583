//! The boundary to JavaScript: few calls, flat values, JSON text for what has structure.
//!
//! TypeScript calls [`Core`] with pictures of what its users gave (see `picture/`) and reads the
//! answers. A programming error is thrown as text; nothing that a token, a key server or a clock
//! does is thrown.

mod fetch;
mod remote;
mod runtime;
mod storage;
mod url;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::future_to_promise;

use self::fetch::Endpoint;
use self::remote::{Progress, Remote};
use self::storage::Storage;
use crate::call::{CONTEXT, CallContext};
use crate::decision::Decision;
use crate::explain::Step;
use crate::json::Value;
use crate::keys::Keys;
use crate::options::keys::{self, Source};
use crate::options::{self, Options};
use crate::picture::{Fault, Form, Kind};
use crate::policy::Policy;
use crate::verifier::Verifier;

/// One verifier, as the TypeScript wrapper drives it.
#[wasm_bindgen]
pub struct Core {
    max_token_length: usize,
    verifier: Rc<RefCell<Verifier>>,
    remote: Option<Rc<Remote>>,
}

#[wasm_bindgen]
impl Core {
    /// Reads the picture of the options of `createVerifier`. `functions` has those that it shows,
    /// by their path, each with the object that it is a member of; `let_go(uri, signal)`, where
    /// there is one, keeps the next request to `uri` from holding the process until `signal` is
    /// aborted.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str, functions: &JsValue, let_go: Option<Function>) -> Result<Core, JsValue> {
        let Options { keys, policy, denylist, remembered_verdicts, has_listener: _ } =
            Options::read(options, url::HOST)?;
        let part = |path: &str, index| -> Option<JsValue> {
            let pair = runtime::member(functions, path)?.dyn_into::<Array>().ok()?;
            Some(pair.get(index))
        };
        let function = |path| part(path, 0)?.dyn_into::<Function>().ok();
        let (keys, remote) = match keys {
            Source::Static(keys) => (keys, None),
            Source::Remote(remote) => {
                let keys::Remote { uri, max_bytes, cache } = *remote;
                let storage = part("keys.cache.get", 1).map(|store| Storage::new(store, max_bytes));
                let endpoint = Endpoint { uri, max_bytes, fetch: function("keys.fetch"), let_go };
                let mut remote = Remote::new(endpoint, storage, cache);
                remote.on_event = function("onEvent");
                (Keys::default(), Some(Rc::from(remote)))
            }
        };
        let Policy { max_token_length, .. } = policy;
        let mut verifier = Verifier::new(keys, policy).host_mapper(url::map_host).remembering(remembered_verdicts);
        verifier.denylist = denylist;
        Ok(Core { max_token_length, verifier: Rc::new(RefCell::new(verifier)), remote })
    }

    /// The length of the longest token that is looked at, in UTF-16 code units: of a longer one
    /// no more is needed than it takes to see that.
    #[wasm_bindgen(getter, js_name = maxTokenLength)]
    pub fn max_token_length(&self) -> usize {
        self.max_token_length
    }

    /// A decision as JSON text, or a promise of one if keys must be fetched first. A token that is
    /// no string is the empty one. Where the picture of the context has none, `now` is the Unix
    /// time in seconds, and `host` the host of the page or worker.
    pub fn verify(
        &self,
        token: String,
        context: &str,
        now: f64,
        host: Option<String>,
        wait_until: Option<Function>,
    ) -> Result<JsValue, JsValue> {
        let context = CallContext::read(context, now, host)?;
        let verifier = Rc::clone(&self.verifier);
        let Some(remote) = self.remote.clone() else {
            return Ok(decision_text(&verifier.borrow().verify(&token, &context.as_context())));
        };
        let progress = remote.begin(&verifier.borrow(), &token, &context, wait_until.as_ref());
        match progress {
            Progress::Decided(decision) => Ok(decision_text(&decision)),
            Progress::Pending(pending) => Ok(future_to_promise(async move {
                Ok(decision_text(&remote.finish(pending, &verifier, &token, &context, wait_until.as_ref()).await))
            })
            .into()),
        }
    }

    /// A decision as JSON text, without asking anybody; else as `verify`.
    #[wasm_bindgen(js_name = verifySync)]
    pub fn verify_sync(&self, token: &str, context: &str, now: f64, host: Option<String>) -> Result<JsValue, JsValue> {
        let context = CallContext::read(context, now, host)?;
        let verifier = self.verifier.borrow();
        Ok(decision_text(&match &self.remote {
            None => verifier.verify(token, &context.as_context()),
            Some(remote) => remote.judge(&verifier, token, &context.as_context()),
        }))
    }

    /// The steps of the judgment as JSON text, without asking anybody; else as `verify`.
    pub fn explain(&self, token: &str, context: &str, now: f64, host: Option<String>) -> Result<String, JsValue> {
        let context = CallContext::read(context, now, host)?;
        let verifier = self.verifier.borrow();
        let steps = match &self.remote {
            None => verifier.explain(token, &context.as_context()),
            Some(remote) => remote.explain(&verifier, token, &context.as_context()),
        };
        Ok(Value::Array(steps.iter().map(Step::to_json).map(Value::Object).collect()).to_string())
    }

    /// Adds to the denylist what is pictured: `{ jti, sub }`, each an array of strings.
    pub fn deny(&self, entries: &str) -> Result<(), JsValue> {
        let entries = options::read_entries(entries)?;
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

/// What to picture of options, of a context, and of what is to be denied, as JSON text.
#[wasm_bindgen]
pub fn forms() -> String {
    let [options, context, entries] = [options::OPTIONS, CONTEXT, options::ENTRIES].map(Form::Members);
    format!(r#"{{"options":{options},"context":{context},"entries":{entries}}}"#)
}

/// Crosses the boundary as text, which TypeScript makes an error of.
impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        JsValue::from_str(&fault.to_string())
    }
}

fn decision_text(decision: &Decision) -> JsValue {
    JsValue::from_str(&decision.to_json_text())
}

fn texts<'t>(texts: impl Iterator<Item = &'t str>) -> Value {
    Value::Array(texts.map(Value::from).collect())
}

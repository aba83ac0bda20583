//! The boundary to JavaScript: few calls, flat values, JSON text for what has structure.
//!
//! TypeScript calls [`Core`] with pictures of what its users gave (see `picture/`) and reads the
//! answers. A programming error is thrown as text; nothing that a token, a key server or a clock
//! does is thrown. A moment is two numbers, by the wall clock and by the monotonic one, in seconds.

mod allocator;
pub(crate) mod number;
mod panic;
mod remote;
mod reply;
mod token;
mod told;
mod url;

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use self::remote::Remote;
use self::told::Told;
use crate::call::{CONTEXT, CallContext};
use crate::json::Writer;
use crate::keys::Keys;
use crate::keys::cache::Instant;
use crate::options::keys::Source;
use crate::options::{self, Options};
use crate::picture::{Fault, Form, Kind};
use crate::policy::Policy;
use crate::verifier::Verifier;

/// One verifier, as the TypeScript wrapper drives it.
#[wasm_bindgen]
pub struct Core {
    max_token_length: usize,
    allow_loopback: bool,
    /// Where the token of a call is written.
    token: RefCell<Vec<u8>>,
    /// That of the calls that come. Judging may call back with another, through the host's URL: a
    /// call has its own, shared.
    context: RefCell<Rc<CallContext>>,
    verifier: RefCell<Verifier>,
    remote: Option<Remote>,
    told: RefCell<Told>,
}

#[wasm_bindgen]
impl Core {
    /// Reads the picture of the options of `createVerifier`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &str) -> Result<Core, JsValue> {
        let Options { keys, policy, denylist, remembered_verdicts, has_listener } = Options::read(options, url::HOST)?;
        let (keys, remote) = match keys {
            Source::Static(keys) => (keys, None),
            Source::Remote(remote) => (Keys::default(), Some(Remote::new(*remote, has_listener))),
        };
        let Policy { max_token_length, allow_loopback, .. } = policy;
        let mut verifier = Verifier::new(keys, policy).host_mapper(url::map_host).remembering(remembered_verdicts);
        verifier.denylist = denylist;
        Ok(Core {
            max_token_length,
            allow_loopback,
            token: RefCell::default(),
            context: RefCell::default(),
            verifier: RefCell::new(verifier),
            remote,
            told: RefCell::default(),
        })
    }

    /// Takes the picture of the context of the calls that come, until there is another: many have the
    /// same. Where it has none, the host is that of the page or worker, and the time that of the wall
    /// clock. Before the first it is as if there were neither.
    #[wasm_bindgen(js_name = setContext)]
    pub fn set_context(&self, picture: &str, host: Option<String>) -> Result<(), JsValue> {
        self.context.replace(Rc::new(CallContext::read(picture, host)?));
        Ok(())
    }

    /// A decision as JSON text, by keys that are not fetched; else see [`Core::judge`]. Of the token,
    /// which was written to its room, the octets are told; one that is no string has none.
    pub fn verify(&self, token: usize, wall: f64) -> String {
        let context = self.context();
        let verifier = self.verifier.borrow();
        self.with_token(token, |token| {
            let decision = verifier.verify(token, &context.at(wall));
            self.told.borrow_mut().tell(&verifier, token, decision)
        })
    }

    /// The steps of the judgment as JSON text, without asking anybody.
    pub fn explain(&self, token: usize, wall: f64, monotonic: f64) -> String {
        let context = self.context();
        let verifier = self.verifier.borrow();
        let steps = self.with_token(token, |token| match &self.remote {
            None => verifier.explain(token, &context.at(wall)),
            Some(remote) => remote.explain(&verifier, token, &context.at(wall), Instant { wall, monotonic }),
        });
        let mut told = Writer::array();
        for step in steps {
            told.push(&step.to_json());
        }
        told.finish()
    }

    /// Adds to the denylist what is pictured: `{ jti, sub }`, each an array of strings.
    pub fn deny(&self, entries: &str) -> Result<(), JsValue> {
        let entries = options::read_entries(entries)?;
        // The host's URL, which judging calls, may be a page's own, and call back.
        let mut verifier = self.verifier.try_borrow_mut().map_err(|_| {
            Fault::new(Kind::Context, "`deny` must not be called while a token is being judged.".into())
        })?;
        verifier.denylist.extend(entries);
        Ok(())
    }

    /// Whether loopback hosts pass.
    #[wasm_bindgen(getter = allowLoopback)]
    pub fn allow_loopback(&self) -> bool {
        self.allow_loopback
    }

    /// The state of the keys as JSON text.
    pub fn keys(&self, wall: f64, monotonic: f64) -> String {
        match &self.remote {
            None => remote::state_of("static", self.verifier.borrow().keys(), "fresh").finish(),
            Some(remote) => remote.state(Instant { wall, monotonic }),
        }
    }
}

impl Core {
    fn context(&self) -> Rc<CallContext> {
        self.context.borrow().clone()
    }
}

/// What to picture of options, of a context, and of what is to be denied, as JSON text.
#[wasm_bindgen]
pub fn forms() -> String {
    let mut forms = Writer::object();
    for (name, known) in [("options", options::OPTIONS), ("context", CONTEXT), ("entries", options::ENTRIES)] {
        forms.member(name, Some(&Form::Members(known).to_json()));
    }
    forms.finish()
}

/// Crosses the boundary as text, which TypeScript makes an error of.
impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        JsValue::from_str(&fault.text())
    }
}

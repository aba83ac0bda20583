//! Programming errors on their way to JavaScript.

use std::fmt;

use wasm_bindgen::JsValue;

/// What kind of programming error it is: `code` of a `SymbolonError`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Options,
    Keys,
    Context,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Options => "options_invalid",
            Kind::Keys => "keys_invalid",
            Kind::Context => "context_invalid",
        })
    }
}

/// A programming error: thrown early, and never for what a token does.
#[derive(Debug)]
pub(super) struct Fault {
    kind: Kind,
    sentence: String,
}

impl Fault {
    pub(super) fn new(kind: Kind, sentence: impl Into<String>) -> Self {
        Fault { kind, sentence: sentence.into() }
    }
}

/// Crosses the boundary as the text `code: sentence`, which TypeScript makes an error of.
impl From<Fault> for JsValue {
    fn from(fault: Fault) -> Self {
        JsValue::from_str(&format!("{}: {}", fault.kind, fault.sentence))
    }
}

//! Programming errors on their way to JavaScript.

use alloc::string::String;

/// What kind of programming error it is: `code` of a `SymbolonError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Options,
    Keys,
    Context,
}

/// A programming error: thrown early, and never for what a token does.
#[derive(Debug)]
pub(crate) struct Fault {
    kind: Kind,
    sentence: String,
}

impl Fault {
    pub(crate) fn new(kind: Kind, sentence: String) -> Self {
        Fault { kind, sentence }
    }

    /// The text `code: sentence`, which TypeScript makes an error of.
    pub(crate) fn text(&self) -> String {
        let code = match self.kind {
            Kind::Options => "options",
            Kind::Keys => "keys",
            Kind::Context => "context",
        };
        [code, "_invalid: ", &self.sentence].concat()
    }
}

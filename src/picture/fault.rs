//! Programming errors on their way to JavaScript.

use alloc::string::String;
use core::fmt;

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
    pub(crate) fn new(kind: Kind, sentence: impl Into<String>) -> Self {
        Fault { kind, sentence: sentence.into() }
    }
}

/// The text `code: sentence`, which TypeScript makes an error of.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Kind::Options => "options_invalid",
            Kind::Keys => "keys_invalid",
            Kind::Context => "context_invalid",
        })?;
        f.write_str(": ")?;
        f.write_str(&self.sentence)
    }
}

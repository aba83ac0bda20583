//! Where and when a token is used.

use crate::requirements::Requirements;

/// Where and when a token is used, and what for.
#[derive(Clone, Copy, Debug)]
pub struct Context<'c> {
    pub(crate) now: f64,
    pub(crate) host: Option<&'c str>,
    pub(crate) hardware_id: Option<&'c str>,
    pub(crate) require: Option<&'c Requirements>,
}

impl<'c> Context<'c> {
    /// A context at `now`, in Unix seconds, fractions allowed. A `now` that is not a number
    /// refuses every token that has a beginning or an end.
    pub fn new(now: f64) -> Self {
        Context { now, host: None, hardware_id: None, require: None }
    }

    /// The host of the running site: `host` or `host:port`, as in a `Host` header
    /// (RFC 9110 section 7.2) or `location.host`.
    #[must_use]
    pub fn host(self, host: &'c str) -> Self {
        Context { host: Some(host), ..self }
    }

    /// The identifier of the running device, which a token may name in `hwid`.
    #[must_use]
    pub fn hardware_id(self, id: &'c str) -> Self {
        Context { hardware_id: Some(id), ..self }
    }

    /// What this use asks of the license.
    #[must_use]
    pub fn require(self, requirements: &'c Requirements) -> Self {
        Context { require: Some(requirements), ..self }
    }
}

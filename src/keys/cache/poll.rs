//! The questions that are put to a cache of keys, and its answers.

use alloc::string::String;

/// What keys are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// The keys, to judge a token.
    Keys,
    /// Other keys than those at hand: a token's key is not among them, or its signature failed,
    /// as it does if a key was replaced under its `kid`.
    OtherKeys,
    /// A fetch, because somebody asked for one.
    Refresh,
}

/// Names one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub(crate) struct RequestId(pub(super) u64);

impl RequestId {
    /// The id that [`RequestId::to_number`] gave; any other number names no request.
    pub(crate) fn from_number(number: f64) -> Self {
        RequestId(number as u64)
    }

    /// As JavaScript carries it: nobody makes 2^53 requests.
    pub(crate) fn to_number(self) -> f64 {
        self.0 as f64
    }
}

/// A request that is to be made.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Request {
    pub(crate) id: RequestId,
    pub(crate) to: To,
    /// How long it may take, in seconds.
    pub(crate) time_limit: f64,
}

/// Whom to ask.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum To {
    /// The key server, for a set other than that with this entity tag.
    Server { etag: Option<String> },
    /// The cache that outlives this process.
    Storage,
}

/// What to do.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Poll {
    /// Go on with what is at hand.
    Proceed,
    /// Go on with what is at hand, and make this request in the background.
    ProceedAndMake(Request),
    /// Make this request, then go on if [`KeyCache::has_refreshed_since`](super::KeyCache::has_refreshed_since) it, else poll again.
    Make(Request),
    /// Wait for this request of somebody else, then likewise.
    WaitFor(RequestId),
    /// The caller has waited long enough: go on with what is at hand, which may not be all.
    GiveUp,
}

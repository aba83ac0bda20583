//! How long keys are used, and how long is waited for them.

/// How much longer than its own time limit a request may seem to take before those who wait for
/// it take it for dead: the one who made it may be gone. A part of the limit, and at most so
/// many seconds.
const MARGIN: (f64, f64) = (0.1, 0.5);
/// How long to wait for a cache that only makes a start faster.
const STORAGE_PATIENCE: f64 = 1.0;

/// How long keys are used, and how long to wait for them. All in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lifetimes {
    /// How long a set is fresh whose answer does not say.
    pub(crate) freshness: f64,
    /// The least that an answer can say.
    pub(crate) min_freshness: f64,
    /// The most that an answer can say.
    pub(crate) max_freshness: f64,
    /// How long past its freshness a set is used at once while it is fetched again.
    pub(crate) stale_while_revalidate: f64,
    /// How long past its freshness a set is used if it cannot be fetched again.
    pub(crate) stale_if_error: f64,
    /// How long after a fetch for an unknown key no other such fetch is made.
    pub(crate) cooldown: f64,
    /// How long one exchange with the server may take.
    pub(crate) timeout: f64,
}

impl Default for Lifetimes {
    fn default() -> Self {
        Lifetimes {
            freshness: 600.0,
            min_freshness: 60.0,
            max_freshness: 86400.0,
            stale_while_revalidate: 600.0,
            stale_if_error: 86400.0,
            cooldown: 30.0,
            timeout: 5.0,
        }
    }
}

impl Lifetimes {
    pub(super) fn margin(&self) -> f64 {
        let (part, most) = MARGIN;
        (self.timeout * part).min(most)
    }

    /// How long one caller waits in all: for a request that turns out to be dead, and then for
    /// one of its own.
    pub(super) fn patience(&self) -> f64 {
        2.0 * self.timeout - self.margin()
    }

    /// How long to wait for the cache that outlives this process.
    pub(super) fn storage_patience(&self) -> f64 {
        STORAGE_PATIENCE.min(self.timeout)
    }

    /// For how long a set is fresh whose answer said `max_age`.
    pub(super) fn freshness_of(&self, max_age: Option<f64>) -> f64 {
        max_age.map_or(self.freshness, |seconds| seconds.max(self.min_freshness).min(self.max_freshness))
    }
}

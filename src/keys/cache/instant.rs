//! Moments, by clocks of which neither is to be trusted alone.

use crate::rounding::round;

/// A moment on two clocks, in seconds: the wall clock, which may be set, and the monotonic one,
/// which may stand still while a machine sleeps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Instant {
    /// Unix time.
    pub(crate) wall: f64,
    /// Time since an arbitrary moment.
    pub(crate) monotonic: f64,
}

impl Instant {
    /// The larger of what the two clocks say has gone by, so that no clock that is put back
    /// makes keys younger. In whole microseconds: today's Unix time as a double is no finer than
    /// a quarter of one, and what is announced for a moment is to hold at that moment.
    pub(super) fn elapsed_until(self, now: Instant) -> f64 {
        let elapsed = (now.wall - self.wall).max(now.monotonic - self.monotonic);
        round(elapsed * 1e6) / 1e6
    }
}

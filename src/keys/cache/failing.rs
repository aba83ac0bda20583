//! Fetches that fail, and the pauses after them.

use alloc::borrow::ToOwned as _;
use alloc::string::String;

use super::Instant;
use crate::rounding::ceil;

/// The first pause after a failed fetch; each further failure doubles it.
const FIRST_BACK_OFF: f64 = 1.0;
/// The longest pause after failed fetches, unless the server asks for a longer one.
const LONGEST_BACK_OFF: f64 = 300.0;
/// The longest pause that a server may ask for.
const LONGEST_RETRY_AFTER: f64 = 3600.0;
/// After so many failures the pause has long been the longest.
const MOST_DOUBLINGS: i32 = 16;

/// The random factor, from 0.75 to 1.25, by which a pause is longer or shorter, so that those who
/// failed together do not come back together. `random` is from 0 to 1; without any the factor is 1.
pub(crate) fn jitter(random: f64) -> f64 {
    if (0.0..=1.0).contains(&random) { 0.75 + random / 2.0 } else { 1.0 }
}

/// Fetches have failed since the last success.
#[derive(Debug)]
pub(super) struct Failing {
    times: i32,
    since: Instant,
    /// How long nobody is asked after the last failure, in seconds.
    pub(super) pause: f64,
    /// Why the last one failed.
    pub(super) reason: String,
}

impl Failing {
    /// One failure more than `before`. `asked_for` is the pause that the server asked for, in
    /// seconds; `jitter` a random factor from 0.75 to 1.25.
    pub(super) fn again(
        before: Option<&Self>,
        reason: &str,
        asked_for: Option<f64>,
        jitter: f64,
        now: Instant,
    ) -> Self {
        let times = before.map_or(0, |before| before.times);
        let back_off = (FIRST_BACK_OFF * f64::from(1_u32 << times.min(MOST_DOUBLINGS))).min(LONGEST_BACK_OFF) * jitter;
        let pause = back_off.max(asked_for.unwrap_or(0.0).min(LONGEST_RETRY_AFTER));
        // In whole milliseconds, as clocks go.
        let pause = ceil(pause * 1e3) / 1e3;
        Failing { times: times.saturating_add(1), since: now, pause, reason: reason.to_owned() }
    }

    /// For how long nobody is to be asked from now on, in seconds.
    pub(super) fn pause_left(&self, now: Instant) -> Option<f64> {
        Some(self.pause - self.since.elapsed_until(now)).filter(|left| *left > 0.0)
    }
}

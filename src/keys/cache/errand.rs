//! What one call does to have keys, order by order, until it may go on.
//!
//! When keys are fetched is for the [`KeyCache`] to say; this is what a call makes of it. Whoever
//! carries out the orders keeps the errand meanwhile: it is plain values, and of a caller who
//! never comes back, like a request to a worker that was cancelled, nothing is left behind.

use super::{Instant, KeyCache, Need, Poll, Request, RequestId};

/// After how long somebody who waits for another's request looks whether it has ended, and how
/// long the pauses become that double from there, in seconds. A promise of the other's would be
/// simpler, but on Workers it must not wake this request.
const LOOK_AGAIN: [f64; 2] = [0.001, 0.02];

/// A call on its way to keys.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Errand {
    need: Need,
    /// When the call began.
    asked: Instant,
    /// The request whose end it awaits.
    awaited: Option<Awaited>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Awaited {
    id: RequestId,
    /// How long the last pause was in seconds; 0 before the first.
    pause: f64,
}

/// What a call is to do next.
#[derive(Debug, PartialEq)]
pub(crate) enum Next {
    /// Carry this out, then ask again.
    First(Order),
    /// Go on, and make this request behind the scenes.
    GoOn(End, Option<Request>),
}

/// What keeps a call from going on.
#[derive(Debug, PartialEq)]
pub(crate) enum Order {
    /// To make this request, and to hand its answer in.
    Make(Request),
    /// To wait for so many seconds.
    Wait(f64),
}

/// Why there is nothing to wait for any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// A fetch has ended for which this call waited.
    Refreshed,
    /// What is at hand will do, or nothing else can be had.
    AsItStands,
    /// This call has waited long enough: what is at hand may not be all.
    TooLate,
}

impl Errand {
    pub(crate) fn new(need: Need, asked: Instant) -> Self {
        Errand { need, asked, awaited: None }
    }

    /// The errand that [`Errand::to_numbers`] gave, of a call that began at `asked`; one of
    /// zeros has just begun.
    pub(crate) fn from_numbers([need, id, pause]: [f64; 3], asked: Instant) -> Self {
        let need = match need {
            1.0 => Need::OtherKeys,
            2.0 => Need::Refresh,
            _ => Need::Keys,
        };
        Errand { need, asked, awaited: (id > 0.0).then_some(Awaited { id: RequestId::from_number(id), pause }) }
    }

    /// What is to be kept of it until its order was carried out, beside the beginning of the call.
    pub(crate) fn to_numbers(self) -> [f64; 3] {
        let need = match self.need {
            Need::Keys => 0.0,
            Need::OtherKeys => 1.0,
            Need::Refresh => 2.0,
        };
        let [id, pause] = self.awaited.map_or([0.0; 2], |Awaited { id, pause }| [id.to_number(), pause]);
        [need, id, pause]
    }

    /// What to do now.
    pub(crate) fn next(&mut self, cache: &mut KeyCache, now: Instant) -> Next {
        if let Some(order) = self.wait_on(cache, now) {
            return Next::First(order);
        }
        if self.awaited.is_some_and(|Awaited { id, .. }| cache.has_refreshed_since(id)) {
            return Next::GoOn(End::Refreshed, None);
        }
        match cache.poll(self.need, self.asked, now) {
            Poll::Proceed => Next::GoOn(End::AsItStands, None),
            Poll::ProceedAndMake(request) => Next::GoOn(End::AsItStands, Some(request)),
            Poll::GiveUp => Next::GoOn(End::TooLate, None),
            Poll::WaitFor(id) => Next::First(self.wait_for(id, 0.0)),
            Poll::Make(request) => {
                self.awaited = Some(Awaited { id: request.id, pause: 0.0 });
                Next::First(Order::Make(request))
            }
        }
    }

    /// What to do while the request is under way that is awaited: asked alone before all else by
    /// those who wait, of whom there may be many, and who look again often.
    pub(crate) fn wait_on(&mut self, cache: &KeyCache, now: Instant) -> Option<Order> {
        let Awaited { id, pause } = self.awaited?;
        cache.is_worth_waiting_for(id, self.asked, now).then(|| self.wait_for(id, pause))
    }

    fn wait_for(&mut self, id: RequestId, last: f64) -> Order {
        let [first, longest] = LOOK_AGAIN;
        let pause = (2.0 * last).clamp(first, longest);
        self.awaited = Some(Awaited { id, pause });
        Order::Wait(pause)
    }

    /// The errand for keys other than those that this one came to, which were not the right ones.
    /// The fetch that a call has waited for counts as its refresh: then there is none.
    pub(crate) fn for_other_keys(self, end: End) -> Option<Self> {
        (self.need == Need::Keys && end == End::AsItStands).then(|| Errand::new(Need::OtherKeys, self.asked))
    }
}

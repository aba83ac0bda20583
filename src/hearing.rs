//! Judging by keys that may have to be fetched first: then the hearing is adjourned.

use alloc::vec::Vec;
use core::cell::RefCell;

use crate::context::Context;
use crate::decision::{Code, Decision};
use crate::explain::Step;
use crate::keys::Supply;
use crate::keys::cache::{End, Errand, Instant, KeyCache, Next, Order, Request, Use};
use crate::verifier::Verifier;

/// A token before its judge, with the keys that are held.
pub(crate) struct Hearing<'a> {
    pub(crate) verifier: &'a Verifier,
    /// Borrowed for moments only: judging may call back, through the host's URL.
    pub(crate) cache: &'a RefCell<KeyCache>,
    pub(crate) token: &'a str,
    pub(crate) context: &'a Context<'a>,
    pub(crate) now: Instant,
}

/// How far a hearing has come.
#[derive(Debug)]
pub(crate) enum Outcome {
    Decided(Decision),
    /// The order comes first; then the hearing goes on with the errand.
    Adjourned(Order, Errand),
}

impl Hearing<'_> {
    /// Begins with a new errand, or goes on with one whose order was carried out. In all but a few
    /// calls of a verifier's life what is held will do. Beside the outcome, a request that is to
    /// be made in the background.
    pub(crate) fn proceed(&self, mut errand: Errand) -> (Outcome, Option<Request>) {
        if let Err(refusal) = self.verifier.read_header(self.token) {
            return (Outcome::Decided(Decision::refused(refusal)), None);
        }
        let (mut behind, mut standing) = (None, None);
        loop {
            let next = errand.next(&mut self.cache.borrow_mut(), self.now);
            let end = match next {
                Next::First(order) => return (Outcome::Adjourned(order, errand), behind),
                Next::GoOn(end, request) => {
                    behind = behind.or(request);
                    end
                }
            };
            // One that stands was by all that is held: nothing has come in since.
            let decision = standing.take().unwrap_or_else(|| self.judged(Use::Polled, end == End::TooLate));
            match errand.for_other_keys(end).filter(|_| may_be_cured(&decision)) {
                Some(another) => (errand, standing) = (another, Some(decision)),
                None => return (Outcome::Decided(self.noted(decision)), behind),
            }
        }
    }

    /// Judges by what is held.
    pub(crate) fn at_once(&self) -> Decision {
        self.cache.borrow_mut().note_use(self.now);
        self.noted(self.judged(Use::AtOnce, false))
    }

    /// Explains by what is held.
    pub(crate) fn explain(&self) -> Vec<Step> {
        self.verifier.explain_by(&self.supply(Use::AtOnce), self.token, self.context)
    }

    /// The keys held.
    fn supply(&self, how: Use) -> Supply {
        self.cache.borrow().supply(how, self.now)
    }

    fn judged(&self, how: Use, too_late: bool) -> Decision {
        let mut supply = self.supply(how);
        supply.incomplete |= too_late;
        self.verifier.verify_by(&supply, self.token, self.context)
    }

    /// A decision that will not change any more.
    fn noted(&self, decision: Decision) -> Decision {
        if decision.code == Code::KeyUnknown {
            let header = self.verifier.read_header(self.token).ok();
            let kid = header.as_ref().and_then(|header| header.kid.as_deref());
            self.cache.borrow_mut().note_unknown(kid, decision.retry_at);
        }
        decision
    }
}

/// Whether other keys could change the decision.
fn may_be_cured(decision: &Decision) -> bool {
    matches!(decision.code, Code::KeyUnknown | Code::KeysUnavailable | Code::SignatureInvalid)
}

#[cfg(test)]
mod tests;

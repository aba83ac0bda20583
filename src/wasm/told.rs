//! What JavaScript was told of tokens that are remembered: it need not be told the same twice.

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use wasm_bindgen::prelude::wasm_bindgen;

use super::Core;
use crate::decision::Decision;
use crate::keys::cache::Instant;
use crate::keys::verdicts::Seat;
use crate::verifier::Verifier;

/// The decision told last of each token that is remembered, by its seat.
#[derive(Default)]
pub(super) struct Told {
    decisions: Vec<Option<(f64, Seat, Rc<Decision>)>>,
    /// How many have been told: a number names one of them.
    count: f64,
}

impl Told {
    /// A decision as text, with the place where it is kept and its number, if it is.
    pub(super) fn tell(&mut self, verifier: &Verifier, token: &str, decision: Decision) -> String {
        let Some(seat) = verifier.seat_of(token) else { return decision.to_row([None; 2]) };
        self.count += 1.0;
        let text = decision.to_row([Some(seat.at.into()), Some(self.count)]);
        let at = seat.at as usize;
        if self.decisions.len() <= at {
            self.decisions.resize_with(at + 1, || None);
        }
        self.decisions[at] = Some((self.count, seat, Rc::new(decision)));
        text
    }

    fn find(&self, at: u32, number: f64) -> Option<(Seat, Rc<Decision>)> {
        let (own, seat, decision) = self.decisions.get(at as usize)?.as_ref()?;
        (*own == number).then(|| (*seat, Rc::clone(decision)))
    }
}

#[wasm_bindgen]
impl Core {
    /// Judges the token at a seat afresh, and says whether that comes to the decision of this
    /// number. If not, or if its key is to be asked for, it takes the token's text to say more.
    #[wasm_bindgen(js_name = isAsTold)]
    pub fn is_as_told(&self, at: u32, number: f64, wall: f64, monotonic: f64) -> bool {
        let verifier = self.verifier.borrow();
        let supply = match &self.remote {
            None => Some(verifier.supply()),
            Some(remote) => remote.fresh_supply(Instant { wall, monotonic }),
        };
        // Nothing is borrowed meanwhile: judging may call back, through the host's URL.
        let told = self.told.borrow().find(at, number);
        let (Some(supply), Some((seat, told))) = (supply, told) else { return false };
        verifier.would_say_again(&told, &supply, seat, &self.context().at(wall))
    }
}

//! Tokens whose signature held: what need not be proven twice.
//!
//! Remembered is a fact, that this key signed this very text, and what the text says. Whether
//! the key is one to be trusted now, and all that is judged of the claims, is asked afresh.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::{Arc, Weak};
use alloc::vec;
use alloc::vec::Vec;
use core::ops::DerefMut;
use core::{fmt, mem};

use super::{Key, Keys};
use crate::claims::Claims;
use crate::lock::Lock;

/// The longest token remembered, in octets. The claims of longer ones take much memory, and more
/// time than the signature does: a thousand of 16 KB would be some 70 MB.
const LONGEST: usize = 4096;

/// Of how many tokens it is noted that they came, at most.
const MOST_NOTED: usize = 1 << 16;

/// What was proven of a token.
pub(crate) struct Verdict {
    /// The `kid` of its header.
    pub(crate) kid: Option<String>,
    /// The key under which its signature held.
    pub(crate) signer: Arc<Key>,
    /// Those among which it was found.
    pub(crate) among: Weak<Keys>,
    pub(crate) claims: Arc<Claims>,
}

/// Where a verdict is to be found. What takes its place has another serial number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Seat {
    pub(crate) at: u32,
    pub(crate) serial: u32,
}

/// The verdicts on the tokens that were seen last, by their whole text: no two texts share one,
/// as those with the same hash would.
pub(crate) struct Verdicts {
    most: usize,
    known: Lock<Known>,
}

impl Verdicts {
    /// Remembers so many tokens at most.
    pub(crate) fn new(most: usize) -> Self {
        // Grows with what it holds: `most` may be any number.
        Verdicts { most: most.min(NOBODY as usize), known: Lock::new(Known::default()) }
    }

    /// The verdict on this token.
    pub(crate) fn of(&self, token: &str) -> Option<(Seat, Arc<Verdict>)> {
        let mut known = self.known();
        let seat = known.seat_of(token)?;
        known.verdict_at(seat).map(|verdict| (seat, verdict))
    }

    /// Where the verdict on this token is.
    pub(crate) fn seat_of(&self, token: &str) -> Option<Seat> {
        self.known().seat_of(token)
    }

    /// The verdict that has this seat, if it still has it.
    pub(crate) fn at(&self, seat: Seat) -> Option<Arc<Verdict>> {
        self.known().verdict_at(seat)
    }

    /// Whether this token was asked about before. Many come once, and would take the seats of others,
    /// and time to sit down. Of some tokens it is forgotten, and some are taken for others: nothing
    /// but that time depends on it.
    pub(crate) fn is_back(&self, token: &str) -> bool {
        if self.most == 0 {
            return false;
        }
        let mut known = self.known();
        if known.came.is_empty() {
            known.came = vec![0; self.most.min(MOST_NOTED).next_power_of_two()];
        }
        // Else those that share a place, and come in turn, would never be back.
        let gives_way = known.toss();
        let hash = hash(token);
        let (at, mark) = ((hash >> 48) as usize & (known.came.len() - 1), (hash >> 24) as u32 | 1);
        let place = &mut known.came[at];
        if *place == mark {
            return true;
        }
        if *place == 0 || gives_way {
            *place = mark;
        }
        false
    }

    pub(crate) fn remember(&self, token: &str, verdict: Verdict) -> Option<Seat> {
        if self.most == 0 || token.len() > LONGEST {
            return None;
        }
        Some(self.known().seat(token, Arc::new(verdict), self.most))
    }

    pub(crate) fn forget(&self, seat: Seat) {
        let mut known = self.known();
        let entry = known.entries.get_mut(seat.at as usize).filter(|entry| entry.serial == seat.serial);
        if let Some(entry) = entry {
            entry.verdict = None;
        }
    }

    fn known(&self) -> impl DerefMut<Target = Known> {
        self.known.lock()
    }
}

impl fmt::Debug for Verdicts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Verdicts({} of {})", self.known().entries.len(), self.most)
    }
}

/// No seat at all.
const NOBODY: u32 = u32::MAX;

/// One seat, and who has it. It stands in two lists: of the seats by when they were asked for,
/// and of those whose tokens have the same hash.
struct Entry {
    serial: u32,
    token: Box<str>,
    /// `None` once it was forgotten. The seat is then had by nobody until its turn comes.
    verdict: Option<Arc<Verdict>>,
    newer: u32,
    older: u32,
    next_of_hash: u32,
}

#[derive(Default)]
struct Known {
    entries: Vec<Entry>,
    /// The first seat of each hash: as many as the next power of two above all entries.
    first_of_hash: Vec<u32>,
    ends: Option<Ends>,
    serial: u32,
    /// Part of the hash of each token that came, none being zero, at a place that the rest of it says.
    came: Vec<u32>,
    /// Where the coin lies.
    coin: u64,
}

/// The seats asked for last and longest ago.
#[derive(Clone, Copy)]
struct Ends {
    newest: u32,
    oldest: u32,
}

impl Known {
    /// A coin is tossed, as G. Marsaglia does ("Xorshift RNGs", 2003): always alike, and good enough
    /// to keep nobody waiting.
    fn toss(&mut self) -> bool {
        let mut bits = self.coin.max(1);
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        self.coin = bits;
        bits & 1 == 0
    }

    fn find(&self, token: &str) -> Option<u32> {
        let mut at = *self.first_of_hash.get(self.hash(token))?;
        while let Some(entry) = self.entries.get(at as usize) {
            if *entry.token == *token && entry.verdict.is_some() {
                return Some(at);
            }
            at = entry.next_of_hash;
        }
        None
    }

    fn seat_of(&self, token: &str) -> Option<Seat> {
        let at = self.find(token)?;
        Some(Seat { at, serial: self.entries[at as usize].serial })
    }

    fn hash(&self, token: &str) -> usize {
        (hash(token) >> 32) as usize & self.first_of_hash.len().wrapping_sub(1)
    }

    fn verdict_at(&mut self, Seat { at, serial }: Seat) -> Option<Arc<Verdict>> {
        let entry = self.entries.get(at as usize).filter(|entry| entry.serial == serial)?;
        let verdict = entry.verdict.clone()?;
        self.unlink(at);
        self.link_as_newest(at);
        Some(verdict)
    }

    /// Gives a token the seat that was not asked for longest, unless there may be one more.
    fn seat(&mut self, token: &str, verdict: Arc<Verdict>, most: usize) -> Seat {
        if let Some(at) = self.find(token) {
            self.entries[at as usize].verdict = None;
        }
        let serial = self.serial;
        self.serial = serial.wrapping_add(1);
        let vacant = self.ends.filter(|_| self.entries.len() >= most);
        let entry = Entry {
            serial,
            token: token.into(),
            verdict: Some(verdict),
            newer: NOBODY,
            older: NOBODY,
            next_of_hash: NOBODY,
        };
        let at = match vacant {
            Some(Ends { oldest, .. }) => {
                self.unlink(oldest);
                self.unlink_hash(oldest);
                self.entries[oldest as usize] = entry;
                oldest
            }
            None => {
                self.entries.push(entry);
                self.entries.len() as u32 - 1
            }
        };
        self.link_as_newest(at);
        if self.entries.len() > self.first_of_hash.len() {
            self.first_of_hash = vec![NOBODY; self.entries.len().next_power_of_two()];
            (0..self.entries.len() as u32).for_each(|at| self.link_hash(at));
        } else {
            self.link_hash(at);
        }
        Seat { at, serial }
    }

    fn link_as_newest(&mut self, at: u32) {
        let second = self.ends.map(|ends| ends.newest);
        let entry = &mut self.entries[at as usize];
        (entry.newer, entry.older) = (NOBODY, second.unwrap_or(NOBODY));
        if let Some(second) = second {
            self.entries[second as usize].newer = at;
        }
        self.ends = Some(Ends { newest: at, oldest: self.ends.map_or(at, |ends| ends.oldest) });
    }

    fn unlink(&mut self, at: u32) {
        let Entry { newer, older, .. } = self.entries[at as usize];
        if let Some(entry) = self.entries.get_mut(newer as usize) {
            entry.older = older;
        }
        if let Some(entry) = self.entries.get_mut(older as usize) {
            entry.newer = newer;
        }
        self.ends = self.ends.and_then(|ends| {
            let newest = if ends.newest == at { older } else { ends.newest };
            let oldest = if ends.oldest == at { newer } else { ends.oldest };
            (newest != NOBODY).then_some(Ends { newest, oldest })
        });
    }

    fn link_hash(&mut self, at: u32) {
        let hash = self.hash(&self.entries[at as usize].token);
        self.entries[at as usize].next_of_hash = mem::replace(&mut self.first_of_hash[hash], at);
    }

    fn unlink_hash(&mut self, at: u32) {
        let next = self.entries[at as usize].next_of_hash;
        let hash = self.hash(&self.entries[at as usize].token);
        let mut before = self.first_of_hash[hash];
        if before == at {
            self.first_of_hash[hash] = next;
            return;
        }
        while self.entries[before as usize].next_of_hash != at {
            before = self.entries[before as usize].next_of_hash;
        }
        self.entries[before as usize].next_of_hash = next;
    }
}

/// Of the end of a token, which is that of its signature: as good as random, and nobody
/// chooses it who cannot sign.
fn hash(token: &str) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let end = token.bytes().rev().take(10).fold(0, |end: u64, octet| end << 6 ^ u64::from(octet));
    end.wrapping_mul(ODD)
}

#[cfg(test)]
mod tests;

//! The token of a call. JavaScript encodes it to where it is read: a string that crosses as such
//! is walked character by character.

use core::str;

use wasm_bindgen::prelude::wasm_bindgen;

use super::Core;

#[wasm_bindgen]
impl Core {
    /// The length of the longest token that is looked at, in UTF-16 code units: of a longer one
    /// no more is needed than it takes to see that.
    #[wasm_bindgen(getter, js_name = maxTokenLength)]
    pub fn max_token_length(&self) -> usize {
        self.max_token_length
    }

    /// Makes room for so many octets of the next call's token, and says where in the memory of the
    /// module. It is there until the next call of anything.
    #[wasm_bindgen(js_name = roomForToken)]
    pub fn room_for_token(&self, octets: usize) -> usize {
        let mut room = self.token.borrow_mut();
        if room.len() < octets {
            room.resize(octets, 0);
        }
        room.as_ptr() as usize
    }
}

impl Core {
    /// Does `work` with the token, of so many octets, that was written there.
    pub(super) fn with_token<T>(&self, octets: usize, work: impl FnOnce(&str) -> T) -> T {
        // Taken out meanwhile: judging may call back, through the host's URL.
        let room = self.token.take();
        let token = room.get(..octets).and_then(|octets| str::from_utf8(octets).ok()).unwrap_or_default();
        let result = work(token);
        self.token.replace(room);
        result
    }
}

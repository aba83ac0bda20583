//! Numbers that take tables, read and written by the host: it rounds to the nearest double and
//! writes the shortest digits (ECMA-262, StringToNumber and Number::toString), as Rust does.

use alloc::string::String;

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// The double nearest to `text`, a number by the grammar of JSON; infinite if there is none.
    #[wasm_bindgen(js_name = Number)]
    pub(crate) fn parse(text: &str) -> f64;

    /// A finite number in its shortest digits.
    #[wasm_bindgen(js_name = String)]
    pub(crate) fn text(number: f64) -> String;
}

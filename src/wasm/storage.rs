//! The cache that outlives this process, as JavaScript gives it: an object with `get` and `set`.

use js_sys::{JSON, Promise};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::runtime::{Hold, call, within};
use crate::json::Object;

/// Whatever keeps one JSON value.
#[derive(Clone)]
pub(super) struct Storage {
    store: JsValue,
    /// The longest text read back, in UTF-16 code units.
    max_length: usize,
}

/// Room for what stands around the keys: address, entity tag, stamp.
const AROUND_THE_KEYS: usize = 4096;

const TOO_SLOW: &str = "it took too long";
const THREW: &str = "it threw or rejected";

impl Storage {
    /// A set of more than `max_bytes` is not read back.
    pub(super) fn new(store: JsValue, max_bytes: usize) -> Self {
        Storage { store, max_length: max_bytes.saturating_add(AROUND_THE_KEYS) }
    }

    /// What is kept, as JSON text; `None` if nothing is.
    pub(super) async fn get(&self, patience: f64, hold: Hold) -> Result<Option<String>, &'static str> {
        let kept = self.ask("get", &[], patience, hold).await?;
        if kept.is_undefined() || kept.is_null() {
            return Ok(None);
        }
        // Some storages give back the text that an object was made to, others the object. Of a
        // function there is no text at all.
        let text = if kept.is_string() { Some(kept.unchecked_into()) } else { JSON::stringify(&kept).ok() };
        let text = text.filter(|text| text.is_string() && text.length() as usize <= self.max_length);
        text.map(|text| Some(text.into())).ok_or("it holds something that no set of keys comes to")
    }

    /// Keeps `value` in place of what was kept.
    pub(super) async fn set(&self, value: &Object, patience: f64, hold: Hold) -> Result<(), &'static str> {
        let value = JSON::parse(&value.to_string()).map_err(|_| THREW)?;
        self.ask("set", &[value], patience, hold).await.map(|_| ())
    }

    async fn ask(
        &self,
        method: &'static str,
        arguments: &[JsValue],
        patience: f64,
        hold: Hold,
    ) -> Result<JsValue, &'static str> {
        let answer = Promise::resolve(&call(&self.store, method, arguments).ok_or(THREW)?);
        let answered = async move { JsFuture::from(answer).await.map_err(|_| THREW) };
        within(patience, hold, answered).await.unwrap_or(Err(TOO_SLOW))
    }
}

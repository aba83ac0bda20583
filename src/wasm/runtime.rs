//! What the host gives: clocks, location, randomness, its reading of hosts, timers.

use js_sys::{Date, Function, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::keys::cache::Instant;

/// Unix time in seconds.
pub(super) fn unix_time() -> f64 {
    Date::now() / 1000.0
}

/// Both clocks. Where there is no monotonic one, the wall clock alone counts.
pub(super) fn instant() -> Instant {
    let wall = unix_time();
    let monotonic = global("performance").and_then(|performance| call(&performance, "now").ok()?.as_f64());
    Instant { wall, monotonic: monotonic.map_or(wall, |milliseconds| milliseconds / 1000.0) }
}

/// `location.host` of the window or worker, if there is one.
pub(super) fn location_host() -> Option<String> {
    Reflect::get(&global("location")?, &"host".into()).ok()?.as_string()
}

/// A-labels by the host's own URL parser: a [`HostMapper`](crate::HostMapper).
pub(super) fn map_host(name: &str) -> Option<String> {
    // Other spellings of `%` are mapped to it, and Chromium then decodes what follows.
    const PERCENT_SIGNS: [char; 2] = ['\u{ff05}', '\u{fe6a}'];
    if name.contains(PERCENT_SIGNS) {
        return None;
    }
    // A soft hyphen is mapped to nothing. Without any such character Chromium and Node do not
    // look whether labels `xn--…` are valid.
    web_sys::Url::new(&format!("https://\u{ad}{name}/")).ok().map(|url| url.hostname())
}

/// A random factor from 0.75 to 1.25; 1 where there is no randomness.
pub(super) fn jitter() -> f64 {
    getrandom::u32().map_or(1.0, |random| 0.75 + f64::from(random) / f64::from(u32::MAX) / 2.0)
}

/// Calls a method that an object may not have.
pub(super) fn call(object: &JsValue, method: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &method.into())?.dyn_into::<Function>()?.call0(object)
}

/// Something that `globalThis` has.
pub(super) fn global(name: &str) -> Option<JsValue> {
    Reflect::get(&js_sys::global(), &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

/// The longest delay of a timer in milliseconds, 2^31 - 1: longer ones end at once (HTML
/// Standard, timer initialization steps).
const LONGEST_DELAY: f64 = 2_147_483_647.0;

/// A timer that can be called off. What `setTimeout` gives is a number in browsers and an
/// object in Node, so it is kept as it is.
pub(super) struct Timer {
    id: JsValue,
    pub(super) promise: Promise,
}

impl Timer {
    pub(super) fn start(seconds: f64) -> Self {
        let milliseconds = (seconds * 1000.0).min(LONGEST_DELAY);
        let mut id = JsValue::UNDEFINED;
        let promise = Promise::new(&mut |resolve, _| {
            id = call_global("setTimeout", &[resolve.into(), milliseconds.into()]).unwrap_or(JsValue::UNDEFINED);
        });
        Timer { id, promise }
    }

    pub(super) fn stop(self) {
        let _ = call_global("clearTimeout", &[self.id]);
    }
}

/// Waits by a timer of the caller's own.
pub(super) async fn sleep(seconds: f64) {
    let _ = JsFuture::from(Timer::start(seconds).promise).await;
}

fn call_global(name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let function: Function = global(name)?.dyn_into().ok()?;
    Reflect::apply(&function, &JsValue::UNDEFINED, &arguments.iter().collect()).ok()
}

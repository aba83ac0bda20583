//! What the host gives: clocks, randomness, timers.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

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
    let monotonic = global("performance").and_then(|performance| call(&performance, "now", &[])?.as_f64());
    Instant { wall, monotonic: monotonic.map_or(wall, |milliseconds| milliseconds / 1000.0) }
}

/// Whether a browser makes the requests: a page or a worker of one, unlike servers, is somewhere.
pub(super) fn is_browser() -> bool {
    global("location").is_some()
}

/// A random factor from 0.75 to 1.25; 1 where there is no randomness.
pub(super) fn jitter() -> f64 {
    getrandom::u32().map_or(1.0, |random| 0.75 + f64::from(random) / f64::from(u32::MAX) / 2.0)
}

/// A member of something that may not even be an object.
pub(super) fn member(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok()
}

/// Calls a method that an object may not have. `None` also if it throws.
pub(super) fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = member(object, method)?.dyn_into().ok()?;
    Reflect::apply(&method, object, &arguments.iter().collect()).ok()
}

/// Something that `globalThis` has.
pub(super) fn global(name: &str) -> Option<JsValue> {
    member(&js_sys::global(), name).filter(|value| !value.is_undefined() && !value.is_null())
}

/// Whether something that is under way keeps a process from ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    /// Somebody waits for it.
    Process,
    /// It goes on as long as the process does for other reasons.
    Nothing,
}

/// The longest delay of a timer in milliseconds, 2^31 - 1: longer ones end at once (HTML
/// Standard, timer initialization steps).
const LONGEST_DELAY: f64 = 2_147_483_647.0;

/// A timer that is called off when it is dropped. What `setTimeout` gives is a number in
/// browsers and an object in Node, so it is kept as it is.
struct Timer {
    id: JsValue,
    promise: Promise,
    resolve: Option<Function>,
}

impl Timer {
    fn start(seconds: f64, hold: Hold) -> Self {
        let milliseconds = (seconds * 1000.0).clamp(0.0, LONGEST_DELAY);
        let mut timer = Timer { id: JsValue::UNDEFINED, promise: Promise::resolve(&JsValue::NULL), resolve: None };
        timer.promise = Promise::new(&mut |resolve, _| {
            let started = call(&js_sys::global(), "setTimeout", &[resolve.clone().into(), milliseconds.into()]);
            timer.id = started.unwrap_or(JsValue::UNDEFINED);
            timer.resolve = Some(resolve);
        });
        if hold == Hold::Nothing {
            call(&timer.id, "unref", &[]);
        }
        timer
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        call(&js_sys::global(), "clearTimeout", std::slice::from_ref(&self.id));
        // A promise that never settles would keep in memory what waits for it.
        self.resolve.take().map(|resolve| resolve.call0(&JsValue::UNDEFINED));
    }
}

/// Waits by a timer of the caller's own.
pub(super) async fn sleep(seconds: f64) {
    let timer = Timer::start(seconds, Hold::Process);
    let _ = JsFuture::from(timer.promise.clone()).await;
}

/// What comes of `work` in `seconds`; `None` if nothing does.
pub(super) async fn within<T>(seconds: f64, hold: Hold, work: impl Future<Output = T>) -> Option<T> {
    let timer = Timer::start(seconds, hold);
    let (mut work, mut end) = (pin!(work), JsFuture::from(timer.promise.clone()));
    poll_fn(|task| match work.as_mut().poll(task) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => Pin::new(&mut end).poll(task).map(|_| None),
    })
    .await
}

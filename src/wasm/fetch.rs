//! The one place that speaks to a key server: it holds no rule of when to.

use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{AbortController, AbortSignal, Headers, RequestCache, RequestCredentials, RequestInit, RequestRedirect};

use super::runtime::{Timer, call, global, map_host};
use crate::domain::Host;
use crate::keys::Keys;

/// A key server.
#[derive(Clone)]
pub(super) struct Endpoint {
    uri: String,
    timeout: f64,
    in_browser: bool,
    /// The longest body read, in octets after content decoding.
    pub(super) max_bytes: usize,
    /// What to call in place of the global `fetch`.
    pub(super) fetch: Option<Function>,
}

/// Why a fetch failed: a clause for developers.
type Failure = &'static str;

impl Endpoint {
    /// An address that keys may be fetched from: https, or http on loopback, without user info.
    pub(super) fn new(uri: String, timeout: f64, in_browser: bool) -> Option<Self> {
        let url = web_sys::Url::new(&uri).ok()?;
        let on_loopback = || Host::parse(&url.host(), Some(map_host)).is_some_and(|host| host.name.is_loopback());
        let secure = match url.protocol().as_str() {
            "https:" => true,
            "http:" => on_loopback(),
            _ => false,
        };
        let plain = url.username().is_empty() && url.password().is_empty();
        (secure && plain).then_some(Endpoint { uri, timeout, in_browser, max_bytes: 262_144, fetch: None })
    }

    /// Fetches the keys, in no more than the time allowed, whatever the server does.
    pub(super) async fn fetch_keys(&self) -> Result<Keys, Failure> {
        let controller = AbortController::new().map_err(|_| "this runtime has no AbortController")?;
        let signal = controller.signal();
        let (endpoint, timer) = (self.clone(), Timer::start(self.timeout));
        let exchange =
            future_to_promise(
                async move { endpoint.exchange(&signal).await.map(JsValue::from).map_err(JsValue::from) },
            );
        // A `fetch` that does not heed the signal must not keep anybody waiting.
        let first = Promise::race(&js_sys::Array::of2(&exchange, &timer.promise));
        let answer = JsFuture::from(first).await;
        timer.stop();
        controller.abort();
        match answer {
            Ok(body) if body.is_undefined() => Err("the key server did not answer in time"),
            Ok(body) => match Keys::read_set(&body.unchecked_into::<Uint8Array>().to_vec()) {
                Ok(set) => Ok(set.keys),
                Err(_) => Err("the key server's answer is not a JWK Set in strict JSON"),
            },
            Err(failure) => Err(FAILURES.into_iter().find(|known| failure == *known).unwrap_or(NOT_REACHED)),
        }
    }

    /// One request and its body, as octets. Of the answer nothing is believed: a replacement for
    /// `fetch` may answer with anything.
    async fn exchange(&self, signal: &AbortSignal) -> Result<Uint8Array, Failure> {
        let response = JsFuture::from(self.request(signal).ok_or(NOT_REACHED)?).await.map_err(|_| NOT_REACHED)?;
        if member(&response, "status").and_then(|status| status.as_f64()) != Some(200.0) {
            return Err(NOT_OK);
        }
        let body = member(&response, "body").ok_or(NOT_READ)?;
        let reader = call(&body, "getReader").map_err(|_| NOT_READ)?;
        let mut octets = Vec::new();
        loop {
            let part = call(&reader, "read").map_err(|_| NOT_READ)?;
            let part = JsFuture::from(Promise::resolve(&part)).await.map_err(|_| NOT_READ)?;
            if member(&part, "done").ok_or(NOT_READ)?.is_truthy() {
                return Ok(Uint8Array::from(octets.as_slice()));
            }
            let chunk: Uint8Array = member(&part, "value").ok_or(NOT_READ)?.dyn_into().map_err(|_| NOT_READ)?;
            if octets.len() + chunk.length() as usize > self.max_bytes {
                return Err(TOO_LONG);
            }
            octets.extend(chunk.to_vec());
        }
    }

    /// A GET that carries nothing of the token or the page. Redirects are not followed:
    /// `manual` does that in every runtime, `error` throws in some.
    fn request(&self, signal: &AbortSignal) -> Option<Promise> {
        let headers = Headers::new().ok()?;
        headers.set("accept", "application/json").ok()?;
        let init = RequestInit::new();
        init.set_method("GET");
        init.set_headers_headers(&headers);
        init.set_redirect(RequestRedirect::Manual);
        init.set_signal(Some(signal));
        if self.in_browser {
            // Some runtimes other than browsers throw at the mere presence of these.
            init.set_credentials(RequestCredentials::Omit);
            init.set_cache(RequestCache::NoCache);
        }
        let fetch = match &self.fetch {
            Some(fetch) => fetch.clone(),
            None => global("fetch")?.dyn_into().ok()?,
        };
        let answer = fetch.call2(&JsValue::UNDEFINED, &JsValue::from_str(&self.uri), &init).ok()?;
        Some(Promise::resolve(&answer))
    }
}

/// A member of something that may not even be an object.
fn member(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok()
}

const NOT_REACHED: Failure = "the key server could not be reached";
const NOT_OK: Failure = "the key server's answer is not 200";
const NOT_READ: Failure = "the key server's answer could not be read to its end";
const TOO_LONG: Failure = "the key server's answer is longer than `maxBytes`";
const FAILURES: [Failure; 4] = [NOT_REACHED, NOT_OK, NOT_READ, TOO_LONG];

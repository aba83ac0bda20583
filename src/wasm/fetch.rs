//! The one place that speaks to a key server: it holds no rule of when to.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{ArrayBuffer, Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, Headers, RequestCache, RequestCredentials, RequestInit, RequestRedirect};

use super::runtime::{Hold, call, global, is_browser, member, within};
use crate::keys::answer::{Answer, Head};

/// A key server.
#[derive(Clone)]
pub(super) struct Endpoint {
    pub(super) uri: String,
    /// The longest body read, in octets after content decoding.
    pub(super) max_bytes: usize,
    /// What to call in place of the global `fetch`.
    pub(super) fetch: Option<Function>,
    /// What keeps a request from holding the process.
    pub(super) let_go: Option<Function>,
}

/// What came of an exchange with a key server.
pub(super) struct Exchange {
    head: Option<Head>,
    body: Result<Vec<u8>, &'static str>,
}

impl Exchange {
    pub(super) fn answer(&self) -> Answer<'_> {
        Answer { head: self.head.as_ref(), body: self.body.as_deref().map_err(|reason| *reason) }
    }
}

const NOT_REACHED: &str = "the key server could not be reached";
const NOT_READ: &str = "the key server's answer could not be read to its end";
const TOO_LONG: &str = "the key server's answer is longer than `maxBytes`";
const TOO_SLOW: &str = "the key server did not answer in time";

impl Endpoint {
    /// Asks for the keys, in no more than `time_limit` seconds, whatever the server does.
    pub(super) async fn exchange(&self, etag: Option<String>, time_limit: f64, hold: Hold) -> Exchange {
        // What has arrived counts, even if the rest never does.
        let head = Rc::new(RefCell::new(None));
        let Ok(controller) = AbortController::new() else {
            return Exchange { head: None, body: Err("this runtime has no AbortController") };
        };
        let (endpoint, arrived, signal) = (self.clone(), Rc::clone(&head), controller.signal());
        let reading = async move { endpoint.read(etag, hold, &signal, &arrived).await };
        // A `fetch` that does not heed the signal must not keep anybody waiting.
        let body = within(time_limit, hold, reading).await.unwrap_or(Err(TOO_SLOW));
        controller.abort();
        Exchange { head: head.take(), body }
    }

    /// One request, and the body of its answer if that is wanted. Of the answer nothing is
    /// believed: a replacement for `fetch` may answer with anything.
    async fn read(
        &self,
        etag: Option<String>,
        hold: Hold,
        signal: &AbortSignal,
        arrived: &RefCell<Option<Head>>,
    ) -> Result<Vec<u8>, &'static str> {
        let request = self.request(etag, hold, signal).ok_or(NOT_REACHED)?;
        let response = JsFuture::from(request).await.map_err(|_| NOT_REACHED)?;
        let head = head_of(&response).ok_or(NOT_REACHED)?;
        let brings_set = head.brings_set();
        arrived.replace(Some(head));
        if brings_set { self.body_of(&response).await } else { Ok(Vec::new()) }
    }

    /// The body as octets, counted while they arrive: it may have no end.
    async fn body_of(&self, response: &JsValue) -> Result<Vec<u8>, &'static str> {
        let body = member(response, "body").ok_or(NOT_READ)?;
        let reader = call(&body, "getReader", &[]).ok_or(NOT_READ)?;
        let mut octets = Vec::new();
        loop {
            let part = Promise::resolve(&call(&reader, "read", &[]).ok_or(NOT_READ)?);
            let part = JsFuture::from(part).await.map_err(|_| NOT_READ)?;
            if member(&part, "done").ok_or(NOT_READ)?.is_truthy() {
                return Ok(octets);
            }
            // Of any realm: test runners and frames have octets of their own.
            let chunk = member(&part, "value").filter(ArrayBuffer::is_view).ok_or(NOT_READ)?;
            let chunk = Uint8Array::new(&chunk);
            if octets.len() + chunk.length() as usize > self.max_bytes {
                return Err(TOO_LONG);
            }
            octets.extend(chunk.to_vec());
        }
    }

    /// A GET that carries nothing of the token or the page. Redirects are not followed:
    /// `manual` does that in every runtime, `error` throws in some.
    fn request(&self, etag: Option<String>, hold: Hold, signal: &AbortSignal) -> Option<Promise> {
        let headers = Headers::new().ok()?;
        headers.set("accept", "application/json").ok()?;
        let init = RequestInit::new();
        init.set_method("GET");
        init.set_headers_headers(&headers);
        init.set_redirect(RequestRedirect::Manual);
        init.set_signal(Some(signal));
        if is_browser() {
            // Some runtimes other than browsers throw at the mere presence of these. The HTTP
            // cache sends the entity tag; by hand it would cost a preflight.
            init.set_credentials(RequestCredentials::Omit);
            init.set_cache(RequestCache::NoCache);
        } else if let Some(etag) = etag {
            headers.set("if-none-match", &etag).ok()?;
        }
        let fetch = match &self.fetch {
            Some(fetch) => fetch.clone(),
            None => global("fetch")?.dyn_into().ok()?,
        };
        let uri = JsValue::from_str(&self.uri);
        if let (Hold::Nothing, Some(let_go)) = (hold, &self.let_go) {
            let_go.call2(&JsValue::UNDEFINED, &uri, signal).ok()?;
        }
        let answer = fetch.call2(&JsValue::UNDEFINED, &uri, &init).ok()?;
        Some(Promise::resolve(&answer))
    }
}

/// What is looked at of a response. Without a status it is none.
fn head_of(response: &JsValue) -> Option<Head> {
    let headers = member(response, "headers");
    let field = |name: &str| call(headers.as_ref()?, "get", &[name.into()])?.as_string();
    Some(Head {
        status: member(response, "status")?.as_f64().filter(|status| (0.0..1000.0).contains(status))? as u16,
        cache_control: field("cache-control"),
        age: field("age"),
        etag: field("etag"),
        retry_after: field("retry-after"),
    })
}

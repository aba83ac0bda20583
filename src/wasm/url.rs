//! The host's own `URL` (URL Standard section 6.1), which a page may have replaced by one that
//! throws.

use alloc::string::String;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::options::Host;
use crate::options::keys::Address;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = URL)]
    type Url;

    #[wasm_bindgen(constructor, js_class = "URL", catch)]
    fn new(url: &str) -> Result<Url, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn protocol(this: &Url) -> Result<String, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn username(this: &Url) -> Result<String, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn password(this: &Url) -> Result<String, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn host(this: &Url) -> Result<String, JsValue>;

    #[wasm_bindgen(method, getter, catch)]
    fn hostname(this: &Url) -> Result<String, JsValue>;
}

/// What reading options takes of the host.
pub(super) const HOST: Host = Host { address, mapper: map_host };

/// A-labels by the host's own URL parser: a [`HostMapper`](crate::HostMapper).
pub(super) fn map_host(name: &str) -> Option<String> {
    // Other spellings of `%` are mapped to it, and Chromium then decodes what follows.
    if name.chars().any(|character| matches!(character, '\u{ff05}' | '\u{fe6a}')) {
        return None;
    }
    // A soft hyphen is mapped to nothing. Without any such character Chromium and Node do not
    // look whether labels `xn--…` are valid.
    Url::new(&["https://\u{ad}", name, "/"].concat()).and_then(|url| url.hostname()).ok()
}

fn address(text: &str) -> Option<Address> {
    let url = Url::new(text).ok()?;
    let names_user = !(url.username().ok()?.is_empty() && url.password().ok()?.is_empty());
    Some(Address { protocol: url.protocol().ok()?, host: url.host().ok()?, names_user })
}

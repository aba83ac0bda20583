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

    /// One of its parts, by the name that the standard gives it.
    #[wasm_bindgen(method, structural, indexing_getter, catch)]
    fn part(this: &Url, name: &str) -> Result<String, JsValue>;
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
    Url::new(&["https://\u{ad}", name, "/"].concat()).and_then(|url| url.part("hostname")).ok()
}

fn address(text: &str) -> Option<Address> {
    let url = Url::new(text).ok()?;
    let part = |name| url.part(name).ok();
    let names_user = !(part("username")?.is_empty() && part("password")?.is_empty());
    Some(Address { protocol: part("protocol")?, host: part("host")?, names_user })
}

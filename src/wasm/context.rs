//! The context of a call, as JavaScript gave it.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsValue;

use super::fault::{Fault, Kind};
use super::reader::Item;
use super::runtime;
use crate::context::Context;
use crate::requirements::{Hardware, Requirements};

/// A context that owns what it was made of.
pub(super) struct CallContext {
    now: f64,
    host: Option<String>,
    hardware_id: Option<String>,
    require: Requirements,
    /// What keeps the runtime alive until a promise settles.
    pub(super) wait_until: Option<Function>,
}

impl CallContext {
    /// Reads the members of a context. `null` and `undefined` are left out: then the time is
    /// the system's, and the host, with `ambient_host`, that of the page or worker.
    pub(super) fn read(
        host: JsValue,
        now: JsValue,
        hardware_id: JsValue,
        require: JsValue,
        wait_until: JsValue,
        ambient_host: bool,
    ) -> Result<Self, Fault> {
        let given = |value: JsValue, name: &str| {
            let left_out = value.is_undefined() || value.is_null();
            (!left_out).then(|| Item::new(value, name, Kind::Context))
        };
        let host = match given(host, "host") {
            Some(item) => Some(read_host(item)?),
            None if ambient_host => runtime::location_host(),
            None => None,
        };
        Ok(CallContext {
            now: given(now, "now").map_or_else(|| Ok(runtime::unix_time()), Item::seconds)?,
            host,
            hardware_id: given(hardware_id, "hardwareId").map(Item::text).transpose()?,
            require: given(require, "require").map_or_else(|| Ok(Requirements::default()), read_requirements)?,
            wait_until: given(wait_until, "waitUntil").map(Item::function).transpose()?,
        })
    }

    pub(super) fn as_context(&self) -> Context<'_> {
        Context {
            now: self.now,
            host: self.host.as_deref(),
            hardware_id: self.hardware_id.as_deref(),
            require: Some(&self.require),
        }
    }
}

/// A string, or a URL (of any realm), whose `host` counts.
fn read_host(item: Item) -> Result<String, Fault> {
    const WHAT: &str = "a string or a URL";
    if item.value().is_string() {
        return item.text();
    }
    let member = |name: &JsValue| Reflect::get(item.value(), name).ok().and_then(|value| value.as_string());
    let is_url = item.value().is_object() && member(&js_sys::Symbol::to_string_tag()).as_deref() == Some("URL");
    let host = if is_url { member(&JsValue::from_str("host")) } else { None };
    host.ok_or_else(|| item.must_be(WHAT))
}

fn read_requirements(item: Item) -> Result<Requirements, Fault> {
    let given = item.members(&["features", "scopes", "roles", "plan", "hardware"])?;
    let texts = |name| given.get_nullable(name)?.map_or_else(|| Ok(Vec::new()), Item::texts);
    Ok(Requirements {
        features: texts("features")?,
        scopes: texts("scopes")?,
        roles: texts("roles")?,
        plan: given.get_nullable("plan")?.map(Item::text).transpose()?,
        hardware: given
            .get_nullable("hardware")?
            .map(|item| item.choice(&[("matched", Hardware::Matched), ("attested", Hardware::Attested)]))
            .transpose()?,
    })
}

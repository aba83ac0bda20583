//! The same signatures for the engines that are WebAssembly: `tests/arithmetic/` asks them.

use std::rc::Rc;
use std::{env, fs};

use serde_json::{Value, json};

use crate::case::Case;
use crate::{cube_roots, forgeries, published, wycheproof};

/// Where they are to be written.
const PATH: &str = "SYMBOLON_SIGNATURES";

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

/// `{ keys: [PEM], cases: [[source, name, index of the key, message, signature, whether it holds]] }`
fn written(cases: &[Case]) -> Value {
    let mut keys: Vec<&Rc<str>> = cases.iter().map(|case| &case.key).collect();
    keys.dedup();
    let key = |case: &Case| keys.iter().position(|key| **key == case.key);
    let cases: Vec<Value> = cases
        .iter()
        .map(|case| json!([case.source, case.name, key(case), hex(&case.message), hex(&case.signature), case.holds]))
        .collect();
    json!({ "keys": keys.iter().map(|key| &***key).collect::<Vec<&str>>(), "cases": cases })
}

/// Writes nothing unless it is told where.
#[test]
fn signatures_for_other_engines() {
    let Some(path) = env::var_os(PATH) else { return };
    let sources = [wycheproof::cases, forgeries::cases, cube_roots::cases, published::cases];
    let cases: Vec<Case> = sources.into_iter().flat_map(|cases| cases()).collect();
    fs::write(path, written(&cases).to_string()).unwrap();
}

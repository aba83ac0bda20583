//! What happens to fetched keys and shows in no decision: for logs and metrics.

use alloc::string::String;
use alloc::vec::Vec;

use crate::json::{Writer, texts};

/// Something worth knowing. It never holds a token, a key or a secret.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Event {
    /// A set was fetched, or found to be the same still.
    Refreshed { key_ids: Vec<String>, modified: bool },
    /// A set was read back from the cache that outlives this process.
    Restored { key_ids: Vec<String>, age: f64 },
    /// Tokens are judged by a set that is past its freshness; told once for each.
    Stale { age: f64, usable_until: f64 },
    /// A set could not be fetched; the status, if one could be seen.
    Failed { reason: String, status: Option<u16>, retry_at: f64 },
    /// A token's key is in no set.
    KeyUnknown { key_id: Option<String>, retry_at: Option<f64> },
    /// Members of a set held a private part: somebody publishes signing keys.
    PrivateKeyPublished { count: usize },
    /// The cache that outlives this process did not do its part.
    CacheFailed { operation: &'static str, reason: String },
}

impl Event {
    /// The event as the object that JavaScript gets.
    pub(crate) fn to_json(&self) -> String {
        let mut json = Writer::object();
        match self {
            Event::Refreshed { key_ids, modified } => json
                .text(TYPE, Some("keys_refreshed"))
                .member("keyIds", Some(&texts(key_ids)))
                .flag("modified", *modified),
            Event::Restored { key_ids, age } => {
                json.text(TYPE, Some("keys_restored")).member("keyIds", Some(&texts(key_ids))).number("age", Some(*age))
            }
            Event::Stale { age, usable_until } => {
                json.text(TYPE, Some("keys_stale")).number("age", Some(*age)).number("usableUntil", Some(*usable_until))
            }
            Event::Failed { reason, status, retry_at } => json
                .text(TYPE, Some("keys_failed"))
                .text("reason", Some(reason))
                .number("status", status.map(f64::from))
                .number("retryAt", Some(*retry_at)),
            Event::KeyUnknown { key_id, retry_at } => {
                json.text(TYPE, Some("key_unknown")).text("keyId", key_id.as_deref()).number("retryAt", *retry_at)
            }
            Event::PrivateKeyPublished { count } => {
                json.text(TYPE, Some("private_key_published")).number("count", Some(*count as f64))
            }
            Event::CacheFailed { operation, reason } => {
                json.text(TYPE, Some("cache_failed")).text("operation", Some(operation)).text("reason", Some(reason))
            }
        }
        .finish()
    }
}

const TYPE: &str = "type";

//! What happens to fetched keys and shows in no decision: for logs and metrics.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use crate::json::{Object, Value};

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
    pub(crate) fn to_json(&self) -> Object {
        let texts = |texts: &[String]| Some(Value::Array(texts.iter().map(|text| Value::from(&**text)).collect()));
        let number = |number| Some(Value::Number(number));
        let (name, members) = match self {
            Event::Refreshed { key_ids, modified } => {
                ("keys_refreshed", vec![("keyIds", texts(key_ids)), ("modified", Some(Value::Bool(*modified)))])
            }
            Event::Restored { key_ids, age } => {
                ("keys_restored", vec![("keyIds", texts(key_ids)), ("age", number(*age))])
            }
            Event::Stale { age, usable_until } => {
                ("keys_stale", vec![("age", number(*age)), ("usableUntil", number(*usable_until))])
            }
            Event::Failed { reason, status, retry_at } => (
                "keys_failed",
                vec![
                    ("reason", Some((&**reason).into())),
                    ("status", status.map(|status| Value::Number(status.into()))),
                    ("retryAt", number(*retry_at)),
                ],
            ),
            Event::KeyUnknown { key_id, retry_at } => (
                "key_unknown",
                vec![("keyId", key_id.as_deref().map(Value::from)), ("retryAt", retry_at.map(Value::Number))],
            ),
            Event::PrivateKeyPublished { count } => ("private_key_published", vec![("count", number(*count as f64))]),
            Event::CacheFailed { operation, reason } => {
                ("cache_failed", vec![("operation", Some((*operation).into())), ("reason", Some((&**reason).into()))])
            }
        };
        [("type", Some(name.into()))].into_iter().chain(members).collect()
    }
}

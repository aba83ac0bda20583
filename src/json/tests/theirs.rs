//! What `serde_json` reads, as our values.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::json::{Object, Value};

/// Members keep the order of the text; reading fails if a name occurs twice in one object.
#[derive(Debug)]
pub(super) struct Theirs(pub(super) Value);

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Theirs;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Theirs, E> {
        Ok(Theirs(Value::Null))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Theirs, E> {
        Ok(Theirs(Value::Bool(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Theirs, E> {
        Ok(Theirs(Value::Number(value as f64)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Theirs, E> {
        Ok(Theirs(Value::Number(value as f64)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Theirs, E> {
        Ok(Theirs(Value::Number(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Theirs, E> {
        Ok(Theirs(Value::String(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Theirs, A::Error> {
        let mut all = Vec::new();
        while let Some(Theirs(element)) = elements.next_element()? {
            all.push(element);
        }
        Ok(Theirs(Value::Array(all)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Theirs, A::Error> {
        let mut all: Vec<(String, Value)> = Vec::new();
        while let Some((name, Theirs(value))) = members.next_entry::<String, Theirs>()? {
            if all.iter().any(|(own, _)| *own == name) {
                return Err(A::Error::custom("twice"));
            }
            all.push((name, value));
        }
        Ok(Theirs(Value::Object(Object(all))))
    }
}

impl<'de> Deserialize<'de> for Theirs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

//! JSON values (RFC 8259): read strictly, written compactly.

mod number;
mod parse;

use alloc::borrow::ToOwned as _;
use alloc::collections::BinaryHeap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

pub(crate) use number::text as number_text;
pub(crate) use parse::{NotStrict, parse, parse_object};

/// A JSON value (RFC 8259 section 3). `Display` writes it as compact JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A finite number, as a double.
    Number(f64),
    /// A string, unescaped.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object.
    Object(Object),
}

impl Value {
    /// The text of a string, `None` for any other value.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The same without a copy.
    pub(crate) fn into_text(self) -> Option<String> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The double of a number, `None` for any other value.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The elements of an array, `None` for any other value.
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Value::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The object, `None` for any other value.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }
}

/// An object whose member names are distinct; members keep the order of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object(Vec<(String, Value)>);

impl Object {
    /// The member called `name`, compared after unescaping.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// The same, to be changed.
    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Value> {
        self.0.iter_mut().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// All members in the order of the text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Sorting (by a heap, which takes the least code) keeps this near-linear for a hostile object of many members, without a hash
    /// whose seed an attacker could know.
    fn has_duplicate_names(&self) -> bool {
        let names: BinaryHeap<&str> = self.0.iter().map(|(name, _)| name.as_str()).collect();
        names.into_sorted_vec().windows(2).any(|pair| pair[0] == pair[1])
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = alloc::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::String(text.to_owned())
    }
}

/// Collects members whose names the caller knows to be distinct, less those without a value.
impl<N: Into<String>> FromIterator<(N, Option<Value>)> for Object {
    fn from_iter<I: IntoIterator<Item = (N, Option<Value>)>>(members: I) -> Self {
        members.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// Collects members whose names the caller knows to be distinct.
impl<N: Into<String>> FromIterator<(N, Value)> for Object {
    fn from_iter<I: IntoIterator<Item = (N, Value)>>(members: I) -> Self {
        Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write(&mut text);
        f.write_str(&text)
    }
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.write(&mut text);
        f.write_str(&text)
    }
}

impl Value {
    fn write(&self, text: &mut String) {
        match self {
            Value::Null => text.push_str("null"),
            Value::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
            Value::Number(number) => text.push_str(&number_text(*number)),
            Value::String(own) => write_string(text, own),
            Value::Array(elements) => {
                text.push('[');
                for (index, element) in elements.iter().enumerate() {
                    text.push_str(if index > 0 { "," } else { "" });
                    element.write(text);
                }
                text.push(']');
            }
            Value::Object(object) => object.write(text),
        }
    }
}

impl Object {
    fn write(&self, text: &mut String) {
        text.push('{');
        for (index, (name, value)) in self.0.iter().enumerate() {
            text.push_str(if index > 0 { "," } else { "" });
            write_string(text, name);
            text.push(':');
            value.write(text);
        }
        text.push('}');
    }
}

fn write_string(text: &mut String, own: &str) {
    text.push('"');
    let mut rest = own;
    while let Some(at) = rest.bytes().position(|octet| matches!(octet, b'"' | b'\\' | 0..0x20)) {
        let (plain, special) = rest.split_at(at);
        text.push_str(plain);
        match special.as_bytes()[0] {
            octet @ (b'"' | b'\\') => text.extend(['\\', char::from(octet)]),
            octet => {
                let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value)]);
                text.push_str("\\u00");
                text.extend([digit(octet >> 4), digit(octet & 0xf)]);
            }
        }
        rest = &special[1..];
    }
    text.push_str(rest);
    text.push('"');
}

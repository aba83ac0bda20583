//! JSON values (RFC 8259): read strictly, written compactly.

mod number;
mod parse;
#[cfg(test)]
mod tests;
mod write;

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use crate::sorting::sorted;
pub(crate) use number::text as number_text;
pub(crate) use parse::{NotStrict, parse, parse_object};
pub(crate) use write::{Writer, texts};

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

    /// Sorting keeps this near-linear for a hostile object of many members, without a hash whose
    /// seed an attacker could know. Few are compared sooner than they are sorted.
    fn has_duplicate_names(&self) -> bool {
        const FEW: usize = 16;
        if self.0.len() <= FEW {
            let is_among = |(at, (name, _)): (usize, &(String, Value))| self.0[..at].iter().any(|(own, _)| own == name);
            return self.0.iter().enumerate().any(is_among);
        }
        let names = sorted(self.0.iter().map(|(name, _)| Some(name.as_str())));
        names.windows(2).any(|pair| pair[0].0 == pair[1].0)
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = alloc::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Value {
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
            Value::String(own) => write::push_text(text, own),
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
            write::push_text(text, name);
            text.push(':');
            value.write(text);
        }
        text.push('}');
    }
}

//! JSON values (RFC 8259): read strictly, written compactly.

mod parse;

use std::fmt::{self, Write as _};

pub(crate) use parse::{NotStrict, parse_object};

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

    /// Sorting keeps this near-linear for a hostile object of many members, without a hash
    /// whose seed an attacker could know.
    fn has_duplicate_names(&self) -> bool {
        let mut names: Vec<&str> = self.0.iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names.windows(2).any(|pair| pair[0] == pair[1])
    }
}

impl IntoIterator for Object {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

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
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Number(number) => write_number(f, *number),
            Value::String(text) => write_string(f, text),
            Value::Array(elements) => write_list(f, ['[', ']'], elements, |f, element| write!(f, "{element}")),
            Value::Object(object) => write!(f, "{object}"),
        }
    }
}

impl fmt::Display for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_list(f, ['{', '}'], &self.0, |f, (name, value)| {
            write_string(f, name)?;
            write!(f, ":{value}")
        })
    }
}

fn write_list<T>(
    f: &mut fmt::Formatter<'_>,
    [open, close]: [char; 2],
    elements: &[T],
    write_element: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    f.write_char(open)?;
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            f.write_char(',')?;
        }
        write_element(f, element)?;
    }
    f.write_char(close)
}

/// In the shortest digits that read back as the same double, with an exponent where ECMAScript
/// writes one (Number::toString), and not in hundreds of digits.
fn write_number(f: &mut fmt::Formatter<'_>, number: f64) -> fmt::Result {
    if number == 0.0 || (1e-6..1e21).contains(&number.abs()) { write!(f, "{number}") } else { write!(f, "{number:e}") }
}

fn write_string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    let mut rest = text;
    while let Some(at) = rest.find(|character| matches!(character, '"' | '\\' | '\0'..='\u{1f}')) {
        let (plain, special) = rest.split_at(at);
        f.write_str(plain)?;
        match special.as_bytes()[0] {
            octet @ (b'"' | b'\\') => write!(f, "\\{}", char::from(octet))?,
            octet => write!(f, "\\u{octet:04x}")?,
        }
        rest = &special[1..];
    }
    f.write_str(rest)?;
    f.write_char('"')
}

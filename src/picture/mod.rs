//! Pictures of JavaScript values that a programmer wrote, and reading them: every member by
//! name, type and range.
//!
//! A picture is JSON text, which TypeScript makes without judging: null, flags, finite numbers,
//! well-formed strings and arrays stand for themselves, an object for its members that are not
//! `undefined`. What JSON has no word for is an object whose member `""` names it:
//! `{"":"NaN"}`, `{"":"function"}`, `{"":"ill-formed text"}`; beside it may stand what is known
//! of it, as in `{"":"URL","host":"example.com"}` and `{"":"JSON","text":"{}"}`, the picture of an
//! object that counts by its JSON alone. No member that was given has the name `""` and a text as
//! its value. Of a member that no [`Form`] knows the picture has but the name; own, enumerable
//! members are pictured in any case, known ones also where they do not show: inherited, getters
//! of a class.
//!
//! By hand, because a misspelt or mistyped member must never loosen a check. `serde-wasm-bindgen`
//! was tried: it passes over unknown members in spite of `deny_unknown_fields`, takes `NaN` and
//! negative numbers, `null` for `undefined`, and repairs ill-formed strings; it also adds 8 KB
//! (brotli) to the module. As the way out for decisions it saves a few microseconds, and lets
//! a claim named `__proto__` set the prototype of the claims.

mod fault;
mod form;

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

pub(crate) use fault::{Fault, Kind};
pub(crate) use form::{Form, Known};

use crate::decision::quoted;
use crate::json::{self, Object, Value, number_text};
use crate::rounding::is_whole;

/// The member that names what JSON has no word for.
const WORD: &str = "";
const ILL_FORMED: &str = "ill-formed text";
const FUNCTION: &str = "function";
const THREW: &str = "threw";

/// Reads the text of a picture; that of nothing is empty, and here the same as `null`.
pub(crate) fn parse(text: &str, name: &str, kind: Kind) -> Result<Value, Fault> {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    json::parse(text.as_bytes()).map_err(|_| Fault::new(kind, ["`", name, "` could not be read."].concat()))
}

/// One value, and the name by which to speak of it.
#[derive(Clone, Copy)]
pub(crate) struct Item<'p, 'm> {
    value: &'p Value,
    place: Place<'m>,
    kind: Kind,
}

/// Where a value stands, written down only to complain.
#[derive(Clone, Copy)]
enum Place<'m> {
    Outermost(&'static str),
    Member(&'m Place<'m>, &'m str),
    Element(&'m Place<'m>, usize),
}

impl Place<'_> {
    fn text(&self) -> String {
        match self {
            Place::Outermost(name) => (*name).to_owned(),
            Place::Member(object, name) => [&*object.text(), ".", name].concat(),
            Place::Element(array, index) => [&*array.text(), "[", &number_text(*index as f64), "]"].concat(),
        }
    }
}

impl<'p, 'm> Item<'p, 'm> {
    pub(crate) fn new(value: &'p Value, name: &'static str, kind: Kind) -> Self {
        Item { value, place: Place::Outermost(name), kind }
    }

    /// A complaint of this value, which `says` so and `what`.
    #[cold]
    fn complaint(&self, says: &str, what: &str) -> Fault {
        Fault::new(self.kind, ["`", &*self.place.text(), says, what, "."].concat())
    }

    pub(crate) fn must_be(&self, what: &str) -> Fault {
        self.complaint("` must be ", what)
    }

    pub(crate) fn is_null(&self) -> bool {
        *self.value == Value::Null
    }

    pub(crate) fn is_object(&self) -> bool {
        self.object().is_some()
    }

    fn object(&self) -> Option<&'p Object> {
        self.value.as_object().filter(|object| word(object).is_none())
    }

    /// What is known of a value for which JSON has no word but this one.
    fn known(&self, is: &str, name: &str) -> Option<&'p str> {
        let picture = self.value.as_object().filter(|picture| word(picture) == Some(is))?;
        picture.get(name)?.as_str()
    }

    /// The `host` of a `URL`.
    pub(crate) fn url_host(&self) -> Option<&'p str> {
        self.known("URL", "host")
    }

    /// The JSON text of a value of the form [`Form::Json`].
    pub(crate) fn json(&self) -> Option<&'p str> {
        self.known("JSON", "text")
    }

    pub(crate) fn flag(self) -> Result<bool, Fault> {
        match self.value {
            Value::Bool(flag) => Ok(*flag),
            _ => Err(self.must_be("true or false")),
        }
    }

    pub(crate) fn function(self) -> Result<(), Fault> {
        if is_function(self.value) { Ok(()) } else { Err(self.must_be("a function")) }
    }

    /// A method, of an object or of a function.
    pub(crate) fn method(&self, name: &str) -> Result<(), Fault> {
        match self.value.as_object().and_then(|picture| picture.get(name)) {
            Some(member) if is_function(member) => Ok(()),
            _ => Err(self.complaint("` must have a method `", &[name, "`"].concat())),
        }
    }

    pub(crate) fn text(self) -> Result<&'p str, Fault> {
        self.text_or("a string")
    }

    /// A well-formed string: one that is not could be repaired, but then two different strings
    /// could become equal.
    pub(crate) fn text_or(self, what: &str) -> Result<&'p str, Fault> {
        match self.value {
            Value::String(text) => Ok(text),
            Value::Object(picture) if word(picture) == Some(ILL_FORMED) => Err(self.must_be("well-formed Unicode")),
            _ => Err(self.must_be(what)),
        }
    }

    pub(crate) fn texts(self) -> Result<Vec<String>, Fault> {
        self.texts_of("an array of strings")
    }

    pub(crate) fn texts_of(self, what: &str) -> Result<Vec<String>, Fault> {
        let elements = self.value.as_array().ok_or_else(|| self.must_be(what))?;
        let item = |(index, value)| Item { value, place: Place::Element(&self.place, index), kind: self.kind };
        elements.iter().enumerate().map(|element| item(element).text().map(str::to_owned)).collect()
    }

    /// One string, or an array of them; neither they nor the array may be empty.
    pub(crate) fn expected_texts(self) -> Result<Vec<String>, Fault> {
        const WHAT: &str = "a string or an array of strings, none of them empty";
        let texts = match self.value {
            Value::Array(_) => self.texts()?,
            _ => vec![self.text_or(WHAT)?.to_owned()],
        };
        if texts.is_empty() || texts.iter().any(String::is_empty) { Err(self.must_be(WHAT)) } else { Ok(texts) }
    }

    /// A number of seconds, not negative, fractions allowed.
    pub(crate) fn seconds(self) -> Result<f64, Fault> {
        let number = self.value.as_f64().filter(|number| *number >= 0.0);
        number.ok_or_else(|| self.must_be("a finite number of seconds, not negative"))
    }

    /// A whole number, not negative; one too large for this machine's memory counts as that.
    pub(crate) fn count(self) -> Result<usize, Fault> {
        let number = self.value.as_f64().filter(|number| *number >= 0.0 && is_whole(*number));
        number.map(|number| number as usize).ok_or_else(|| self.must_be("a whole number, not negative"))
    }

    /// Which of a few words it is.
    pub(crate) fn choice(self, words: &[&str]) -> Result<usize, Fault> {
        let chosen = words.iter().position(|word| self.value.as_str() == Some(word));
        chosen.ok_or_else(|| self.must_be(&["'", &*words.join("' or '"), "'"].concat()))
    }

    /// An object all of whose members are among `known`.
    pub(crate) fn members(self, known: Known) -> Result<Members<'p, 'm>, Fault> {
        let object = self.object().ok_or_else(|| self.must_be("an object"))?;
        let unknown = object.iter().map(|(name, _)| name).find(|name| known.iter().all(|(known, _)| known != name));
        match unknown {
            None => Ok(Members { object, item: self }),
            Some(name) => {
                let known: Vec<&str> = known.iter().map(|(known, _)| *known).collect();
                let what = [&*quoted(name), "; there are `", &known.join("`, `"), "`"].concat();
                Err(self.complaint("` has no member ", &what))
            }
        }
    }
}

/// What JSON has no word for, if a picture shows that.
fn word(picture: &Object) -> Option<&str> {
    picture.get(WORD)?.as_str()
}

fn is_function(value: &Value) -> bool {
    value.as_object().and_then(word) == Some(FUNCTION)
}

/// An object whose members are known by name.
pub(crate) struct Members<'p, 'm> {
    object: &'p Object,
    item: Item<'p, 'm>,
}

impl<'p> Members<'p, '_> {
    /// The member `name`, unless it is left out: absent or `undefined`.
    pub(crate) fn get<'s>(&'s self, name: &'s str) -> Result<Option<Item<'p, 's>>, Fault> {
        let Some(value) = self.object.get(name) else { return Ok(None) };
        let item = Item { value, place: Place::Member(&self.item.place, name), kind: self.item.kind };
        if value.as_object().and_then(word) == Some(THREW) {
            return Err(item.complaint("` could not be read: ", "its getter threw"));
        }
        Ok(Some(item))
    }

    /// The same, for members that may also be left out by `null`.
    pub(crate) fn get_nullable<'s>(&'s self, name: &'s str) -> Result<Option<Item<'p, 's>>, Fault> {
        Ok(self.get(name)?.filter(|item| !item.is_null()))
    }

    /// A text that may be left out by `null`.
    pub(crate) fn nullable_text(&self, name: &str) -> Result<Option<&'p str>, Fault> {
        match self.get_nullable(name)? {
            None => Ok(None),
            Some(item) => item.text().map(Some),
        }
    }

    /// Sets each target to what `read` makes of the member of its name, if that is given.
    pub(crate) fn read<'s, T, const N: usize>(
        &'s self,
        targets: [(&'s str, &mut T); N],
        read: fn(Item<'p, 's>) -> Result<T, Fault>,
    ) -> Result<(), Fault> {
        for (name, target) in targets {
            if let Some(item) = self.get(name)? {
                *target = read(item)?;
            }
        }
        Ok(())
    }

    pub(crate) fn must_have(&self, what: &str) -> Fault {
        self.item.complaint("` must have ", what)
    }
}

#[cfg(test)]
mod tests;

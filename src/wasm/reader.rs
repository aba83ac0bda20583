//! Reading JavaScript values that a programmer wrote: every member by name, type and range.
//!
//! By hand, because a misspelt or mistyped member must never loosen a check. `serde-wasm-bindgen`
//! was tried: it passes over unknown members in spite of `deny_unknown_fields`, takes `NaN` and
//! negative numbers, `null` for `undefined`, and repairs ill-formed strings; it also adds 8 KB
//! (brotli) to the module. As the way out for decisions it saves a few microseconds, and lets
//! a claim named `__proto__` set the prototype of the claims.

use js_sys::{Array, Function, JsString, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

use super::fault::{Fault, Kind};

/// One value, and the name by which to speak of it.
pub(super) struct Item {
    value: JsValue,
    name: String,
    kind: Kind,
}

impl Item {
    pub(super) fn new(value: JsValue, name: impl Into<String>, kind: Kind) -> Self {
        Item { value, name: name.into(), kind }
    }

    pub(super) fn must_be(&self, what: &str) -> Fault {
        Fault::new(self.kind, format!("`{}` must be {what}.", self.name))
    }

    pub(super) fn value(&self) -> &JsValue {
        &self.value
    }

    pub(super) fn is_null(&self) -> bool {
        self.value.is_null()
    }

    pub(super) fn flag(self) -> Result<bool, Fault> {
        self.value.as_bool().ok_or_else(|| self.must_be("true or false"))
    }

    /// A method of an object, own or inherited.
    pub(super) fn method(&self, name: &str) -> Result<Function, Fault> {
        let method = Reflect::get(&self.value, &name.into()).unwrap_or(JsValue::UNDEFINED);
        method.dyn_into().map_err(|_| Fault::new(self.kind, format!("`{}` must have a method `{name}`.", self.name)))
    }

    pub(super) fn function(self) -> Result<Function, Fault> {
        self.value.dyn_ref::<Function>().cloned().ok_or_else(|| self.must_be("a function"))
    }

    /// A well-formed string: crossing into Rust would repair one that is not, so that two
    /// different strings could become equal.
    pub(super) fn text(self) -> Result<String, Fault> {
        let string: &JsString = self.value.dyn_ref().ok_or_else(|| self.must_be("a string"))?;
        let text = String::from(string);
        let repaired = text.contains(char::REPLACEMENT_CHARACTER)
            && char::decode_utf16(string.iter()).any(|character| character.is_err());
        if repaired { Err(self.must_be("well-formed Unicode")) } else { Ok(text) }
    }

    pub(super) fn texts(self) -> Result<Vec<String>, Fault> {
        self.items("an array of strings")?.map(Item::text).collect()
    }

    /// One string, or an array of them; neither they nor the array may be empty.
    pub(super) fn expected_texts(self) -> Result<Vec<String>, Fault> {
        const WHAT: &str = "a string or an array of strings, none of them empty";
        let complaint = self.must_be(WHAT);
        let texts = if self.value.is_string() {
            vec![self.text()?]
        } else {
            self.items(WHAT)?.map(Item::text).collect::<Result<_, _>>()?
        };
        if texts.is_empty() || texts.iter().any(String::is_empty) { Err(complaint) } else { Ok(texts) }
    }

    /// The elements of an array.
    pub(super) fn items(self, what: &str) -> Result<impl Iterator<Item = Item>, Fault> {
        let array: Array = match self.value.dyn_ref::<Array>() {
            Some(array) => array.clone(),
            None => return Err(self.must_be(what)),
        };
        Ok((0..array.length())
            .map(move |index| Item::new(array.get(index), format!("{}[{index}]", self.name), self.kind)))
    }

    /// A finite number of seconds, not negative, fractions allowed.
    pub(super) fn seconds(self) -> Result<f64, Fault> {
        let number = self.value.as_f64().filter(|number| number.is_finite() && *number >= 0.0);
        number.ok_or_else(|| self.must_be("a finite number of seconds, not negative"))
    }

    /// A whole number, not negative; one too large for this machine's memory counts as that.
    pub(super) fn count(self) -> Result<usize, Fault> {
        let number = self.value.as_f64().filter(|number| number.is_finite() && *number >= 0.0 && number.fract() == 0.0);
        number.map(|number| number as usize).ok_or_else(|| self.must_be("a whole number, not negative"))
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(self, words: &[(&str, T)]) -> Result<T, Fault> {
        let text = self.value.as_string();
        let chosen = words.iter().find(|(word, _)| text.as_deref() == Some(word));
        chosen.map(|(_, value)| *value).ok_or_else(|| {
            let words: Vec<String> = words.iter().map(|(word, _)| format!("'{word}'")).collect();
            self.must_be(&words.join(" or "))
        })
    }

    /// An object all of whose own members, but for those that are `undefined`, are among `known`.
    pub(super) fn members(self, known: &[&str]) -> Result<Members, Fault> {
        if !self.value.is_object() || Array::is_array(&self.value) {
            return Err(self.must_be("an object"));
        }
        let is_given = |name: &str| !Reflect::get(&self.value, &name.into()).is_ok_and(|value| value.is_undefined());
        let unknown = Object::keys(self.value.unchecked_ref::<Object>())
            .iter()
            .filter_map(|name| name.as_string())
            .find(|name| !known.contains(&name.as_str()) && is_given(name));
        match unknown {
            None => Ok(Members(self)),
            Some(name) => {
                let known = known.join("`, `");
                Err(Fault::new(self.kind, format!("`{}` has no member {name:?}; there are `{known}`.", self.name)))
            }
        }
    }
}

/// An object whose members are known by name.
pub(super) struct Members(Item);

impl Members {
    /// The member `name`, unless it is left out: absent or `undefined`.
    pub(super) fn get(&self, name: &str) -> Result<Option<Item>, Fault> {
        let Members(object) = self;
        let path = format!("{}.{name}", object.name);
        match Reflect::get(&object.value, &JsValue::from_str(name)) {
            Ok(value) if value.is_undefined() => Ok(None),
            Ok(value) => Ok(Some(Item::new(value, path, object.kind))),
            Err(_) => Err(Fault::new(object.kind, format!("`{path}` could not be read: its getter threw."))),
        }
    }

    /// The same, for members that may also be left out by `null`.
    pub(super) fn get_nullable(&self, name: &str) -> Result<Option<Item>, Fault> {
        Ok(self.get(name)?.filter(|item| !item.is_null()))
    }

    /// Sets `target` to what `read` makes of the member `name`, if it is given.
    pub(super) fn read<T>(
        &self,
        name: &str,
        target: &mut T,
        read: impl FnOnce(Item) -> Result<T, Fault>,
    ) -> Result<(), Fault> {
        if let Some(item) = self.get(name)? {
            *target = read(item)?;
        }
        Ok(())
    }

    pub(super) fn must_have(&self, what: &str) -> Fault {
        Fault::new(self.0.kind, format!("`{}` must have {what}.", self.0.name))
    }
}

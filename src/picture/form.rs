//! Which members of an object count, and what is to be pictured of each.

use alloc::borrow::ToOwned as _;
use alloc::string::String;

use crate::json::Writer;

/// What TypeScript pictures of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Form {
    /// Text, number, flag, null, or an array of such.
    Plain,
    /// Likewise; of anything that can be iterated, but for a string, an array.
    Iterable,
    /// Of an object the JSON text that it stands for, whatever is in it.
    Json,
    /// An object's members, or a function's.
    Members(Known),
}

/// The members that are known, wherever an object has them.
pub(crate) type Known = &'static [(&'static str, Form)];

impl Form {
    /// As JSON for TypeScript: a number, or pairs of name and form.
    pub(crate) fn to_json(self) -> String {
        let members = match self {
            Form::Plain => return "0".to_owned(),
            Form::Iterable => return "1".to_owned(),
            Form::Json => return "2".to_owned(),
            Form::Members(members) => members,
        };
        let mut json = Writer::array();
        for (name, form) in members {
            json.push(&["[\"", name, "\",", &form.to_json(), "]"].concat());
        }
        json.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_told_as_json() {
        const INNER: Known = &[("b", Form::Json), ("c", Form::Iterable)];
        let form = Form::Members(&[("a", Form::Plain), ("in", Form::Members(INNER))]);
        assert_eq!(form.to_json(), r#"[["a",0],["in",[["b",2],["c",1]]]]"#);
    }
}

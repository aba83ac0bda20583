//! Which members of an object count, and what is to be pictured of each.

use core::fmt::{self, Write as _};

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

/// As JSON for TypeScript: a number, or pairs of name and form.
impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let members = match self {
            Form::Plain => return f.write_char('0'),
            Form::Iterable => return f.write_char('1'),
            Form::Json => return f.write_char('2'),
            Form::Members(members) => members,
        };
        let mut before = '[';
        for (name, form) in *members {
            f.write_char(before)?;
            write!(f, "[\"{name}\",{form}]")?;
            before = ',';
        }
        f.write_char(']')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_told_as_json() {
        const INNER: Known = &[("b", Form::Json), ("c", Form::Iterable)];
        let form = Form::Members(&[("a", Form::Plain), ("in", Form::Members(INNER))]);
        assert_eq!(form.to_string(), r#"[["a",0],["in",[["b",2],["c",1]]]]"#);
    }
}

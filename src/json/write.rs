//! JSON text written as it comes: what goes out needs no tree of values.

use alloc::string::String;

use super::number_text;

/// An object or an array in the making. Whoever makes it knows the names of its members to be
/// distinct; a member without a value is left out.
pub(crate) struct Writer {
    text: String,
    close: char,
}

impl Writer {
    pub(crate) fn object() -> Self {
        Writer { text: String::from("{"), close: '}' }
    }

    pub(crate) fn array() -> Self {
        Self::array_of(0)
    }

    /// An array with room for so many octets, and more if it takes more.
    pub(crate) fn array_of(octets: usize) -> Self {
        let mut text = String::with_capacity(octets);
        text.push('[');
        Writer { text, close: ']' }
    }

    /// A comma, unless what comes is the first.
    fn separate(&mut self) {
        if self.text.len() > 1 {
            self.text.push(',');
        }
    }

    /// An element that is JSON text already.
    pub(crate) fn push(&mut self, json: &str) {
        self.separate();
        self.text.push_str(json);
    }

    /// An element that is a string, or `null`.
    pub(crate) fn push_text(&mut self, text: Option<&str>) {
        match text {
            None => self.push("null"),
            Some(text) => {
                self.separate();
                push_text(&mut self.text, text);
            }
        }
    }

    /// A member whose value is JSON text already.
    pub(crate) fn member(&mut self, name: &str, json: Option<&str>) -> &mut Self {
        if let Some(json) = json {
            self.separate();
            push_text(&mut self.text, name);
            self.text.push(':');
            self.text.push_str(json);
        }
        self
    }

    pub(crate) fn text(&mut self, name: &str, value: Option<&str>) -> &mut Self {
        if let Some(value) = value {
            self.member(name, Some(""));
            push_text(&mut self.text, value);
        }
        self
    }

    pub(crate) fn number(&mut self, name: &str, value: Option<f64>) -> &mut Self {
        if let Some(value) = value {
            self.member(name, Some(&number_text(value)));
        }
        self
    }

    pub(crate) fn flag(&mut self, name: &str, value: bool) -> &mut Self {
        self.member(name, Some(if value { "true" } else { "false" }))
    }

    /// The text, complete.
    pub(crate) fn finish(&mut self) -> String {
        self.text.push(self.close);
        core::mem::take(&mut self.text)
    }
}

/// An array of strings.
pub(crate) fn texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let mut array = Writer::array();
    for text in texts {
        array.push_text(Some(text.as_ref()));
    }
    array.finish()
}

/// A string (RFC 8259 section 7).
pub(super) fn push_text(text: &mut String, own: &str) {
    text.push('"');
    let mut from = 0;
    for (at, octet) in own.bytes().enumerate() {
        if !matches!(octet, b'"' | b'\\' | 0..0x20) {
            continue;
        }
        text.push_str(own.get(from..at).unwrap_or_default());
        from = at + 1;
        match octet {
            b'"' | b'\\' => {
                text.push('\\');
                text.push(char::from(octet));
            }
            _ => {
                text.push_str(if octet < 0x10 { "\\u000" } else { "\\u001" });
                text.push(char::from(b"0123456789abcdef"[usize::from(octet & 0xf)]));
            }
        }
    }
    text.push_str(own.get(from..).unwrap_or_default());
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_stand_in_the_order_in_which_they_came_and_none_without_a_value() {
        let mut object = Writer::object();
        object.text("a", None).number("b", None).member("c", None);
        object.text("d", Some("{\"\\\n\u{f}\u{10}\u{1f}é")).number("e", Some(-0.5)).flag("f", true).flag("g", false);
        object.member("h", Some("[]")).text("i", Some(""));
        let text = r#"{"d":"{\"\\\u000a\u000f\u0010\u001fé","e":-0.5,"f":true,"g":false,"h":[],"i":""}"#;
        assert_eq!(object.finish(), text);
        assert_eq!(Writer::object().finish(), "{}");
    }

    #[test]
    fn elements_have_commas_between_them() {
        let mut array = Writer::array();
        array.push("{}");
        array.push("1");
        array.push_text(None);
        array.push_text(Some("\""));
        assert_eq!(array.finish(), r#"[{},1,null,"\""]"#);
        assert_eq!(texts(["a", "\""]), r#"["a","\""]"#);
        assert_eq!(texts::<&str>([]), "[]");
    }
}

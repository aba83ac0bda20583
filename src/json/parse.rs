//! Strict JSON (RFC 8259): one text, one meaning, whoever reads it.
//!
//! What parsers disagree about is refused: a member name that occurs twice in one object
//! (RFC 8259 section 4), surrogates without their partner (section 8.2), a byte order mark
//! (section 8.1), and numbers that no double can hold (section 6).

use alloc::string::String;
use alloc::vec::Vec;

use super::{Object, Value, number};

/// How deep arrays and objects may nest, the outermost being 1. Key sets and claims of real
/// issuers stay below 8; the parser recurses, and this bounds its stack.
const MAX_DEPTH: usize = 32;

/// Why a text is not strict JSON: a clause that continues "the text ...".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotStrict(pub(crate) &'static str);

/// Reads one JSON value and nothing after it.
pub(crate) fn parse(text: &[u8]) -> Result<Value, NotStrict> {
    let text = str::from_utf8(text).map_err(|_| NotStrict("is not UTF-8"))?;
    let mut parser = Parser { text, at: 0 };
    parser.skip_white_space();
    let value = parser.value(1)?;
    parser.skip_white_space();
    match parser.peek() {
        None => Ok(value),
        Some(_) => Err(NotStrict("goes on after its JSON value")),
    }
}

/// Reads one JSON object and nothing after it.
pub(crate) fn parse_object(text: &[u8]) -> Result<Object, NotStrict> {
    match parse(text)? {
        Value::Object(object) => Ok(object),
        _ => Err(NotStrict("is not a JSON object")),
    }
}

const NOT_JSON: NotStrict = NotStrict("is not JSON");
const LONE_SURROGATE: NotStrict = NotStrict("contains half of a surrogate pair");

/// A recursive descent over `text`; `at` is always on a character boundary.
struct Parser<'t> {
    text: &'t str,
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_white_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn eat(&mut self, expected: u8) -> bool {
        let found = self.peek() == Some(expected);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, expected: u8) -> Result<(), NotStrict> {
        if self.eat(expected) { Ok(()) } else { Err(NOT_JSON) }
    }

    fn literal(&mut self, word: &str, value: Value) -> Result<Value, NotStrict> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(NOT_JSON);
        }
        self.at += word.len();
        Ok(value)
    }

    fn value(&mut self, depth: usize) -> Result<Value, NotStrict> {
        match self.peek() {
            Some(b'{' | b'[') if depth > MAX_DEPTH => Err(NotStrict("nests deeper than 32 levels")),
            Some(b'{') => self.object(depth).map(Value::Object),
            Some(b'[') => self.array(depth).map(Value::Array),
            Some(b'"') => self.string().map(Value::String),
            Some(b'-' | b'0'..=b'9') => self.number().map(Value::Number),
            Some(b't') => self.literal("true", Value::Bool(true)),
            Some(b'f') => self.literal("false", Value::Bool(false)),
            Some(b'n') => self.literal("null", Value::Null),
            _ => Err(NOT_JSON),
        }
    }

    fn object(&mut self, depth: usize) -> Result<Object, NotStrict> {
        let mut object = Object::default();
        self.list(b'{', b'}', |parser| {
            let name = parser.string()?;
            parser.skip_white_space();
            parser.expect(b':')?;
            parser.skip_white_space();
            object.0.push((name, parser.value(depth + 1)?));
            Ok(())
        })?;
        if object.has_duplicate_names() {
            return Err(NotStrict("names a member twice in one object"));
        }
        Ok(object)
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Value>, NotStrict> {
        let mut elements = Vec::new();
        self.list(b'[', b']', |parser| {
            elements.push(parser.value(depth + 1)?);
            Ok(())
        })?;
        Ok(elements)
    }

    /// What arrays and objects have in common: brackets, commas and the white space around them.
    fn list(
        &mut self,
        open: u8,
        close: u8,
        mut element: impl FnMut(&mut Self) -> Result<(), NotStrict>,
    ) -> Result<(), NotStrict> {
        self.expect(open)?;
        self.skip_white_space();
        if self.eat(close) {
            return Ok(());
        }
        loop {
            element(self)?;
            self.skip_white_space();
            if self.eat(close) {
                return Ok(());
            }
            self.expect(b',')?;
            self.skip_white_space();
        }
    }

    fn string(&mut self) -> Result<String, NotStrict> {
        self.expect(b'"')?;
        let mut string = String::new();
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            let is_special = |octet: &u8| matches!(octet, b'"' | b'\\' | 0..0x20);
            let plain = rest.iter().position(is_special).ok_or(NOT_JSON)?;
            string.push_str(self.text.get(self.at..self.at + plain).ok_or(NOT_JSON)?);
            self.at += plain + 1;
            match rest[plain] {
                b'"' => return Ok(string),
                b'\\' => string.push(self.escape()?),
                _ => return Err(NotStrict("contains a raw control character in a string")),
            }
        }
    }

    fn escape(&mut self) -> Result<char, NotStrict> {
        let escaped = self.peek().ok_or(NOT_JSON)?;
        self.at += usize::from(escaped.is_ascii());
        Ok(match escaped {
            b'"' | b'\\' | b'/' => char::from(escaped),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return Err(NOT_JSON),
        })
    }

    fn unicode_escape(&mut self) -> Result<char, NotStrict> {
        let first = self.code_unit()?;
        let pair = match first {
            0xd800..=0xdbff => {
                let partner_follows = self.eat(b'\\') && self.eat(b'u');
                let second = if partner_follows { self.code_unit()? } else { return Err(LONE_SURROGATE) };
                [first, second]
            }
            _ => [first, 0],
        };
        match char::decode_utf16(pair).next() {
            Some(Ok(character)) => Ok(character),
            _ => Err(LONE_SURROGATE),
        }
    }

    fn code_unit(&mut self) -> Result<u16, NotStrict> {
        let digits = self.text.as_bytes().get(self.at..self.at + 4).ok_or(NOT_JSON)?;
        self.at += 4;
        digits.iter().try_fold(0, |unit, digit| {
            let value = char::from(*digit).to_digit(16).ok_or(NOT_JSON)?;
            Ok(unit << 4 | value as u16)
        })
    }

    fn digits(&mut self) -> Result<(), NotStrict> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start { Err(NOT_JSON) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<f64, NotStrict> {
        let start = self.at;
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _sign = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        let number = number::parse(self.text.get(start..self.at).ok_or(NOT_JSON)?);
        if number.is_finite() { Ok(number) } else { Err(NotStrict("contains a number too large for a double")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(text: &str) -> &'static str {
        parse(text.as_bytes()).expect_err(text).0
    }

    #[test]
    fn values_of_every_kind_are_read_and_written_back() {
        let text = r#"{"a":[null,true,false,-0.5,1e3],"__proto__":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00","":{}}"#;
        let value = parse(text.as_bytes()).unwrap();
        let object = value.as_object().unwrap();
        assert_eq!(object.get("__proto__").unwrap().as_str(), Some("\"\\/\u{8}\u{c}\n\r\té😀"));
        assert_eq!(object.get("a").unwrap().as_array().unwrap()[4].as_f64(), Some(1000.0));
        assert_eq!(parse(value.to_string().as_bytes()).unwrap(), value);
    }

    #[test]
    fn whatever_we_accept_serde_json_accepts_with_the_same_value() {
        for text in ["-0", "0.1e-7", "1E+2", "9007199254740993", "[ ]", " { } ", "\"\u{7f}\u{2028}\""] {
            let ours = parse(text.as_bytes()).unwrap().to_string();
            let ours: serde_json::Value = serde_json::from_str(&ours).unwrap();
            let theirs: serde_json::Value = serde_json::from_str(text).unwrap();
            assert_eq!(ours.as_f64(), theirs.as_f64(), "{text}");
            assert_eq!(ours.as_str(), theirs.as_str(), "{text}");
        }
    }

    #[test]
    fn a_name_may_occur_once_in_an_object() {
        assert_eq!(reason(r#"{"a":1,"\u0061":2}"#), "names a member twice in one object");
        assert_eq!(reason(r#"[[{"b":{"a":1,"a":1}}]]"#), "names a member twice in one object");
        for many in [2, 3, 15, 16, 17, 100] {
            let mut names: Vec<_> = (1..many).map(|n| format!(r#""{n}":0"#)).collect();
            assert!(parse(format!("{{{}}}", names.join(",")).as_bytes()).is_ok(), "{many}");
            names.insert(many / 2, r#""1":0"#.to_owned());
            assert_eq!(reason(&format!("{{{}}}", names.join(","))), "names a member twice in one object", "{many}");
        }
        assert!(parse(br#"{"a":{"a":1},"b":{"a":1}}"#).is_ok());
    }

    #[test]
    fn nesting_ends_at_thirty_two() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(nested(32).as_bytes()).is_ok());
        assert_eq!(reason(&nested(33)), "nests deeper than 32 levels");
        assert_eq!(reason(&"{\"a\":[".repeat(50_000)), "nests deeper than 32 levels");
    }

    #[test]
    fn surrogates_come_in_pairs() {
        for text in [r#""\ud800""#, r#""\udc00""#, r#""\ud800\ud800""#, r#""\ud800x""#, r#""\ud800\n""#] {
            assert_eq!(reason(text), "contains half of a surrogate pair", "{text}");
        }
    }

    #[test]
    fn numbers_are_finite_and_spelled_by_the_grammar() {
        assert_eq!(reason("1e400"), "contains a number too large for a double");
        for text in ["01", "+1", "1.", ".5", "1e", "0x1", "-", "NaN", "Infinity", "1_0", "--1"] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn anything_but_one_json_text_in_utf8_is_refused() {
        for text in [
            "",
            " ",
            "{",
            "}",
            "[1,]",
            "[,1]",
            "{\"a\":1,}",
            "{a:1}",
            "{\"a\"}",
            "'a'",
            "\"a",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\u+123\"",
            "\"\\é\"",
            "\"\n\"",
            "tru",
            "nullx",
            "1 2",
            "{}{}",
            "\u{feff}{}",
            "\u{a0}1",
            "[1 2]",
            "/**/1",
        ] {
            assert!(parse(text.as_bytes()).is_err(), "{text:?}");
        }
        assert_eq!(parse(b"\"\xff\"").unwrap_err().0, "is not UTF-8");
        assert_eq!(parse(b"\"\xed\xa0\x80\"").unwrap_err().0, "is not UTF-8");
        assert_eq!(parse_object(b"[]").unwrap_err().0, "is not a JSON object");
    }
}

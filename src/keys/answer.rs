//! What of a key server's answer counts.

use alloc::borrow::ToOwned as _;
use alloc::string::String;

use super::{JwkSet, Keys, date};
use crate::json::number_text;
use crate::octets::{split, split_once};

/// The greatest number of seconds in a header field; greater ones count as this (RFC 9111
/// section 1.2.2).
const MOST_SECONDS: f64 = 2_147_483_648.0;

/// The status of an answer that brings a set: the only one whose body is read.
pub(crate) const WITH_SET: u16 = 200;

/// An answer, as far as there was one.
pub(crate) struct Answer<'a> {
    /// `None`: nobody answered.
    pub(crate) head: Option<&'a Head>,
    /// The body after content decoding, or why there is none, as a clause for developers.
    /// Of an answer that does not bring a set it is not looked at.
    pub(crate) body: Result<&'a [u8], &'a str>,
}

/// What is looked at of the head of an answer: the status, and header fields as they stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    /// 0 for a redirect that a browser keeps to itself.
    pub(crate) status: u16,
    pub(crate) cache_control: Option<String>,
    pub(crate) age: Option<String>,
    pub(crate) etag: Option<String>,
    pub(crate) retry_after: Option<String>,
}

/// What an answer comes to.
pub(super) enum Reading {
    /// A set of keys.
    Set(JwkSet),
    /// The set that was fetched before is still the one.
    NotModified,
}

impl Answer<'_> {
    /// What the answer comes to, or why it is none.
    pub(super) fn read(&self) -> Result<Reading, String> {
        match self.head {
            None => Err(self.body.err().unwrap_or("nobody answered").to_owned()),
            Some(Head { status: 304, .. }) => Ok(Reading::NotModified),
            Some(head) if head.brings_set() => match Keys::read_set(self.body?) {
                Ok(set) => Ok(Reading::Set(set)),
                Err(_) => Err("the key server's answer is not a JWK Set in strict JSON".to_owned()),
            },
            Some(Head { status: 0 | 300..=399, .. }) => {
                Err("the key server answered with a redirect, and redirects are not followed".to_owned())
            }
            Some(Head { status, .. }) => {
                Err(["the key server answered with status ", &*number_text((*status).into())].concat())
            }
        }
    }
}

impl Head {
    /// Whether the body is looked at.
    fn brings_set(&self) -> bool {
        self.status == WITH_SET
    }

    /// For how many more seconds the answer is fresh by its own account: the first `max-age` of
    /// Cache-Control (RFC 9111 section 5.2.2.1) less Age (section 5.1), which may be below zero.
    pub(super) fn max_age(&self) -> Option<f64> {
        let max_age = split(self.cache_control.as_deref()?.as_bytes(), b',').find_map(|directive| {
            let (name, value) = split_once(directive, b'=')?;
            name.trim_ascii().eq_ignore_ascii_case(b"max-age").then(|| seconds(value))
        });
        let age = self.age.as_deref().and_then(|age| seconds(split(age.as_bytes(), b',').next()?));
        Some(max_age?? - age.unwrap_or(0.0))
    }

    /// How many seconds not to ask again for (RFC 9110 section 10.2.3), at Unix time `now`.
    pub(super) fn retry_after(&self, now: f64) -> Option<f64> {
        let value = self.retry_after.as_deref()?;
        seconds(value.as_bytes()).or_else(|| Some((date::read(value.trim_ascii())? as f64 - now).max(0.0)))
    }

    /// The entity tag (RFC 9110 section 8.8.3), as it is to be sent back.
    pub(super) fn entity_tag(&self) -> Option<&str> {
        self.etag.as_deref().map(str::trim_ascii).filter(|tag| is_entity_tag(tag))
    }
}

/// Whether `tag` can be sent back. Not every server quotes its tags; what is no field value
/// (RFC 9110 section 5.5), though, would make every further request fail.
pub(super) fn is_entity_tag(tag: &str) -> bool {
    !tag.is_empty() && tag.bytes().all(|octet| matches!(octet, b' '..=b'~'))
}

/// delta-seconds (RFC 9111 section 1.2.2): digits and nothing else.
fn seconds(text: &[u8]) -> Option<f64> {
    let digits = text.trim_ascii();
    let all_digits = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    let number = digits.iter().fold(0.0, |number, digit| number * 10.0 + f64::from(digit & 0xf));
    all_digits.then_some(MOST_SECONDS.min(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(cache_control: &str, age: &str) -> Head {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Head { cache_control: given(cache_control), age: given(age), ..Head::default() }
    }

    #[test]
    fn freshness_is_the_first_max_age_less_age() {
        for (cache_control, age, expected) in [
            ("max-age=300", "", Some(300.0)),
            ("public, MAX-AGE = 300 , must-revalidate", "", Some(300.0)),
            ("max-age=300, max-age=9", "", Some(300.0)),
            ("max-age=300", "100", Some(200.0)),
            ("max-age=300", "400", Some(-100.0)),
            ("max-age=300", "100, 200", Some(200.0)),
            ("max-age=300", "-1", Some(300.0)),
            ("max-age=300", "soon", Some(300.0)),
            ("max-age=99999999999999999999", "", Some(MOST_SECONDS)),
            ("max-age=0", "", Some(0.0)),
            ("", "", None),
            ("no-store", "5", None),
            ("s-maxage=300", "", None),
            ("x-max-age=300", "", None),
            ("max-age", "", None),
            ("max-age=", "", None),
            ("max-age=-1", "", None),
            ("max-age=+1", "", None),
            ("max-age=1.5", "", None),
            ("max-age=\"300\"", "", None),
            ("max-age=x, max-age=300", "", None),
        ] {
            assert_eq!(head(cache_control, age).max_age(), expected, "{cache_control:?} {age:?}");
        }
        assert_eq!(head(&format!("max-age={}", "9".repeat(400)), &"9".repeat(400)).max_age(), Some(0.0));
    }

    #[test]
    fn retry_after_is_in_seconds_or_a_date() {
        const NOW: f64 = 784_111_777.0;
        for (value, expected) in [
            ("120", Some(120.0)),
            (" 0 ", Some(0.0)),
            ("Sun, 06 Nov 1994 08:50:37 GMT", Some(60.0)),
            ("Sunday, 06-Nov-94 08:50:37 GMT", Some(60.0)),
            ("Sun Nov  6 08:50:37 1994", Some(60.0)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0.0)),
            ("-1", None),
            ("1.5", None),
            ("", None),
            ("soon", None),
            ("2026-11-22T00:00:00Z", None),
        ] {
            let head = Head { retry_after: Some(value.to_owned()), ..Head::default() };
            assert_eq!(head.retry_after(NOW), expected, "{value:?}");
        }
        assert_eq!(Head::default().retry_after(NOW), None);
    }

    #[test]
    fn an_entity_tag_is_kept_if_it_can_be_sent_back() {
        for (tag, kept) in [
            ("\"abc-1.2\"", Some("\"abc-1.2\"")),
            ("W/\"abc\"", Some("W/\"abc\"")),
            (" abc d\r\n", Some("abc d")),
            ("\"é\"", None),
            ("\"a\nb\"", None),
            ("", None),
        ] {
            let head = Head { etag: Some(tag.to_owned()), ..Head::default() };
            assert_eq!(head.entity_tag(), kept, "{tag:?}");
        }
    }

    #[test]
    fn only_200_and_304_are_answers() {
        let reading = |status, body| {
            let head = Head { status, ..Head::default() };
            Answer { head: Some(&head), body }.read().map(|reading| matches!(reading, Reading::Set(_)))
        };
        const SET: &[u8] = br#"{"keys":[]}"#;
        assert_eq!(reading(200, Ok(SET)), Ok(true));
        assert_eq!(reading(304, Ok(b"")), Ok(false));
        for status in [0, 100, 201, 203, 204, 206, 301, 302, 303, 307, 308, 400, 404, 429, 500, 503] {
            assert!(reading(status, Ok(SET)).is_err(), "{status}");
        }
        assert!(reading(200, Ok(b"[]")).is_err());
        assert_eq!(reading(200, Err("it stopped")), Err("it stopped".to_owned()));
        assert_eq!(Answer { head: None, body: Err("no") }.read().err().as_deref(), Some("no"));
    }
}

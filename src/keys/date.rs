//! Dates in HTTP header fields (RFC 9110 section 5.6.7).

use crate::octets::holds;

const MONTHS: [(&str, u32); 12] = [
    ("Jan", 31),
    ("Feb", 28),
    ("Mar", 31),
    ("Apr", 30),
    ("May", 31),
    ("Jun", 30),
    ("Jul", 31),
    ("Aug", 31),
    ("Sep", 30),
    ("Oct", 31),
    ("Nov", 30),
    ("Dec", 31),
];

/// From the weekday of the first of January 1970.
const WEEKDAYS: [&str; 7] = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"];

/// The three forms, in the order of the section. `w` and `W` are the short and the long name of
/// a weekday, `o` is a month, `_` a blank or a digit of the day; the letters of [`NUMBERS`] are
/// digits, and everything else stands for itself.
const FORMS: [&str; 3] = ["w, DD o YYYY hh:mm:ss GMT", "W, DD-o-yy hh:mm:ss GMT", "w o _D hh:mm:ss YYYY"];

/// Day, year, year in its century, hour, minute, second.
const NUMBERS: &[u8; 6] = b"DYyhms";

/// The Unix time of `text`; `None` for anything but a date from 1970 to 9999 that falls on the
/// weekday it names. Years of two digits are those from 1970 to 2069.
pub(super) fn read(text: &str) -> Option<u64> {
    FORMS.iter().find_map(|form| read_as(form, text.as_bytes()))
}

fn read_as(form: &str, mut rest: &[u8]) -> Option<u64> {
    let (mut numbers, mut weekday, mut month) = ([0_u32; NUMBERS.len()], 0, 0);
    for mark in form.bytes() {
        match mark {
            b'w' => weekday = one_of(WEEKDAYS.iter().map(|name| name.get(..3).unwrap_or(name)), &mut rest)?,
            b'W' => weekday = one_of(WEEKDAYS.iter().copied(), &mut rest)?,
            b'o' => month = one_of(MONTHS.iter().map(|(name, _)| *name), &mut rest)?,
            _ => {
                let octet = *rest.split_off_first()?;
                let number = NUMBERS.iter().position(|own| *own == mark || (mark, *own) == (b'_', b'D'));
                match number {
                    Some(_) if (mark, octet) == (b'_', b' ') => {}
                    Some(at) if octet.is_ascii_digit() => numbers[at] = numbers[at] * 10 + u32::from(octet - b'0'),
                    None if octet == mark && mark != b'_' => {}
                    _ => return None,
                }
            }
        }
    }
    let [day, year, short_year, hour, minute, second] = numbers;
    let year = match short_year {
        _ if !holds(form.as_bytes(), b'y') => year,
        70.. => 1900 + short_year,
        _ => 2000 + short_year,
    };
    let leap_day = |month: usize| u32::from(month == 1 && is_leap(year));
    let is_date = year >= 1970 && day >= 1 && day <= MONTHS[month].1 + leap_day(month);
    if !rest.is_empty() || !is_date || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let days_of_years: u32 = (1970..year).map(|year| 365 + u32::from(is_leap(year))).sum();
    let days_of_months: u32 = (0..month).map(|month| MONTHS[month].1 + leap_day(month)).sum();
    let days = days_of_years + days_of_months + day - 1;
    let seconds = u64::from(days) * 86400 + u64::from(hour * 3600 + minute * 60 + second);
    (days as usize % WEEKDAYS.len() == weekday).then_some(seconds)
}

/// Which of `names` comes first in `rest`; takes it from there.
fn one_of<'n>(names: impl IntoIterator<Item = &'n str>, rest: &mut &[u8]) -> Option<usize> {
    for (at, name) in names.into_iter().enumerate() {
        if let Some(after) = rest.strip_prefix(name.as_bytes()) {
            *rest = after;
            return Some(at);
        }
    }
    None
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, UNIX_EPOCH};

    fn reference(text: &str) -> Option<u64> {
        Some(httpdate::parse_http_date(text).ok()?.duration_since(UNIX_EPOCH).unwrap().as_secs())
    }

    /// The last second that the reference can write.
    const LAST: u64 = 253_402_300_799;

    #[test]
    fn the_examples_of_the_section_are_one_time() {
        for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(read(text), Some(784_111_777), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "Mon, 06 Nov 1994 08:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37 GMT ",
            "Sun, 06 Nov 1994 08:49:37",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 08:60:37 GMT",
            "Sun, 06 Nov 1994 08:49:60 GMT",
            "Sun, 06 Nov 0094 08:49:37 GMT",
            "Fri, 00 Jan 1971 00:00:00 GMT",
            "Wed, 31 Dec 1969 23:59:59 GMT",
            "Thu, 29 Feb 2001 00:00:00 GMT",
            "Wed, 31 Apr 2002 00:00:00 GMT",
            "sun, 06 nov 1994 08:49:37 gmt",
            "Sun Nov _6 08:49:37 1994",
            "Sun, _6 Nov 1994 08:49:37 GMT",
        ] {
            assert_eq!(read(text), None, "{text}");
            assert_eq!(reference(text.trim_end()).filter(|_| text.trim_end() == text), None, "{text}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_is_the_reference_s() {
        for day in 0..146_097 {
            let seconds = day * 86400 + day % 86400;
            let text = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds));
            assert_eq!(read(&text), Some(seconds), "{text}");
        }
        assert_eq!(read("Fri, 31 Dec 9999 23:59:59 GMT"), Some(LAST));
    }

    proptest! {
        #[test]
        fn changed_dates_are_read_as_the_reference_reads_them(
            seconds in 0..=LAST, form in 0..3, at in 0usize..29, to in "[ -~]",
        ) {
            let fixed = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds));
            let (day, month, year, time) = (&fixed[5..7], &fixed[8..11], &fixed[12..16], &fixed[17..25]);
            let long = WEEKDAYS.iter().find(|name| fixed.starts_with(&name[..3])).unwrap();
            let mut text = match form {
                0 => fixed.clone(),
                1 => format!("{long}, {day}-{month}-{} {time} GMT", &year[2..]),
                _ => format!("{} {month} {} {time} {year}", &fixed[..3], day.replace("01", " 1")),
            };
            prop_assert_eq!(read(&text), reference(&text), "{}", text);
            if at < text.len() {
                text.replace_range(at..=at, &to);
            }
            // The reference takes anything for the blank before the time in the second form.
            let differs = form == 1 && at == long.len() + 11;
            let text = text.trim();
            if !differs {
                prop_assert_eq!(read(text), reference(text), "{}", text);
            } else {
                prop_assert!(read(text).is_none_or(|read| Some(read) == reference(text)), "{}", text);
            }
        }
    }
}

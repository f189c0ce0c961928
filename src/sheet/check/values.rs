//! Values out of cells: addresses, dates, lists, names.

use crate::access::{Pasted, is_address};
use jiff::civil::Date;

/// What somebody may have meant by a text that is no address.
pub(super) fn address_meant(text: &str) -> Option<String> {
    let pasted = Pasted::of(text);
    if let ([one], true, true) = (
        pasted.found.as_slice(),
        pasted.wrong.is_empty(),
        pasted.doubles.is_empty(),
    ) {
        return Some(one.clone());
    }
    let mut fixed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    fixed = fixed
        .replace("(at)", "@")
        .replace("[at]", "@")
        .replace("@@", "@");
    fixed = fixed.replace([',', ';'], ".").replace("..", ".");
    let fixed = fixed.trim_matches(['.', '\'', '"', ':']).to_owned();
    (fixed != text && is_address(&fixed)).then_some(fixed)
}

/// Several values in one cell, semicolons or line ends between them.
pub(super) fn list(text: &str) -> Vec<String> {
    let parts = text.split([';', '\n']).map(str::trim);
    parts.filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

/// Whether a cell says that what is there shall go.
pub(super) fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "–" | "—")
}

/// A date: from `1990-05-17`, `1990/05/17`, `17.05.1990`, and from dates with slashes where only one
/// reading is a date.
///
/// # Errors
/// Why it is none.
pub(super) fn day(text: &str) -> Result<Date, &'static str> {
    const NONE: &str = "it is not a date such as 1990-05-17";
    if let Some(day) = plain_day(text) {
        return Ok(day);
    }
    let mut parts = text.split(['-', '/', '.']);
    let mut number = || -> Option<i16> { parts.next()?.trim().parse().ok() };
    let (Some(first), Some(second), Some(third)) = (number(), number(), number()) else {
        return Err(NONE);
    };
    if parts.next().is_some() {
        return Err(NONE);
    }
    let made = |year: i16, month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        (year >= 1000).then(|| Date::new(year, month, day).ok())?
    };
    if first >= 1000 {
        return made(first, second, third).ok_or("there is no such day");
    }
    let (day_first, month_first) = (made(third, second, first), made(third, first, second));
    match (day_first, month_first) {
        (Some(day), _) if text.contains('.') => Ok(day),
        (Some(day), Some(month)) if day == month => Ok(day),
        (Some(_), Some(_)) => Err("day and month could be either: write it as 1990-05-17"),
        (Some(one), None) | (None, Some(one)) => Ok(one),
        (None, None) => Err(NONE),
    }
}

/// The usual form, such as `1990-05-17`, at once.
fn plain_day(text: &str) -> Option<Date> {
    let b: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *b else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |n, d| {
            d.is_ascii_digit().then(|| n * 10 + i16::from(d - b'0'))
        })
    };
    let year = number(&[y0, y1, y2, y3]).filter(|y| *y >= 1000)?;
    let month = i8::try_from(number(&[m0, m1])?).ok()?;
    let day = i8::try_from(number(&[d0, d1])?).ok()?;
    Date::new(year, month, day).ok()
}

/// The same as Wix takes it.
pub(super) fn date(text: &str) -> Result<String, &'static str> {
    day(text).map(|d| d.to_string())
}

/// Whether an address is one of the plain kind that nearly all are: letters, digits and a few marks
/// of ASCII. What is not may be one all the same.
pub(super) fn is_plain_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(at) = memchr::memchr(b'@', bytes) else {
        return false;
    };
    let (local, domain) = (&bytes[..at], &bytes[at + 1..]);
    let letter = |b: &u8| b.is_ascii_alphanumeric();
    let ends = |part: &[u8]| part.first().is_some_and(letter) && part.last().is_some_and(letter);
    let mut dots = 0;
    let mut before = b'.';
    for b in domain {
        match b {
            b'.' | b'-' if !before.is_ascii_alphanumeric() => return false,
            b'.' => dots += 1,
            b'-' => {}
            b if letter(b) => {}
            _ => return false,
        }
        before = *b;
    }
    let sound = |b: &u8| letter(b) || matches!(b, b'.' | b'_' | b'+' | b'-');
    bytes.len() <= 200 && dots > 0 && ends(local) && ends(domain) && local.iter().all(sound)
}

/// First and last name out of one cell: the first word, and the rest; what stands before a comma is
/// the last name.
pub(super) fn names(text: &str) -> (String, String) {
    if let Some((last, first)) = text.split_once(',') {
        return (first.trim().to_owned(), last.trim().to_owned());
    }
    match text.split_once(char::is_whitespace) {
        Some((first, last)) => (first.to_owned(), last.trim().to_owned()),
        None => (text.to_owned(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_where_they_can_mean_one_day_only() {
        for (text, day) in [
            ("1990-05-17", "1990-05-17"),
            ("1990/5/17", "1990-05-17"),
            ("17.05.1990", "1990-05-17"),
            ("5/17/1990", "1990-05-17"),
            ("17/5/1990", "1990-05-17"),
            ("5/5/1990", "1990-05-05"),
        ] {
            assert_eq!(date(text).as_deref(), Ok(day), "{text}");
        }
        for text in [
            "5/6/1990",
            "31.02.1990",
            "1990",
            "May 17, 1990",
            "17/5/90",
            "1990-13-01",
        ] {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_meant_by_a_bad_address_is_guessed() {
        for (text, meant) in [
            ("ana@example,com", "ana@example.com"),
            ("ana @example.com", "ana@example.com"),
            ("Ana <ana@example.com>", "ana@example.com"),
            ("mailto:ana@example.com", "ana@example.com"),
            ("ana(at)example.com", "ana@example.com"),
            ("ana@@example.com", "ana@example.com"),
            ("ana@example.com.", "ana@example.com"),
        ] {
            assert_eq!(address_meant(text).as_deref(), Some(meant), "{text}");
        }
        assert_eq!(address_meant("nobody"), None);
        assert_eq!(address_meant("ana@example.com bo@example.com"), None);
    }

    #[test]
    fn what_is_plain_is_an_address() {
        for text in [
            "a@b.c",
            "ana.diaz+x@mail.example.co.uk",
            "a@b",
            "@b.c",
            "a@",
            "a@b..c",
            "a@-b.c",
            ".a@b.c",
            "a@b.c.",
            "a b@c.d",
            "a@b@c.d",
            "ana@ex-ample.com",
            "a@b-.c",
        ] {
            if is_plain_address(text) {
                assert!(is_address(text), "{text}");
            }
        }
        assert!(is_plain_address("ana.diaz+x@mail.example.co.uk") && !is_plain_address("a@b"));
    }

    #[test]
    fn one_cell_holds_both_names() {
        assert_eq!(names("Ana Díaz Núñez"), ("Ana".into(), "Díaz Núñez".into()));
        assert_eq!(names("Díaz, Ana"), ("Ana".into(), "Díaz".into()));
        assert_eq!(names("Ana"), ("Ana".into(), String::new()));
    }
}

//! Values out of cells: addresses, dates, lists, names.

use crate::access::{Pasted, is_address};

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

/// A date as Wix takes it: from `1990-05-17`, `1990/05/17`, `17.05.1990`, and from dates with
/// slashes where only one reading is a date.
///
/// # Errors
/// Why it is none.
pub(super) fn date(text: &str) -> Result<String, &'static str> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).map(str::trim).collect();
    let numbers: Vec<i16> = parts.iter().filter_map(|p| p.parse().ok()).collect();
    let [first, second, third] = numbers.as_slice() else {
        return Err("it is not a date such as 1990-05-17");
    };
    let made = |year: i16, month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        (year >= 1000).then(|| jiff::civil::Date::new(year, month, day).ok())?
    };
    if *first >= 1000 {
        return made(*first, *second, *third)
            .map(|d| d.to_string())
            .ok_or("there is no such day");
    }
    let (day_first, month_first) = (made(*third, *second, *first), made(*third, *first, *second));
    match (day_first, month_first) {
        (Some(day), _) if text.contains('.') => Ok(day.to_string()),
        (Some(day), Some(month)) if day == month => Ok(day.to_string()),
        (Some(_), Some(_)) => Err("day and month could be either: write it as 1990-05-17"),
        (Some(one), None) | (None, Some(one)) => Ok(one.to_string()),
        (None, None) => Err("it is not a date such as 1990-05-17"),
    }
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
    fn one_cell_holds_both_names() {
        assert_eq!(names("Ana Díaz Núñez"), ("Ana".into(), "Díaz Núñez".into()));
        assert_eq!(names("Díaz, Ana"), ("Ana".into(), "Díaz".into()));
        assert_eq!(names("Ana"), ("Ana".into(), String::new()));
    }
}

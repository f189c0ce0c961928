//! What stands in a cell without what nobody sees.

use std::borrow::Cow;
use unicode_security::MixedScript as _;

/// A cell as it is meant.
pub(super) struct Clean<'a> {
    pub(super) text: Cow<'a, str>,
    /// Characters were left out that nobody sees.
    pub(super) invisible: bool,
}

/// Whether a whole row is nothing but printable ASCII and the letters of Europe up to U+023F: then
/// nothing in it is invisible, of another script, or a blank of one. A byte is judged by itself, so
/// that many are judged at once: U+00C0 to U+023F begin with the bytes C3 to C8.
pub(super) fn is_latin(text: &str) -> bool {
    // Numbers, not truth values: no byte is worth a branch.
    let odd = |b: u8| {
        let below = u8::from(b < b' ') | u8::from(b == 0x7f);
        below | u8::from(b.wrapping_sub(0xc0) < 3) | u8::from(b > 0xc8)
    };
    text.bytes().fold(0, |found, b| found | odd(b)) == 0
}

/// Whether a cell of such a row is not what a spreadsheet leaves of numbers.
pub(super) fn is_undamaged(cell: &str) -> bool {
    let trimmed = cell.trim_start_matches([' ', '\'']);
    let numbers = |b: &u8| b.is_ascii_digit() || *b == b'#';
    !trimmed.as_bytes().first().is_some_and(numbers) || damage(trimmed.trim_end()).is_none()
}

/// The cell of such a row without blanks around it, and without the apostrophe that keeps a
/// spreadsheet from running it.
pub(super) fn latin(cell: &str) -> &str {
    plain(cell.trim_ascii())
}

/// Leaves out blanks around the text, invisible characters, and the apostrophe that keeps a
/// spreadsheet from running a cell.
pub(super) fn clean(cell: &str) -> Clean<'_> {
    // Nearly every cell is plain: one look over its bytes is enough.
    if is_latin(cell) {
        return Clean {
            text: Cow::Borrowed(latin(cell)),
            invisible: false,
        };
    }
    let (mut flat, mut invisible) = (false, false);
    for c in cell.chars() {
        flat |= matches!(c, '\u{a0}' | '\n' | '\r' | '\t' | '\u{3000}' | '\u{202f}');
        invisible |= is_invisible(c);
    }
    if !invisible {
        // Blanks of every script end here too.
        let text = plain(cell.trim());
        return Clean {
            text: if flat {
                Cow::Owned(flattened(text))
            } else {
                Cow::Borrowed(text)
            },
            invisible: false,
        };
    }
    let seen: String = cell.chars().filter(|c| !is_invisible(*c)).collect();
    Clean {
        text: Cow::Owned(flattened(plain(seen.trim()))),
        invisible: true,
    }
}

/// Several blanks become one; blanks of other scripts become plain ones.
fn flattened(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without the apostrophe of our own exports, where one stands.
fn plain(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if crate::sheet::escaped(rest).len() > rest.len() => rest,
        _ => text,
    }
}

/// Zero width, direction marks, soft hyphens, control characters. Joiners between letters belong to
/// some scripts and stay.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{61c}' | '\u{180e}' | '\u{115f}' | '\u{3164}')
}

/// The same text in Latin letters, if it mixes scripts within one word: letters that only look
/// like Latin ones are replaced.
pub(super) fn look_alike(text: &str) -> Option<String> {
    // Letters of one script, the Latin one, are the usual case.
    let foreign = |c: char| !matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{206f}');
    if text.is_ascii() || !text.chars().any(foreign) {
        return None;
    }
    let mixed = text
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| !word.is_ascii() && !word.is_single_script());
    if !mixed {
        return None;
    }
    let meant: String = text.chars().map(likeness).collect();
    (meant != text).then_some(meant)
}

/// The Latin letter that looks like this one.
fn likeness(c: char) -> char {
    if c.is_ascii() || !c.is_alphabetic() {
        return c;
    }
    let mut one = [0; 4];
    let mut like = unicode_security::skeleton(c.encode_utf8(&mut one));
    match (like.next(), like.next()) {
        (Some(same), None) if same.is_ascii_alphabetic() => {
            if c.is_uppercase() {
                same.to_ascii_uppercase()
            } else {
                same
            }
        }
        _ => c,
    }
}

/// What a spreadsheet made of a value: an error, or a number in its short form.
pub(super) fn damage(text: &str) -> Option<&'static str> {
    if text.starts_with('#') {
        let errors = [
            "#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!",
        ];
        let hashes = text.len() > 2 && text.bytes().all(|b| b == b'#');
        if hashes || errors.iter().any(|e| text.eq_ignore_ascii_case(e)) {
            return Some("a spreadsheet shows an error here");
        }
    }
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let (whole, part) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, "0"));
    let short = digits(whole) && digits(part) && exponent.strip_prefix('+').is_some_and(digits);
    short.then_some("a spreadsheet cut the digits of this number")
}

/// Whether a text begins like a line of totals.
pub(super) fn is_total(text: &str) -> bool {
    const WORDS: [&str; 12] = [
        "total",
        "grand total",
        "subtotal",
        "sum",
        "summe",
        "gesamt",
        "totale",
        "somme",
        "count",
        "anzahl",
        "סה\"כ",
        "合計",
    ];
    let text = text.trim().trim_end_matches(':').to_lowercase();
    let first = text.split([':', ' ']).next().unwrap_or_default();
    WORDS.contains(&text.as_str()) || (WORDS.contains(&first) && text.len() < 40)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_sees_them_and_they_go() {
        let shown = clean("\u{feff}ana\u{200b}@example.com\u{a0}");
        assert!(shown.invisible && shown.text == "ana@example.com");
        let shown = clean("'+44 20 7946");
        assert!(!shown.invisible && shown.text == "+44 20 7946");
        assert_eq!(clean("'n Sync").text, "'n Sync");
        assert_eq!(clean("Ana\u{a0} Díaz").text, "Ana Díaz");
        assert_eq!(clean("می‌خواهم").text, "می‌خواهم");
    }

    #[test]
    fn the_quick_look_at_a_row_agrees_with_the_slow_one() {
        for c in ('\0'..='\u{3000}').filter(|c| is_latin(c.encode_utf8(&mut [0; 4]))) {
            let text = format!("a{c}b");
            assert!(!is_invisible(c) && look_alike(&text).is_none(), "{c:?}");
            assert!(c == ' ' || !c.is_whitespace(), "{c:?}");
        }
        assert!(is_latin("Zoë Müller, ča@b.c") && !is_latin("a\u{a0}") && !is_latin("ж"));
        assert!(is_undamaged("1990-05-17") && !is_undamaged(" '1.2E+11 "));
    }

    #[test]
    fn letters_of_another_script_are_found_within_a_word() {
        assert_eq!(
            look_alike("\u{430}na@example.com").as_deref(),
            Some("ana@example.com")
        );
        assert_eq!(look_alike("Анна Smith"), None);
        assert_eq!(look_alike("José Núñez"), None);
        assert_eq!(look_alike("山田さくら"), None);
    }

    #[test]
    fn damage_of_spreadsheets_is_seen() {
        assert!(damage("#REF!").is_some() && damage("4.41E+11").is_some());
        assert!(damage("####").is_some() && damage("4,41E+11").is_some());
        for fine in ["#1 fan", "Eve", "E+1", "1E5", "+44 20", "3e+"] {
            assert_eq!(damage(fine), None, "{fine}");
        }
    }

    #[test]
    fn totals_are_told_from_people() {
        assert!(is_total("Total:") && is_total("Sum") && is_total("Total 40 members"));
        assert!(!is_total("Summer Smith") && !is_total("Totally"));
    }
}

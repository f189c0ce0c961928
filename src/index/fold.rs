//! Making texts comparable for search: case, accents, widths and invisible characters do not count.

use std::borrow::Cow;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::canonical_combining_class;

/// Folds a text for search and for sorting.
///
/// Compatibility forms are taken apart (Unicode NFKD), accents and vowel points go, letters become
/// small ones in full (`ß` is `ss`, final sigma is sigma, all four Turkish i are `i`), letters with
/// a stroke and ligatures become their plain neighbours (`ø`, `ł`, `æ`), invisible and bidirectional
/// controls go, and each run of white space becomes one blank. So "müller" is found by "MULLER".
///
/// Marks that make another letter rather than decorate one stay: Indic vowel signs, Thai and
/// Tibetan signs, the voicing marks of kana. No control character is left in the result.
/// Folding twice changes nothing.
pub fn fold(text: &str) -> Cow<'_, str> {
    if is_folded(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    Cow::Owned(out)
}

/// Appends the folded text to `out`.
pub(super) fn fold_into(text: &str, out: &mut String) {
    if is_folded(text.as_bytes()) {
        out.push_str(text);
        return;
    }
    let start = out.len();
    let mut after_blank = false;
    for c in text.chars() {
        let known = KNOWN.get(c as usize).copied();
        let piece = known.unwrap_or_else(|| Piece::of(c));
        match piece {
            Piece::Text(1, [only, ..]) => {
                out.push(char::from(only));
                after_blank = false;
            }
            Piece::Text(len, bytes) => {
                let text = bytes.get(..usize::from(len)).map(std::str::from_utf8);
                out.push_str(text.and_then(Result::ok).unwrap_or_default());
                after_blank &= len == 0;
            }
            Piece::Blank => {
                if !after_blank {
                    out.push(' ');
                }
                after_blank = true;
            }
            Piece::Same => {
                out.push(c);
                after_blank = false;
            }
            Piece::Long => {
                for part in c.nfkd().filter(|p| !is_dropped(*p)) {
                    push_small(part, out);
                }
                after_blank = false;
            }
            Piece::Entangled => {
                out.truncate(start);
                fold_whole(text, out);
                return;
            }
        }
    }
}

/// What a character becomes, whatever stands beside it.
#[derive(Debug, Clone, Copy)]
enum Piece {
    /// So many of these bytes, possibly none.
    Text(u8, [u8; 6]),
    /// White space.
    Blank,
    /// Itself.
    Same,
    /// More than fits here.
    Long,
    /// That depends on what stands beside it: marks that stay have an order among themselves.
    Entangled,
}

/// The pieces of the characters that names are mostly made of. Taking a character apart and back
/// through its capital takes a hundred times as long as looking it up.
static KNOWN: LazyLock<Vec<Piece>> = LazyLock::new(|| {
    let all = (0..0x3100).map(|n| char::from_u32(n).map_or(Piece::Entangled, Piece::of));
    all.collect()
});

impl Piece {
    fn of(c: char) -> Self {
        // Ideographs have neither parts nor capitals.
        if matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}') {
            return Self::Same;
        }
        let kept = || c.nfkd().filter(|p| p.is_whitespace() || !is_dropped(*p));
        if kept().any(|p| canonical_combining_class(p) != 0) {
            return Self::Entangled;
        }
        let blanks = kept().filter(|p| p.is_whitespace()).count();
        if blanks > 0 {
            let only = blanks == kept().count();
            return if only { Self::Blank } else { Self::Entangled };
        }
        let mut small = String::new();
        kept().for_each(|p| push_small(p, &mut small));
        let mut bytes = [0; 6];
        match bytes.get_mut(..small.len()) {
            Some(room) => {
                room.copy_from_slice(small.as_bytes());
                Self::Text(small.len() as u8, bytes)
            }
            None => Self::Long,
        }
    }
}

/// The same as [`fold_into`] with nothing known beforehand.
fn fold_whole(text: &str, out: &mut String) {
    let mut after_blank = false;
    for c in text.nfkd() {
        let blank = c.is_whitespace();
        if blank && !after_blank {
            out.push(' ');
        } else if !blank && !is_dropped(c) {
            push_small(c, out);
        } else {
            continue;
        }
        after_blank = blank;
    }
}

/// Whether these bytes are plain ASCII that folding would not change.
fn is_folded(bytes: &[u8]) -> bool {
    let mut before = b'x';
    bytes.iter().all(|&byte| {
        let double = byte == b' ' && before == b' ';
        before = byte;
        matches!(byte, b' '..=b'~') && !byte.is_ascii_uppercase() && !double
    })
}

/// Appends the small form of one character that NFKD has already taken apart.
fn push_small(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    // By way of the capital, so that variants of a small letter (final sigma, dotless i) meet.
    for small in c.to_uppercase().flat_map(char::to_lowercase) {
        match small {
            'ß' => out.push_str("ss"),
            // Letters without a decomposition that people type without the stroke.
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ħ' => out.push('h'),
            'ŧ' => out.push('t'),
            other => out.push(other),
        }
    }
}

/// Whether a character (not white space) says nothing to a search.
fn is_dropped(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control() || is_invisible(c) || is_decoration(c)
}

/// Zero-width characters, bidirectional controls, variation selectors, fillers and the Arabic
/// lengthening stroke (Unicode's `Default_Ignorable_Code_Point`, and U+0640).
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{640}' | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Marks that decorate a letter, told by their canonical combining class: overlays and nuktas (1
/// to 7), Hebrew, Arabic and Syriac points (10 to 36), accents at all sides (200 and above).
/// Class 0 marks are letters of their script, except those that enclose.
fn is_decoration(c: char) -> bool {
    match canonical_combining_class(c) {
        0 => matches!(c, '\u{488}'..='\u{489}' | '\u{20dd}'..='\u{20e4}'),
        1..=7 | 10..=36 | 200.. => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(c: char) -> String {
        fold(&c.to_string()).into_owned()
    }

    #[test]
    fn case_and_accents_do_not_count() {
        for (a, b) in [
            ("müller", "MÜLLER"),
            ("müller", "Muller"),
            ("straße", "STRASSE"),
            ("STRAẞE", "strasse"),
            ("ΟΔΥΣΣΕΎΣ", "οδυσσευς"),
            ("İSTANBUL", "istanbul"),
            ("Işık", "ISIK"),
            ("Łukasz Woźniak", "lukasz wozniak"),
            ("Ærø", "aero"),
            ("Đặng", "dang"),
            ("Ёлка", "елка"),
            ("ﬁle", "FILE"),
            ("Ｔｏｋｙｏ", "tokyo"),
            ("ｶﾞ", "ガ"),
            ("שָׁלוֹם", "שלום"),
            ("مُحَمَّد", "محمد"),
            ("محـمد", "محمد"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} and {b}");
        }
    }

    #[test]
    fn other_letters_stay_apart() {
        for (a, b) in [
            ("कि", "कु"),
            ("が", "か"),
            ("ปา", "ปี"),
            ("ต่า", "ต้า"),
            ("a", "b"),
        ] {
            assert_ne!(fold(a), fold(b), "{a} and {b}");
        }
    }

    #[test]
    fn blanks_and_invisible_characters() {
        assert_eq!(fold("a \t\u{a0}\u{2003}\n b"), "a b");
        assert_eq!(fold("an\u{200b}na\u{202e}\u{feff}\u{ad}\u{7}"), "anna");
        assert_eq!(fold("a \u{200b} b"), "a b");
        assert_eq!(fold("\u{1f}a\u{1e}b"), "ab");
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(fold("anna kowalski 7"), Cow::Borrowed(_)));
        assert!(matches!(fold("anna  kowalski"), Cow::Owned(_)));
    }

    #[test]
    fn every_character_folds_once_and_for_all() {
        for c in '\0'..=char::MAX {
            let once = folded(c);
            assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
            assert!(
                !once.chars().any(char::is_control),
                "U+{:04X}",
                u32::from(c)
            );
        }
    }

    #[test]
    fn every_character_equals_its_small_and_its_capital_form() {
        for c in '\0'..=char::MAX {
            // The Greek iota below a vowel is dropped like an accent, but is a letter in capitals.
            if c.to_uppercase().any(|u| u == 'Ι') && folded(c) != "ι" {
                continue;
            }
            let small: String = c.to_lowercase().collect();
            let capital: String = c.to_uppercase().collect();
            assert_eq!(fold(&small), folded(c), "U+{:04X}", u32::from(c));
            assert_eq!(fold(&capital), folded(c), "U+{:04X}", u32::from(c));
        }
    }

    proptest! {
        #[test]
        fn composed_and_decomposed_are_the_same(text in "\\PC{0,24}") {
            let apart: String = text.nfd().collect();
            let together: String = text.nfc().collect();
            prop_assert_eq!(fold(&apart), fold(&together));
        }

        #[test]
        fn the_short_way_and_the_whole_way_end_the_same(
            text in "[\\PCa-zÄöß \\u{a8}が한漢דا\u{301}\u{3099}\u{e38}\u{94d}\u{1f}\\t]{0,24}",
        ) {
            let mut whole = String::new();
            fold_whole(&text, &mut whole);
            prop_assert_eq!(fold(&text), whole);
        }

        #[test]
        fn ascii_takes_the_short_way_to_the_same_end(text in "[ -~\\t]{0,24}") {
            let long = fold(&format!("{text}é")).into_owned();
            prop_assert_eq!(format!("{}e", fold(&text)), long);
        }
    }
}

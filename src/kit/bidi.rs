//! Texts in reading order. egui joins and turns the letters of Arabic and Hebrew, but sets the
//! words of a line from left to right, whatever their script. So a line is cut here into pieces
//! that stand in the order in which they are seen, and every piece is laid out by itself.
//!
//! The order is that of the Unicode Bidirectional Algorithm (UAX 9), with the direction of each
//! line taken from its first letter. Controls that turn letters round by force are taken for
//! nothing: in a name they only serve to deceive.

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, bidi_class};
use unicode_bidi_mirroring::get_mirrored;
use unicode_script::{Script, UnicodeScript as _};
use unicode_segmentation::UnicodeSegmentation as _;

/// A part of a line that is laid out by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What is laid out. Brackets look the other way where the text runs from right to left.
    pub text: String,
    /// Where it stands in the text as it is written.
    pub range: Range<usize>,
}

/// Whether a part of the text runs from right to left. If not, egui sets it as it should be.
pub fn is_turned(text: &str) -> bool {
    // No letter that begins with a smaller byte runs from right to left.
    text.bytes().any(|byte| byte >= 0xd6)
        && text.chars().any(|c| {
            let class = bidi_class(c);
            matches!(class, BidiClass::R | BidiClass::AL | BidiClass::AN)
        })
}

/// The pieces of one line, in the order in which they are seen from left to right. Every character
/// is in one of them, but line breaks, of which there should be none.
pub fn pieces(line: &str) -> Vec<Piece> {
    let plain = without_force(line);
    let info = BidiInfo::new(&plain, None);
    let mut pieces = Vec::new();
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let turned = levels
                .get(run.start)
                .is_some_and(unicode_bidi::Level::is_rtl);
            cut(line, run, turned, &mut pieces);
        }
    }
    pieces
}

/// Whether the line begins at the right.
pub fn begins_right(line: &str) -> bool {
    let plain = without_force(line);
    let info = BidiInfo::new(&plain, None);
    let first = info.paragraphs.first();
    first.is_some_and(|paragraph| paragraph.level.is_rtl())
}

/// The same text, byte for byte as long, without controls that turn letters round by force.
fn without_force(line: &str) -> String {
    let harmless = |c| match c {
        '\u{202a}'..='\u{202e}' => '\u{200b}',
        // Those are line breaks to the algorithm, which begins anew after them.
        '\n' | '\r' | '\u{1c}'..='\u{1e}' => ' ',
        '\u{85}' => '\u{a0}',
        '\u{2029}' => '\u{2003}',
        other => other,
    };
    line.chars().map(harmless).collect()
}

/// Cuts a run of one direction into pieces.
fn cut(line: &str, run: Range<usize>, turned: bool, pieces: &mut Vec<Piece>) {
    let Some(text) = line.get(run.clone()) else {
        return;
    };
    let mut cuts: Vec<(Range<usize>, Kind)> = Vec::new();
    for (at, grapheme) in text.grapheme_indices(true) {
        let range = run.start + at..run.start + at + grapheme.len();
        let kind = Kind::of(grapheme, turned);
        match cuts.last_mut() {
            Some((last, before)) if *before == kind && kind != Kind::Alone => last.end = range.end,
            _ => cuts.push((range, kind)),
        }
    }
    if turned {
        cuts.reverse();
    }
    for (range, kind) in cuts {
        let text = line.get(range.clone()).unwrap_or_default();
        let text = match kind {
            Kind::Alone if turned => text.chars().map(|c| get_mirrored(c).unwrap_or(c)).collect(),
            _ => text.to_owned(),
        };
        pieces.push(Piece { text, range });
    }
}

/// What may be laid out together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Everything that is set from left to right.
    Plain,
    /// Letters of a script from right to left, which are joined and turned together.
    Letters(Script),
    /// What stands in its place and is not turned with others.
    Alone,
}

impl Kind {
    fn of(grapheme: &str, turned: bool) -> Self {
        let Some(first) = grapheme.chars().next() else {
            return Self::Plain;
        };
        let script = first.script();
        let named = !matches!(script, Script::Common | Script::Inherited | Script::Unknown);
        let strong = matches!(bidi_class(first), BidiClass::R | BidiClass::AL);
        match (turned, strong && named) {
            (true, true) => Self::Letters(script),
            (true, false) => Self::Alone,
            // Persian digits run from left to right, but belong to a script that does not.
            (false, _) if named && is_of_the_right(script) => Self::Alone,
            (false, _) => Self::Plain,
        }
    }
}

/// Whether letters of this script run from right to left where digits of it may not.
fn is_of_the_right(script: Script) -> bool {
    matches!(
        script,
        Script::Arabic
            | Script::Hebrew
            | Script::Syriac
            | Script::Thaana
            | Script::Nko
            | Script::Adlam
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn seen(line: &str) -> Vec<String> {
        pieces(line).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn words_stand_in_reading_order_and_letters_stay_together() {
        // First name at the right, as it is read.
        assert_eq!(seen("דנה לוי"), ["לוי", " ", "דנה"]);
        assert_eq!(seen("فاطمة حداد"), ["حداد", " ", "فاطمة"]);
        assert_eq!(
            seen("Dana דנה לוי (IL)"),
            ["Dana ", "לוי", " ", "דנה", " (IL)"]
        );
        assert!(begins_right("דנה Levi") && !begins_right("Dana לוי") && !begins_right("7"));
    }

    #[test]
    fn digits_keep_their_order_and_brackets_turn() {
        assert_eq!(seen("דנה 123"), ["123", " ", "דנה"]);
        assert_eq!(seen("דנה (לוי)"), ["(", "לוי", ")", " ", "דנה"]);
        assert_eq!(seen("علی ۱۲"), ["۱", "۲", " ", "علی"]);
        assert_eq!(seen("محمد ١٢"), ["١", "٢", " ", "محمد"]);
    }

    #[test]
    fn nothing_is_turned_by_force() {
        assert!(!is_turned("photo\u{202e}gpj.exe"));
        let forced = "דנה\u{202d}לוי\u{202c}";
        let order: Vec<usize> = pieces(forced).iter().map(|p| p.range.start).collect();
        assert!(order.is_sorted_by(|a, b| a > b), "{order:?}");
    }

    #[test]
    fn most_texts_need_nothing_of_this() {
        for text in [
            "",
            "Anna Müller",
            "Łukasz",
            "高橋 健太",
            "Иван",
            "ปา",
            "🎉",
            "김 민준",
        ] {
            assert!(!is_turned(text), "{text}");
        }
        for text in ["דנה", "a ب", "ܐ", "ދ", "١"] {
            assert!(is_turned(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn pieces_are_the_characters_of_the_line_in_another_order(
            line in "[\\PCא-תا-ي۰-۹a-z0-9()\\[\\] \\u{202a}-\\u{202e}\\u{2066}-\\u{2069}\\u{301}\\u{200d}]{0,40}",
        ) {
            let pieces = pieces(&line);
            let mut ranges: Vec<Range<usize>> = pieces.iter().map(|p| p.range.clone()).collect();
            ranges.sort_by_key(|r| r.start);
            let mut end = 0;
            for range in ranges {
                prop_assert_eq!(range.start, end);
                end = range.end;
            }
            prop_assert_eq!(end, line.len());
            for piece in &pieces {
                let written = &line[piece.range.clone()];
                let back: String = piece.text.chars().zip(written.chars())
                    .map(|(shown, c)| if shown == c { c } else { get_mirrored(shown).unwrap_or(shown) })
                    .collect();
                prop_assert_eq!(back, written);
            }
        }

        #[test]
        fn a_line_from_left_to_right_is_one_piece(line in "[a-zА-я漢ü0-9 ()]{1,30}") {
            prop_assert!(!is_turned(&line));
            prop_assert_eq!(seen(&line), [line]);
        }

        #[test]
        fn any_text_at_all_is_fine(line in any::<String>()) {
            let all: usize = pieces(&line).iter().map(|piece| piece.range.len()).sum();
            prop_assert_eq!(all, line.len());
            begins_right(&line);
        }
    }
}

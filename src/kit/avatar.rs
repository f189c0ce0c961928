//! Avatars: initials on a hue for people, a sign for everything else. They are pictures beside a
//! name and say nothing to a screen reader: the name does.

use egui::{Color32, Rect, Response, Sense, Ui, vec2};
use unicode_segmentation::UnicodeSegmentation as _;

use super::icons::Icon;
use super::text;
use super::tokens::{self, Tokens};

/// Side in table rows, in points.
pub const ROW: f32 = 22.0;
/// Side in inspectors and dialogs, in points.
pub const LARGE: f32 = 40.0;

/// Most characters of one initial: a letter with its marks, not a tower of marks.
const MARKS: usize = 6;

/// What the avatar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// A person: initials, or a plain figure when the name has none.
    #[default]
    Person,
    /// A program that acts by itself.
    App,
    /// An account as a subject.
    Account,
    /// Somebody who was invited and is not there yet.
    Envelope,
    /// Something of a kind that is not known.
    Unknown,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Person,
        Self::App,
        Self::Account,
        Self::Envelope,
        Self::Unknown,
    ];

    fn sign(self) -> Icon {
        match self {
            Self::Person => Icon::Person,
            Self::App => Icon::App,
            Self::Account => Icon::Building,
            Self::Envelope => Icon::Invites,
            Self::Unknown => Icon::Help,
        }
    }
}

/// Draws an avatar with sides of `side` points. The hue comes from `id`, so that it stays when
/// the name changes.
pub fn show(ui: &mut Ui, kind: Kind, id: &str, name: &str, side: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    if ui.is_rect_visible(rect) {
        paint(ui, rect, kind, id, name);
    }
    response
}

/// Paints an avatar into `rect`, for places that lay out by themselves.
pub fn paint(ui: &Ui, rect: Rect, kind: Kind, id: &str, name: &str) {
    let t = tokens::of(ui.ctx());
    let (center, side) = (rect.center(), rect.width().min(rect.height()));
    let letters = match kind {
        Kind::Person => initials(name),
        _ => String::new(),
    };
    if letters.is_empty() {
        ui.painter().circle_filled(center, side / 2.0, t.sunken);
        kind.sign()
            .paint_sized(ui.painter(), rect, side * 0.6, t.muted);
        return;
    }
    ui.painter()
        .circle_filled(center, side / 2.0, hue_color(id, t));
    let mut font = text::caption_font();
    font.size = (side * 0.4).max(9.0);
    let galley = text::line(ui, &letters, font, t.on_hue, f32::INFINITY);
    let ink = galley.mesh_bounds;
    let at = if ink.is_positive() {
        center - ink.center().to_vec2()
    } else {
        center - galley.size() / 2.0
    };
    ui.painter().galley(at, galley, t.on_hue);
}

/// The hue of an id, the same on every machine: 0 to 7.
pub fn hue(id: &str) -> u8 {
    // FNV-1a, 32 bits.
    let hash = id.bytes().fold(2_166_136_261_u32, |h, b| {
        (h ^ u32::from(b)).wrapping_mul(16_777_619)
    });
    (hash % 8) as u8
}

fn hue_color(id: &str, t: &Tokens) -> Color32 {
    let at = usize::from(hue(id)) % t.hues.len();
    t.hues.get(at).copied().unwrap_or(t.accent)
}

/// One or two letters for a name, in any script; empty when there is no letter or digit in it. An
/// address gives those of the part before the `@`.
pub fn initials(name: &str) -> String {
    let name = name.trim();
    let local = match name.split_once('@') {
        Some((local, _)) if !name.contains(char::is_whitespace) => local,
        _ => "",
    };
    let mut letters: Vec<&str> = if local.is_empty() {
        name.split_whitespace().filter_map(initial).collect()
    } else {
        local
            .split(['.', '_', '-', '+'])
            .filter_map(initial)
            .collect()
    };
    let Some(first) = letters.first().copied() else {
        return String::new();
    };
    // "Chen Wei 陳伟" is CW: the second letter is of the same kind of script where there is one.
    letters.remove(0);
    let alike = |letter: &&&str| ideographic(letter) == ideographic(first);
    let last = letters.iter().rfind(alike).or(letters.last());
    let both = [Some(first), last.copied()];
    both.into_iter().flatten().map(upper).collect()
}

/// The first letter or digit of a word with its marks.
fn initial(word: &str) -> Option<&str> {
    let whole = word
        .graphemes(true)
        .find(|g| g.chars().any(char::is_alphanumeric))?;
    let end = whole
        .char_indices()
        .nth(MARKS)
        .map_or(whole.len(), |(at, _)| at);
    whole.get(..end)
}

/// In capitals, where that is still one letter: `ß` stays as it is.
fn upper(letter: &str) -> String {
    let capital = letter.to_uppercase();
    if capital.graphemes(true).count() == 1 {
        capital
    } else {
        letter.to_owned()
    }
}

/// Is this written without capitals, one sign for a syllable or a word?
fn ideographic(letter: &str) -> bool {
    letter
        .chars()
        .next()
        .is_some_and(|c| matches!(u32::from(c), 0x2E80..=0xA4CF | 0xAC00..=0xD7AF | 0x2_0000..))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn initials_of_many_scripts() {
        for (name, letters) in [
            ("Ana María Díaz", "AD"),
            ("élise", "É"),
            ("e\u{301}lise", "E\u{301}"),
            ("Chen Wei 陳伟", "CW"),
            ("陳 伟", "陳伟"),
            ("김 민준", "김민"),
            ("Катя Иванова", "КИ"),
            ("فاطمة حداد", "فح"),
            ("  (Bob)  'the' \"Builder\"  ", "BB"),
            ("ßuper", "ß"),
            ("Jean-Luc Picard", "JP"),
            ("4th floor", "4F"),
            ("ana.diaz@northlight.example", "AD"),
            ("wei@northlight.example", "W"),
            ("क्षमा शर्मा", "क्षश"),
        ] {
            assert_eq!(initials(name), letters, "{name}");
        }
    }

    #[test]
    fn names_without_letters_have_no_initials() {
        for name in [
            "",
            "   ",
            "\u{200b}\u{200d}\u{feff}",
            "🎉 🎈",
            "@",
            "--- ..",
            "\u{202e}",
        ] {
            assert_eq!(initials(name), "", "{name:?}");
        }
    }

    #[test]
    fn a_tower_of_marks_is_cut() {
        let tower = format!("a{}", "\u{301}".repeat(5_000));
        assert!(initials(&tower).chars().count() <= MARKS + 1);
    }

    #[test]
    fn hues_stay_and_spread() {
        assert_eq!(hue("7c1e-04a9"), hue("7c1e-04a9"));
        let mut seen = [0_u32; 8];
        for n in 0..800 {
            seen[usize::from(hue(&format!("person-{n}")))] += 1;
        }
        assert!(seen.iter().all(|n| *n > 50), "{seen:?}");
    }

    proptest! {
        #[test]
        fn initials_are_at_most_two_graphemes(name in "\\PC{0,24}") {
            prop_assert!(initials(&name).graphemes(true).count() <= 2);
        }

        #[test]
        fn any_text_at_all_is_fine(name in any::<String>(), id in any::<String>()) {
            let letters = initials(&name);
            prop_assert!(letters.graphemes(true).count() <= 2, "{letters:?}");
            prop_assert!(!letters.contains(char::is_whitespace), "{letters:?}");
            prop_assert!(hue(&id) < 8);
        }
    }
}

//! Avatars: initials on one of eight hues by a hash of the id, so that a person keeps the colour.

use egui::{
    Align2, Color32, CornerRadius, FontId, Painter, Rect, Response, Role, Sense, Ui, WidgetInfo,
    vec2,
};
use unicode_segmentation::UnicodeSegmentation as _;

use super::icons::Icon;
use super::theme::semibold;
use super::tokens::{self, Tokens};

/// Side of an avatar in a row, in points.
pub const ROW: f32 = 22.0;
/// Side of an avatar in the inspector, in points.
pub const LARGE: f32 = 40.0;

/// What kind of subject it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// A person: initials.
    #[default]
    Person,
    /// A program: a glyph on a rounded square.
    App,
    /// An account: a building on a rounded square.
    Account,
}

/// One or two letters for a name: the first of the first word and the first of the last. Empty
/// when the name has no visible letter. Whole user-perceived characters, so that accents,
/// conjuncts and signs that belong together stay together.
pub fn initials(name: &str) -> String {
    let mut words = name
        .split(|c: char| c.is_whitespace() || matches!(c, '.' | '_' | '@' | '-' | '/' | ','))
        .filter_map(first);
    let Some(one) = words.next() else { return String::new() };
    let mut out = upper(one);
    // Scripts without case write names of one to four signs: one sign is the usual short form.
    if one.chars().next().is_some_and(|c| c.is_lowercase() || c.is_uppercase())
        && let Some(last) = words.last()
    {
        out.push_str(&upper(last));
    }
    out
}

fn first(word: &str) -> Option<&str> {
    word.graphemes(true).find(|g| g.chars().next().is_some_and(char::is_alphanumeric))
}

/// Upper case where that is one character and stays one.
fn upper(grapheme: &str) -> String {
    let big: String = grapheme.to_uppercase();
    let same = big.graphemes(true).count() == 1;
    if same { big } else { grapheme.to_owned() }
}

/// The number of the hue of an id, 0 to 7: FNV-1a, so that it stays the same in every run.
pub fn hue(id: &str) -> usize {
    let hash = id.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3)
    });
    ((hash ^ (hash >> 32)) % 8) as usize
}

/// Paints an avatar into `rect`, for rows that paint themselves.
pub fn paint(painter: &Painter, t: &Tokens, rect: Rect, kind: Kind, id: &str, name: &str) {
    let ground = t.hues.get(hue(id)).copied().unwrap_or(t.accent);
    let side = rect.width().min(rect.height());
    let place = Rect::from_center_size(rect.center(), vec2(side, side));
    match kind {
        Kind::Person => {
            painter.circle_filled(place.center(), side / 2.0, ground);
        }
        Kind::App | Kind::Account => {
            painter.rect_filled(place, CornerRadius::same((side * 0.24) as u8), ground);
        }
    }
    let letters = if kind == Kind::Person { initials(name) } else { String::new() };
    let icon = match kind {
        Kind::Person => Icon::Person,
        Kind::App => Icon::App,
        Kind::Account => Icon::Building,
    };
    if letters.is_empty() {
        icon.paint_sized(painter, place, (side * 0.62).round(), t.on_hue);
    } else {
        let font = FontId::new((side * 0.4).round().max(9.0), semibold());
        painter.text(place.center(), Align2::CENTER_CENTER, letters, font, t.on_hue);
    }
}

/// An avatar as a widget of `side` points.
pub fn avatar(ui: &mut Ui, kind: Kind, id: &str, name: &str, side: f32) -> Response {
    let t = tokens::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    paint(ui.painter(), t, rect, kind, id, name);
    response
}

/// A square in a chosen colour with the first letter of a name: a profile.
pub fn square(ui: &mut Ui, color: Color32, name: &str, side: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    paint_square(ui, rect, color, name);
    response
}

/// Paints the square of a profile.
pub fn paint_square(ui: &Ui, rect: Rect, color: Color32, name: &str) {
    let t = tokens::of(ui.ctx());
    ui.painter().rect_filled(rect, CornerRadius::same(6), color);
    let letter: String = initials(name).graphemes(true).take(1).collect();
    if letter.is_empty() {
        Icon::Key.paint(ui.painter(), rect, t.on_hue);
    } else {
        let font = FontId::new((rect.width() * 0.5).round(), semibold());
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, letter, font, t.on_hue);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn initials_of_names_people_have() {
        for (name, want) in [
            ("Dana Levi", "DL"),
            ("ana díaz", "AD"),
            ("Inês", "I"),
            ("陈伟", "陈"),
            ("Jean-Luc van der Berg", "JB"),
            ("dana.levi@northlight.studio", "DS"),
            ("  ", ""),
            ("\u{200b}\u{200d}", ""),
            ("(Kiosk) tablet 3", "K3"),
            ("ß Meier", "ßM"),
            ("e\u{301}lan vital", "E\u{301}V"),
            ("李 小龙", "李"),
            ("نور رحمن", "ن"),
        ] {
            assert_eq!(initials(name), want, "{name:?}");
        }
    }

    #[test]
    fn the_hue_of_an_id_never_changes() {
        assert_eq!(hue(""), hue(""));
        let hues: std::collections::BTreeSet<_> =
            (0..64).map(|i| hue(&format!("id-{i}"))).collect();
        assert_eq!(hues.len(), 8, "64 ids use all hues");
    }

    proptest! {
        #[test]
        fn any_string_has_at_most_two_initials(name in any::<String>()) {
            let letters = initials(&name);
            prop_assert!(letters.graphemes(true).count() <= 2, "{letters:?}");
            prop_assert!(hue(&name) < 8);
        }
    }
}

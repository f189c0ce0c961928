//! The lists of badges and roles, each row with what can be done to it.

use super::Wanted;
use super::forms::Form;
use crate::access::{Badge, MemberRoleDefinition};
use crate::kit::button::IconButton;
use crate::kit::icons::Icon;
use crate::kit::state::{Kind, State};
use crate::kit::tokens::{self, size};
use crate::kit::tone::Tone;
use crate::kit::{badge, layout, text};
use crate::plan::SettingWish;
use egui::{Align, Color32, CornerRadius, Frame, Layout, Margin, RichText, Ui, vec2};

/// A row: words at the left, small buttons at the right. Gives the number of the one that was
/// pressed.
pub(super) fn row(
    ui: &mut Ui,
    buttons: Vec<IconButton<'_>>,
    words: impl FnOnce(&mut Ui),
) -> Option<usize> {
    let wanted = buttons.len() as f32 * (size::CONTROL + size::GAP_SMALL);
    let room = (ui.available_width() - wanted).max(80.0);
    let pressed = ui
        .horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = size::GAP_SMALL;
            let layout = Layout::top_down(Align::Min);
            let words = ui.allocate_ui_with_layout(vec2(room, 0.0), layout, |ui| {
                ui.set_width(room);
                ui.spacing_mut().item_spacing.y = 2.0;
                words(ui);
            });
            let high = words.response.rect.height().max(size::CONTROL);
            let middle = Layout::left_to_right(Align::Center);
            let beside = |ui: &mut Ui| {
                ui.set_min_height(high);
                let mut pressed = None;
                for (at, button) in buttons.into_iter().enumerate() {
                    if button.show(ui).clicked() {
                        pressed = Some(at);
                    }
                }
                pressed
            };
            ui.allocate_ui_with_layout(vec2(wanted, high), middle, beside)
                .inner
        })
        .inner;
    layout::rule(ui);
    ui.add_space(size::GAP_SMALL);
    pressed
}

pub(super) fn empty(ui: &mut Ui, sentence: &str, detail: &str) {
    State::new(Kind::Empty, sentence.to_owned())
        .detail(detail.to_owned())
        .banner(ui);
}

pub(super) fn button(icon: Icon, name: String, blocked: Option<&str>) -> IconButton<'_> {
    IconButton::new(icon, name).enabled_or(blocked)
}

/// A colour as it is written, if it is one.
#[expect(
    clippy::disallowed_methods,
    reason = "a badge has the colours of its owner"
)]
pub(super) fn colour(text: &str) -> Option<Color32> {
    let digits = text.trim().strip_prefix('#')?;
    if digits.len() != 6 {
        return None;
    }
    let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    Some(Color32::from_rgb(part(0)?, part(2)?, part(4)?))
}

/// A badge as members wear it.
pub(super) fn pill(ui: &mut Ui, title: &str, background: &str, ink: &str) {
    let t = tokens::of(ui.ctx());
    let fill = colour(background).unwrap_or(t.sunken);
    let ink = colour(ink).unwrap_or(t.text);
    let frame = Frame::new()
        .fill(fill)
        .corner_radius(CornerRadius::same(9))
        .inner_margin(Margin::symmetric(8, 1));
    frame.show(ui, |ui| {
        let title = if title.trim().is_empty() {
            "Title"
        } else {
            title
        };
        let words = RichText::new(title.trim())
            .font(text::small_font())
            .color(ink);
        text::ellipsis(ui, words);
    });
}

/// Badges.
pub(super) fn badges(ui: &mut Ui, all: &[Badge], blocked: Option<&str>) -> Option<Wanted> {
    if all.is_empty() {
        empty(
            ui,
            "This site has no badges",
            "Make one, then give it to members from their list",
        );
    }
    let mut wanted = None;
    for one in all {
        let buttons = vec![
            button(Icon::Edit, format!("Change {}…", one.title), blocked),
            button(Icon::Remove, format!("Delete {}…", one.title), blocked),
        ];
        let pressed = row(ui, buttons, |ui| {
            ui.horizontal(|ui| {
                pill(ui, &one.title, &one.background, &one.text);
                if one.permissions == Some(true) {
                    badge::badge(ui, "Gives permissions", Tone::Info);
                }
            });
            let words = match one.description.trim() {
                "" => "No description",
                words => words,
            };
            text::ellipsis(ui, text::small_muted(words));
        });
        wanted = match pressed {
            Some(0) => Some(Wanted::Form(Form::badge(one))),
            Some(_) => Some(Wanted::Plan(SettingWish::DeleteBadge(one.id.clone()))),
            None => wanted,
        };
    }
    wanted
}

/// Roles that members can hold.
pub(super) fn roles(
    ui: &mut Ui,
    all: &[MemberRoleDefinition],
    blocked: Option<&str>,
) -> Option<Wanted> {
    if all.is_empty() {
        empty(
            ui,
            "This site has no roles for its members",
            "Make one, then give it to members",
        );
    }
    let mut wanted = None;
    for one in all {
        let title = if one.title.is_empty() {
            one.key.as_str()
        } else {
            &one.title
        };
        let buttons = vec![
            button(Icon::Edit, format!("Change {title}…"), blocked),
            button(Icon::Remove, format!("Delete {title}…"), blocked),
        ];
        let pressed = row(ui, buttons, |ui| {
            text::ellipsis(ui, text::strong(title));
            let kept = match one.blockable {
                Some(true) => "kept from blocked members",
                Some(false) => "blocked members may hold it",
                None => "not told whether blocked members may hold it",
            };
            text::ellipsis(ui, text::small_muted(format!("{} · {kept}", one.key)));
        });
        wanted = match pressed {
            Some(0) => Some(Wanted::Form(Form::role(one))),
            Some(_) => Some(Wanted::Plan(SettingWish::DeleteRole(one.key.clone()))),
            None => wanted,
        };
    }
    text::paragraph(
        ui,
        text::small_muted(
            "Roles that come from Wix itself stand among them; Wix refuses to change or delete \
             those, and does not tell which they are.",
        ),
    );
    wanted
}

//! What a key can do, area by area.

use egui::accesskit::Role;
use egui::{Ui, UiBuilder, vec2};

use crate::kit::icons::Icon;
use crate::kit::tokens;
use crate::kit::tone::Tone;
use crate::kit::{badge, layout, notice, text};
use crate::worker::protocol::{Capability, Reading};

/// Below this width an area stands above what is known about it.
const NARROW: f32 = 520.0;

/// One row per area: whether reading works, what is known about changing, the permission it takes,
/// and what does not work without it.
pub fn table(ui: &mut Ui, rows: &[Capability]) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        // What nothing can be done about stands last.
        let (closed, open): (Vec<_>, Vec<_>) = rows.iter().partition(|r| !r.closed.is_empty());
        for (at, row) in open.into_iter().chain(closed).enumerate() {
            if at > 0 {
                ui.add_space(2.0);
                layout::rule(ui);
                ui.add_space(4.0);
            }
            let group = UiBuilder::new()
                .id_salt(at)
                .accessibility_role(Role::Group)
                .accessibility_label(format!("Rights: {}", row.area));
            ui.scope_builder(group, |ui| one(ui, row));
        }
    });
}

fn one(ui: &mut Ui, row: &Capability) {
    if ui.available_width() < NARROW {
        ui.horizontal_wrapped(|ui| {
            ui.label(text::strong(row.area.as_str()));
            reading(ui, row);
        });
        facts(ui, row);
        return;
    }
    ui.horizontal_top(|ui| {
        let column = |ui: &mut Ui, width: f32, add: &mut dyn FnMut(&mut Ui)| {
            let layout = egui::Layout::top_down(egui::Align::Min);
            ui.allocate_ui_with_layout(vec2(width, 0.0), layout, |ui| {
                ui.set_width(width);
                add(ui);
            });
        };
        column(ui, 164.0, &mut |ui| {
            text::paragraph(ui, text::strong(row.area.as_str()));
        });
        column(ui, 120.0, &mut |ui| reading(ui, row));
        let rest = ui.available_width();
        column(ui, rest, &mut |ui| facts(ui, row));
    });
}

/// Icon and word: colour never stands alone.
fn reading(ui: &mut Ui, row: &Capability) {
    let (icon, words, tone) = match row.reading {
        Reading::No if !row.closed.is_empty() => (Icon::Lock, "Closed", Tone::Neutral),
        Reading::Yes => (Icon::Success, "Can be read", Tone::Success),
        Reading::No => (Icon::Refused, "Refused", Tone::Danger),
        Reading::Unclear => (Icon::Help, "Not clear", Tone::Warning),
    };
    badge::state_word(ui, icon, words, tone);
}

fn facts(ui: &mut Ui, row: &Capability) {
    if !row.closed.is_empty() {
        text::paragraph(ui, text::small_muted(row.closed.as_str()));
        return;
    }
    let t = tokens::of(ui.ctx());
    if !row.without.is_empty() {
        if row.reading == Reading::Yes {
            let words = format!("Without it: {}", text::lower(&row.without));
            text::paragraph(ui, text::small_muted(words));
        } else {
            text::paragraph(ui, text::body(row.without.as_str()));
        }
    }
    if !row.changing.is_empty() {
        text::paragraph(
            ui,
            text::small_muted(format!("Changing: {}", text::lower(&row.changing))),
        );
    }
    if !row.permission.is_empty() {
        let words = format!("Permission: {}", row.permission);
        text::paragraph(ui, text::small_muted(words));
    }
    if let Some(answer) = &row.answer {
        text::paragraph(ui, text::small(answer.sentence.as_str()).color(t.text));
        if !answer.remedy.is_empty() {
            text::paragraph(ui, text::small_muted(answer.remedy.as_str()));
        }
        notice::details(ui, &[answer.sentence.as_str()], &answer.details, false);
    }
}

//! One line in full, below the table.

use super::lines::{both, look};
use crate::kit::icons::Icon;
use crate::kit::tokens;
use crate::kit::tone::Tone;
use crate::kit::{badge, text};
use crate::model::exact;
use crate::plan::{Grant, Line, LineResult};
use egui::{CornerRadius, Frame, Margin, Stroke, Ui, vec2};

/// Grants that are listed; more are counted.
const MOST: usize = 12;

fn boxed(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    let t = tokens::of(ui.ctx());
    Frame::new()
        .stroke(Stroke::new(1.0, t.border))
        .corner_radius(CornerRadius::same(tokens::size::RADIUS_NOTE))
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(8.0, 3.0);
            content(ui);
        });
}

/// What the line takes and gives.
pub(super) fn planned(ui: &mut Ui, line: &Line) {
    boxed(ui, |ui| {
        head(ui, line);
        let lost: Vec<&Grant> = line.lost().collect();
        let gained: Vec<&Grant> = line.gained().collect();
        let stays: Vec<&Grant> = line
            .before
            .iter()
            .filter(|g| line.after.contains(g))
            .collect();
        group(ui, "Loses", &lost, Icon::Minus, Tone::Danger);
        group(ui, "Gets", &gained, Icon::Add, Tone::Success);
        group(ui, "Keeps", &stays, Icon::Check, Tone::Neutral);
        let back = line.undo.sentence();
        text::paragraph(
            ui,
            text::small_muted(format!("{back}. Why: {}", line.reason)),
        );
    });
}

fn head(ui: &mut Ui, line: &Line) {
    ui.horizontal_wrapped(|ui| {
        ui.label(text::strong(line.action.label()));
        text::paragraph(ui, text::muted(both(&line.who)));
    });
}

fn group(ui: &mut Ui, name: &str, grants: &[&Grant], icon: Icon, tone: Tone) {
    if grants.is_empty() {
        return;
    }
    let t = tokens::of(ui.ctx());
    ui.label(text::caption(format!("{name} ({})", grants.len())));
    for grant in grants.iter().take(MOST) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let ink = if tone == Tone::Neutral {
                t.muted
            } else {
                tone.ink(t)
            };
            icon.show(ui, 14.0, 16.0, ink);
            text::ellipsis(ui, text::body(grant.to_string()));
        });
    }
    if grants.len() > MOST {
        ui.label(text::muted(format!("and {} more", grants.len() - MOST)));
    }
}

/// What became of the line.
pub(super) fn result(ui: &mut Ui, line: &Line, result: &LineResult) {
    boxed(ui, |ui| {
        head(ui, line);
        let (icon, word, tone) = look(result.outcome);
        badge::state_word(ui, icon, word, tone);
        if let Some(detail) = &result.detail {
            text::copyable(ui, text::body(detail.as_str()));
        }
        if let Some(back) = &result.read_back {
            let how = if back.as_planned {
                "As planned"
            } else {
                "Not as planned"
            };
            let words = format!("Read again: {}. {how}, {}", back.found, exact(back.at));
            text::paragraph(ui, text::muted(words));
        }
        if let Some(at) = result.at {
            text::paragraph(ui, text::small_muted(format!("Known since {}", exact(at))));
        }
        if let Some(id) = &result.request_id {
            text::copyable(ui, text::small(format!("Request id {id}")));
        }
    });
}

//! How old each part of the picture is.

use egui::{Align, Layout, Stroke, Ui, vec2};

use crate::kit::icons::Icon;
use crate::kit::layout::section;
use crate::kit::text;
use crate::kit::tokens;
use crate::model::{age, exact};
use crate::panes::Cx;
use crate::worker::protocol::{DatasetInfo, Session};

/// Height of one data set in points.
const ROW: f32 = 32.0;

/// One row per data set: rows kept, when it was read, whether to its end.
pub(super) fn show(ui: &mut Ui, cx: &Cx<'_>, session: &Session) {
    section(ui, "What was read", "");
    if session.datasets.is_empty() {
        ui.label(text::muted("Nothing yet"));
        return;
    }
    let t = tokens::of(ui.ctx());
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for set in &session.datasets {
            one(ui, cx, set);
            let y = ui.cursor().top();
            ui.painter()
                .hline(ui.max_rect().x_range(), y - 0.5, Stroke::new(1.0, t.border));
        }
    });
}

fn one(ui: &mut Ui, cx: &Cx<'_>, set: &DatasetInfo) {
    let t = tokens::of(ui.ctx());
    let whole = ui.available_width();
    let columns = [whole * 0.34, whole * 0.16, whole * 0.24, whole * 0.26];
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        cell(ui, columns[0], Align::Min, |ui| {
            text::ellipsis(ui, text::body(set.label).line_height(None))
        });
        cell(ui, columns[1], Align::Max, |ui| {
            let rows = text::count(set.rows);
            text::ellipsis(ui, text::body(rows).line_height(None))
        });
        cell(ui, columns[2], Align::Max, |ui| {
            let Some(at) = set.read_at else {
                return text::ellipsis(ui, text::muted("never").line_height(None));
            };
            let words = age(at, cx.model.now);
            text::ellipsis(ui, text::muted(words).line_height(None)).on_hover_text(exact(at))
        });
        cell(ui, columns[3], Align::Max, |ui| {
            let (icon, words, ink) = if set.complete {
                (Icon::Check, "Complete", t.muted)
            } else {
                (Icon::Incomplete, "Not complete", t.warning)
            };
            let room = ui.available_width() - 22.0;
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.scope(|ui| {
                ui.set_max_width(room);
                text::ellipsis(ui, text::body(words).color(ink).line_height(None));
            });
            icon.show(ui, 16.0, 16.0, ink)
        });
    });
    if let Some(note) = set.note.as_deref().filter(|n| !n.is_empty()) {
        text::paragraph(ui, text::small_muted(note));
        ui.add_space(6.0);
    }
}

fn cell(ui: &mut Ui, width: f32, align: Align, add: impl FnOnce(&mut Ui) -> egui::Response) {
    let layout = match align {
        Align::Max => Layout::right_to_left(Align::Center),
        Align::Min | Align::Center => Layout::left_to_right(Align::Center),
    };
    ui.allocate_ui_with_layout(vec2(width, ROW), layout, |ui| {
        ui.set_min_size(vec2(width, ROW));
        ui.set_max_width(width);
        add(ui)
    });
}

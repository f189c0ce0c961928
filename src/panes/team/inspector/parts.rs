//! Lines of the inspector.

use super::sheet::{One, PlaceKind};
use crate::kit::button::{IconButton, link};
use crate::kit::icons::Icon;
use crate::kit::tokens;
use crate::kit::{a11y, layout, text};
use crate::panes::Cx;
use egui::{Label, Ui};

/// Assignments that are drawn before the rest is asked for.
const FIRST: usize = 20;

/// Every assignment as a row.
pub(super) fn assignments(ui: &mut Ui, cx: &mut Cx<'_>, one: &One, all: &mut bool) {
    let n = one.held.len();
    let head = if n == 0 {
        "Assignments".to_owned()
    } else {
        format!("Assignments ({n})")
    };
    ui.label(text::caption(head));
    if n == 0 {
        text::paragraph(
            ui,
            text::muted("None: there is nothing this person can get into"),
        );
    }
    let shown = if *all { n } else { n.min(FIRST) };
    for held in one.held.iter().take(shown) {
        let t = tokens::of(ui.ctx());
        ui.spacing_mut().item_spacing.y = 1.0;
        let ink = if held.top { t.warning } else { t.text };
        text::ellipsis(ui, text::strong(held.role.as_str()).color(ink));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            let icon = match held.kind {
                PlaceKind::Account => Icon::Building,
                PlaceKind::Site => Icon::Sites,
                PlaceKind::Folder => Icon::Folder,
                PlaceKind::Unknown => Icon::Help,
            };
            icon.show(ui, 14.0, 16.0, t.muted);
            let words = if held.reaches.is_empty() {
                held.place.clone()
            } else {
                format!("{}, {}", held.place, held.reaches)
            };
            text::ellipsis(ui, text::body(words));
        });
        if !held.holder.is_empty() {
            text::paragraph(ui, text::small(held.holder.as_str()).color(t.warning));
        }
        if !held.id.is_empty() {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                ui.add(Label::new(text::caption(format!("Assignment {}", held.id))).truncate());
                let name = format!("Copy the assignment id of {}, {}", held.role, held.place);
                if IconButton::new(Icon::Copy, name).small().show(ui).clicked() {
                    super::copy(cx, &held.id);
                }
            });
        }
        ui.add_space(3.0);
        layout::rule(ui);
        ui.add_space(5.0);
    }
    ui.spacing_mut().item_spacing.y = 6.0;
    if shown < n {
        let response = link(ui, &format!("Show all {n}"));
        a11y::describe(&response, "Assignments");
        if response.clicked() {
            *all = true;
        }
    }
}

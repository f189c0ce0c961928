//! The head of a list: title, search, panels, chosen filters, what can be done.

use super::{Listed, Listing, Panel, Parts};
use crate::kit::button::IconButton;
use crate::kit::field::Field;
use crate::kit::icons::Icon;
use crate::kit::tokens::size;
use crate::kit::{a11y, text};
use crate::model::grouped;
use crate::panes::{Cx, side};
use crate::worker::protocol::Command;
use egui::{Align, Key, KeyboardShortcut, Layout, Modifiers, Ui, vec2};

pub(super) fn show<T: Listed>(
    list: &mut Listing<T>,
    parts: &mut impl Parts<T>,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
) {
    ui.spacing_mut().item_spacing = vec2(size::GAP_SMALL, size::GAP_SMALL);
    title_line(list, parts, ui, cx);
    if parts.view(cx.model).is_none() {
        return;
    }
    let found = found(list, parts, cx);
    ui.horizontal_wrapped(|ui| {
        filter_line(list, ui, cx, &found);
        let picked = list.picked.clone();
        parts.buttons(ui, cx, &picked);
    });
    a11y::announce(ui, &found);
}

fn title_line<T: Listed>(
    list: &mut Listing<T>,
    parts: &mut impl Parts<T>,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
) {
    let words = parts.words();
    ui.horizontal(|ui| {
        ui.set_min_height(size::CONTROL);
        let room = ui.available_width();
        let icons = 3.0 * (size::CONTROL + size::GAP_SMALL);
        let search = (room * 0.3).clamp(118.0, 264.0);
        let left = (room - icons - search - size::GAP).max(52.0);
        let middle = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(left, size::CONTROL), middle, |ui| {
            ui.set_width(left);
            let builder = egui::UiBuilder::new()
                .accessibility_role(egui::accesskit::Role::Heading)
                .accessibility_label(words.title);
            ui.scope_builder(builder, |ui| ui.label(text::title(words.title)));
            if !list.docks.tight {
                text::ellipsis(ui, text::muted(parts.line(cx.model)));
            }
        });
        let focus = std::mem::take(&mut list.focus_search);
        let field = Field::search(words.search, &mut list.filter.text)
            .hint(words.hint)
            .keys(KeyboardShortcut::new(Modifiers::COMMAND, Key::F))
            .width(search)
            .limit(200)
            .focus(focus)
            .show(ui);
        let down = |ui: &mut Ui| ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowDown));
        if field.has_focus() && down(ui) {
            list.focus_table = true;
        }
        let again = IconButton::new(Icon::Refresh, "Read the account again").framed();
        if again.enabled_or(cx.model.no_reading()).show(ui).clicked() {
            cx.ask(Command::Sync);
        }
        panel_buttons(list, ui, cx);
    });
}

fn panel_buttons<T: Listed>(list: &mut Listing<T>, ui: &mut Ui, cx: &mut Cx<'_>) {
    let docks = list.docks;
    let chosen: usize = list
        .filter
        .chosen
        .values()
        .map(std::collections::BTreeSet::len)
        .sum();
    let name = if chosen == 0 {
        "Filters".to_owned()
    } else {
        format!("Filters, {chosen} chosen")
    };
    for (panel, icon, name, fits, docked) in [
        (
            Panel::Facets,
            Icon::Filter,
            name.as_str(),
            docks.facets_fit,
            docks.facets,
        ),
        (
            Panel::Inspector,
            Icon::Inspector,
            "Inspector",
            docks.inspector_fits,
            docks.inspector,
        ),
    ] {
        let on = if fits {
            docked
        } else {
            list.over == Some(panel)
        };
        let button = IconButton::new(icon, name).framed().on(on).show(ui);
        if button.clicked() {
            list.flip(panel, cx);
        }
    }
}

fn filter_line<T: Listed>(list: &mut Listing<T>, ui: &mut Ui, cx: &mut Cx<'_>, found: &str) {
    if list.side.chips(ui, &mut list.filter) {
        list.open_panel(Panel::Facets, cx);
    }
    // As high as the buttons beside it, so that both stand on one line.
    let middle = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(0.0, size::CONTROL), middle, |ui| {
        ui.label(text::muted(found));
    });
}

/// `15 of 400 shown`.
fn found<T: Listed>(list: &Listing<T>, parts: &impl Parts<T>, cx: &Cx<'_>) -> String {
    let mut words = side::found(parts.view(cx.model));
    if !list.picked.is_empty() {
        words = format!("{words}, {} selected", grouped(list.picked.len()));
    }
    words
}

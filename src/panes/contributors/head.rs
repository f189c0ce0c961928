//! The head of the pane: title and age, search, chosen filters, shape of the list, selection and
//! what can be done with it.

use super::picked::Deed;
use super::saved::Shape;
use super::{ContributorsPane, Panel, dialogs, persons, rows, states};
use crate::kit::button::{Button, IconButton};
use crate::kit::field::Field;
use crate::kit::icons::Icon;
use crate::kit::tokens::size;
use crate::kit::{a11y, choice, text, toggle};
use crate::model::{age, count, exact};
use crate::panes::{Cx, side};
use crate::worker::protocol::{Command, JobKind};
use egui::{Align, Key, KeyboardShortcut, Layout, Modifiers, Popup, PopupCloseBehavior, Ui, vec2};

const READ: &str = "Read sites…";

/// Draws the lines.
pub(super) fn show(pane: &mut ContributorsPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.spacing_mut().item_spacing = vec2(size::GAP_SMALL, size::GAP_SMALL);
    title_line(pane, ui, cx);
    let empty = |v: &crate::worker::protocol::AccessView| v.table.rows.is_empty();
    if cx.model.access_view.as_deref().is_none_or(empty) {
        return;
    }
    ui.horizontal_wrapped(|ui| filter_line(pane, ui, cx));
    if pane.picked.rows.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| actions(pane, ui, cx));
}

fn title_line(pane: &mut ContributorsPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.horizontal(|ui| {
        ui.set_min_height(size::CONTROL);
        let room = ui.available_width();
        let read = if pane.docks.tight {
            size::CONTROL
        } else {
            Button::primary(READ).width(ui)
        };
        let icons = 3.0 * (size::CONTROL + size::GAP_SMALL) + read + size::GAP_SMALL;
        let search = (room * 0.3).clamp(118.0, 264.0);
        let left = (room - icons - search - size::GAP).max(52.0);
        ui.allocate_ui_with_layout(
            vec2(left, size::CONTROL),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.set_width(left);
                let builder = egui::UiBuilder::new()
                    .accessibility_role(egui::accesskit::Role::Heading)
                    .accessibility_label("Contributors");
                ui.scope_builder(builder, |ui| {
                    text::ellipsis(ui, text::title("Contributors"))
                });
                if !pane.docks.tight {
                    subtitle(ui, cx);
                }
            },
        );
        search_field(pane, ui, search);
        columns_menu(pane, ui);
        panel_buttons(pane, ui, cx);
        read_button(pane, ui, cx);
    });
}

fn read_button(pane: &mut ContributorsPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    let blocked = states::no_reading(cx.model);
    let pressed = if pane.docks.tight {
        let icon = IconButton::new(Icon::Refresh, READ).framed();
        icon.enabled_or(blocked).show(ui)
    } else {
        Button::secondary(READ).enabled_or(blocked).show(ui)
    };
    if pressed.clicked() {
        pane.dialog = dialogs::Open::read(cx);
    }
}

fn subtitle(ui: &mut Ui, cx: &Cx<'_>) {
    let Some(table) = &cx.model.access else {
        return;
    };
    let mut parts = Vec::new();
    if !table.rows.is_empty() {
        let people = count(table.persons.list.len(), "person", "people");
        let sites = count(table.persons.sites.len(), "site", "sites");
        parts.push(format!("{people} on {sites}"));
    }
    if let Some(at) = table.oldest {
        parts.push(format!("oldest read {}", age(at, cx.model.now)));
    }
    let response = text::ellipsis(ui, text::muted(parts.join(" · ")));
    if let Some(at) = table.oldest {
        response.on_hover_text(format!(
            "{} read to the end; the oldest {}",
            count(table.read, "site", "sites"),
            exact(at)
        ));
    }
}

fn search_field(pane: &mut ContributorsPane, ui: &mut Ui, width: f32) {
    let keys = KeyboardShortcut::new(Modifiers::COMMAND, Key::F);
    let focus = std::mem::take(&mut pane.focus_search);
    let field = Field::search("Search contributors", &mut pane.asking.filter.text)
        .hint("Search people, sites, roles")
        .keys(keys)
        .width(width)
        .limit(200)
        .focus(focus)
        .show(ui);
    let down = |ui: &mut Ui| ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowDown));
    if field.has_focus() && down(ui) {
        pane.focus_table = true;
    }
}

fn columns_menu(pane: &mut ContributorsPane, ui: &mut Ui) {
    let blocked =
        (pane.saved.shape == Shape::Grid).then_some("The grid has a column for each site");
    let button = IconButton::new(Icon::Columns, "Columns")
        .framed()
        .enabled_or(blocked)
        .show(ui);
    let popup = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ui.set_min_width(180.0);
        ui.label(text::caption("Columns"));
        let columns = match pane.saved.shape {
            Shape::Persons => persons::columns(),
            Shape::Rows | Shape::Grid => rows::columns(),
        };
        let mut changed = false;
        let state = pane.saved.shown();
        for column in columns {
            let mut on = !state.hidden.contains(column.id);
            let blocked = (column.id == "name").then_some("The name is always shown");
            if toggle::checkbox_or(ui, &mut on, &column.title, blocked).changed() {
                if on {
                    state.hidden.remove(column.id);
                } else {
                    state.hidden.insert(column.id.to_owned());
                }
                changed = true;
            }
        }
        if Button::quiet("Widths as at first").show(ui).clicked() {
            state.reset_widths();
            changed = true;
        }
        if changed {
            pane.saved.touch(ui.input(|i| i.time));
        }
    });
}

/// The two buttons that open and close the panels beside the table.
fn panel_buttons(pane: &mut ContributorsPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    let docks = pane.docks;
    let chosen: usize = pane
        .asking
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
    let on = if docks.facets_fit {
        docks.facets
    } else {
        pane.over == Some(Panel::Facets)
    };
    let filters = IconButton::new(Icon::Filter, name).framed().on(on).show(ui);
    if std::mem::take(&mut pane.focus_filters) {
        filters.request_focus();
    }
    if filters.clicked() {
        pane.flip(Panel::Facets, cx);
    }
    let on = if docks.inspector_fits {
        docks.inspector
    } else {
        pane.over == Some(Panel::Inspector)
    };
    if IconButton::new(Icon::Inspector, "Inspector")
        .framed()
        .on(on)
        .show(ui)
        .clicked()
    {
        pane.flip(Panel::Inspector, cx);
    }
}

fn filter_line(pane: &mut ContributorsPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    let shapes = [
        (Shape::Rows, "By site"),
        (Shape::Persons, "By person"),
        (Shape::Grid, "Grid"),
    ];
    if choice::segmented(ui, "Shape of the list", &mut pane.saved.shape, &shapes) {
        pane.saved.touch(ui.input(|i| i.time));
    }
    if pane.side.chips(ui, &mut pane.asking.filter) {
        pane.open_panel(Panel::Facets, cx);
    }
    let found = found_words(pane, cx);
    a11y::announce(ui, &found);
    ui.label(text::muted(found));
    names_button(ui, cx);
    if pane.docks.tight {
        subtitle(ui, cx);
    }
}

/// Asks Wix for names that nobody knows.
fn names_button(ui: &mut Ui, cx: &mut Cx<'_>) {
    let Some(table) = &cx.model.access else {
        return;
    };
    let nameless = table.persons.nameless;
    if nameless == 0 {
        return;
    }
    let running = cx.model.running(JobKind::Names).is_some();
    let blocked = cx
        .model
        .no_reading()
        .or_else(|| running.then(|| "Names are being looked up".to_owned()));
    let hint = format!(
        "{} without a name. Wix tells this key about its own account and the accounts below it; \
         others can be given a name of your own",
        count(nameless, "account is", "accounts are")
    );
    let button = Button::quiet("Look up names")
        .hint(hint)
        .enabled_or(blocked);
    if button.show(ui).clicked() {
        cx.ask(Command::LookUpNames);
    }
}

/// `15 of 400 shown`.
fn found_words(pane: &ContributorsPane, cx: &Cx<'_>) -> String {
    let Some(view) = &cx.model.access_view else {
        return String::new();
    };
    let rows = side::found(Some(view));
    match pane.saved.shape {
        Shape::Rows => rows,
        Shape::Persons => {
            let people = pane.grouped.persons.len();
            format!("{}, {rows}", count(people, "person", "people"))
        }
        Shape::Grid => format!(
            "{} on {}, {rows}",
            count(pane.grouped.persons.len(), "person", "people"),
            count(pane.grouped.sites.len(), "site", "sites")
        ),
    }
}

fn actions(pane: &mut ContributorsPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    // As high as the buttons beside it, so that both stand on one line where lines wrap.
    let middle = Layout::left_to_right(Align::Center);
    let words = text::strong(pane.picked.words());
    let response = ui
        .allocate_ui_with_layout(vec2(0.0, size::CONTROL), middle, |ui| ui.label(words))
        .inner;
    let left = pane.picked.left_out();
    if let Some(more) = &left {
        response.on_hover_text(more);
    }
    for deed in Deed::ALL {
        let hint = match &left {
            Some(more) => format!("{}. {more}", deed.hint()),
            None => deed.hint().to_owned(),
        };
        let button = Button::secondary(deed.label())
            .hint(hint)
            .enabled_or(pane.picked.blocked(deed, cx.model));
        if button.show(ui).clicked() {
            pane.begin(deed, cx);
        }
    }
}

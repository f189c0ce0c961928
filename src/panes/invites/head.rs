//! The head of the pane: title and age, search, chosen filters, selection and what can be done
//! with it.

use super::picked::{DEEDS, label};
use super::{InvitesPane, Panel, list, no_adding, no_inviting};
use crate::kit::button::{Button, IconButton, link};
use crate::kit::field::Field;
use crate::kit::icons::Icon;
use crate::kit::tokens::size;
use crate::kit::{a11y, text, toggle};
use crate::model::{Freshness, age, exact, grouped};
use crate::panes::{Cx, side};
use crate::plan::Tend;
use crate::worker::protocol::Command;
use egui::{Align, Key, KeyboardShortcut, Layout, Modifiers, Popup, PopupCloseBehavior, Ui, vec2};

const INVITE: &str = "Invite…";
const ADD: &str = "Add site invites…";

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}

/// Draws both lines.
pub(super) fn show(pane: &mut InvitesPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.spacing_mut().item_spacing = vec2(size::GAP_SMALL, size::GAP_SMALL);
    title_line(pane, ui, cx);
    let known = cx
        .model
        .invites
        .as_ref()
        .is_some_and(|t| !t.rows.is_empty());
    if cx.model.invites_view.is_none() || !known {
        return;
    }
    let wanted = actions_width(pane, ui);
    let room = ui.available_width();
    if room - wanted >= 280.0 {
        ui.horizontal_top(|ui| {
            let left = room - wanted - size::GAP;
            let filters = Layout::left_to_right(Align::Center).with_main_wrap(true);
            ui.allocate_ui_with_layout(vec2(left, size::CONTROL), filters, |ui| {
                ui.set_width(left);
                filter_line(pane, ui, cx);
            });
            let right = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(wanted, size::CONTROL), right, |ui| {
                actions(pane, ui, cx);
            });
        });
    } else {
        ui.horizontal_wrapped(|ui| filter_line(pane, ui, cx));
        if pane.picked.len() > 0 {
            ui.horizontal_wrapped(|ui| actions(pane, ui, cx));
        }
    }
    a11y::announce(ui, &side::found(cx.model.invites_view.as_ref()));
}

fn title_line(pane: &mut InvitesPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.horizontal(|ui| {
        ui.set_min_height(size::CONTROL);
        let room = ui.available_width();
        let tight = pane.docks.tight;
        let words = if tight {
            2.0 * size::CONTROL
        } else {
            Button::primary(INVITE).width(ui) + Button::secondary(ADD).width(ui)
        };
        let icons = 4.0 * (size::CONTROL + size::GAP_SMALL) + words + 2.0 * size::GAP_SMALL;
        let search = (room * 0.3).clamp(118.0, 240.0);
        let left = (room - icons - search - size::GAP).max(64.0);
        let row = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(left, size::CONTROL), row, |ui| {
            ui.set_width(left);
            let builder = egui::UiBuilder::new()
                .accessibility_role(egui::accesskit::Role::Heading)
                .accessibility_label("Invites");
            ui.scope_builder(builder, |ui| ui.label(text::title("Invites")));
            if !tight {
                subtitle(ui, cx);
            }
        });
        search_field(pane, ui, search);
        let again = IconButton::new(Icon::Refresh, "Read the account again").framed();
        let again = again.enabled_or(cx.model.no_reading()).show(ui);
        if again.clicked() {
            cx.ask(Command::Sync);
        }
        columns_menu(pane, ui);
        panel_buttons(pane, ui, cx);
        new_buttons(pane, ui, cx);
    });
}

fn new_buttons(pane: &mut InvitesPane, ui: &mut Ui, cx: &Cx<'_>) {
    let (adding, inviting) = (no_adding(cx.model), no_inviting(cx.model));
    let shift = KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::N);
    let (add, invite) = if pane.docks.tight {
        let add = IconButton::new(Icon::Add, ADD).framed().keys(shift);
        let invite = IconButton::new(Icon::Invite, INVITE).framed();
        (
            add.enabled_or(adding).show(ui),
            invite.keys(ctrl(Key::N)).enabled_or(inviting).show(ui),
        )
    } else {
        let add = Button::secondary(ADD).keys(shift);
        let invite = Button::primary(INVITE).keys(ctrl(Key::N));
        (
            add.enabled_or(adding).show(ui),
            invite.enabled_or(inviting).show(ui),
        )
    };
    if add.clicked() {
        pane.add(cx);
    }
    if invite.clicked() {
        pane.invite(cx);
    }
}

fn subtitle(ui: &mut Ui, cx: &Cx<'_>) {
    let model = cx.model;
    let remote = model.team_remote();
    let mut parts = Vec::new();
    if let Some(table) = &model.invites {
        parts.push(format!(
            "{} to the account, {} to sites",
            grouped(table.account),
            grouped(table.site)
        ));
    }
    parts.push(match (&remote.freshness, remote.read_at) {
        (Freshness::Reading, _) => "Being read now".to_owned(),
        (_, None) => "Never read".to_owned(),
        (_, Some(at)) => format!("Read {}", age(at, model.now)),
    });
    let response = text::ellipsis(ui, text::muted(parts.join(" · ")));
    let more = "Site invites are shown as last known: Wix does not list them";
    response.on_hover_text(match remote.read_at {
        Some(at) => format!("Account invites read {}\n{more}", exact(at)),
        None => more.to_owned(),
    });
}

fn search_field(pane: &mut InvitesPane, ui: &mut Ui, width: f32) {
    let focus = std::mem::take(&mut pane.focus_search);
    let field = Field::search("Search the invites", &mut pane.asking.filter.text)
        .hint("Search addresses, roles, sites")
        .keys(ctrl(Key::F))
        .width(width)
        .limit(200)
        .focus(focus)
        .show(ui);
    let down = |ui: &mut Ui| ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowDown));
    if field.has_focus() && down(ui) {
        pane.focus_table = true;
    }
}

fn columns_menu(pane: &mut InvitesPane, ui: &mut Ui) {
    let button = IconButton::new(Icon::Columns, "Columns").framed().show(ui);
    let popup = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ui.set_min_width(180.0);
        ui.label(text::caption("Columns"));
        for column in list::columns() {
            let mut on = !pane.saved.table.hidden.contains(column.id);
            let blocked = (column.id == "address").then_some("The address is always shown");
            if toggle::checkbox_or(ui, &mut on, &column.title, blocked).changed() {
                if on {
                    pane.saved.table.hidden.remove(column.id);
                } else {
                    pane.saved.table.hidden.insert(column.id.to_owned());
                }
                pane.saved.touch(ui.input(|i| i.time));
            }
        }
        if Button::quiet("Widths as at first").show(ui).clicked() {
            pane.saved.table.reset_widths();
            pane.saved.touch(ui.input(|i| i.time));
        }
    });
}

/// The two buttons that open and close the panels beside the table.
fn panel_buttons(pane: &mut InvitesPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    let docks = pane.docks;
    let chosen = pane.asking.filter.chosen.values();
    let chosen: usize = chosen.map(std::collections::BTreeSet::len).sum();
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
    let inspector = IconButton::new(Icon::Inspector, "Inspector").framed();
    if inspector.on(on).show(ui).clicked() {
        pane.flip(Panel::Inspector, cx);
    }
}

fn filter_line(pane: &mut InvitesPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    if pane.side.chips(ui, &mut pane.asking.filter) {
        pane.open_panel(Panel::Facets, cx);
    }
    ui.label(text::muted(side::found(cx.model.invites_view.as_ref())));
    select_all(pane, ui, cx);
    if pane.docks.tight {
        subtitle(ui, cx);
    }
}

/// One click for everything that is shown.
fn select_all(pane: &mut InvitesPane, ui: &mut Ui, cx: &Cx<'_>) {
    let shown = cx
        .model
        .invites_view
        .as_ref()
        .map_or(0, |v| v.view.rows.len());
    if shown == 0 {
        return;
    }
    let all = pane.picked.len() == shown && pane.picked.hidden == 0;
    let words = if all {
        "Select none".to_owned()
    } else {
        format!("Select all {}", grouped(shown))
    };
    if link(ui, &words).clicked() {
        if all {
            pane.selection.clear();
            pane.pick(cx);
        } else {
            pane.select_all(cx);
        }
    }
}

fn keys(how: Tend) -> KeyboardShortcut {
    match how {
        Tend::Renew => ctrl(Key::E),
        Tend::Resend => KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::E),
        Tend::Revoke => ctrl(Key::Delete),
    }
}

/// The buttons for the selection, each with what it would do.
pub(super) fn action_buttons(pane: &InvitesPane, cx: Option<&Cx<'_>>) -> Vec<Button<'static>> {
    let each = |how: Tend| {
        let button = Button::secondary(label(how));
        let Some(cx) = cx else { return button };
        let button = match pane.picked.blocked(how, cx.model) {
            Some(why) => button.enabled_or(Some(why)),
            None => button.hint(pane.picked.outlook(how)),
        };
        button.keys(keys(how))
    };
    DEEDS.into_iter().map(each).collect()
}

fn actions_width(pane: &InvitesPane, ui: &Ui) -> f32 {
    let t = crate::kit::tokens::of(ui.ctx());
    let words = pane.picked.words();
    let words = text::line(ui, &words, text::body_font(), t.text, f32::INFINITY);
    let buttons = action_buttons(pane, None);
    let buttons = buttons.iter().map(|b| b.width(ui) + size::GAP_SMALL);
    words.size().x + buttons.sum::<f32>() + 1.0
}

fn actions(pane: &mut InvitesPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = pane.picked.words();
    let label = if pane.picked.len() == 0 {
        text::muted(words)
    } else {
        text::strong(words)
    };
    // As high as the buttons beside it, so that both stand on one line where lines wrap.
    let middle = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(0.0, size::CONTROL), middle, |ui| ui.label(label));
    let buttons = action_buttons(pane, Some(cx));
    for (how, button) in DEEDS.into_iter().zip(buttons) {
        if button.show(ui).clicked() {
            pane.begin(how, cx);
        }
    }
}

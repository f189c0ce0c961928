//! The head of the pane: title and age, search, chosen filters, selection and what can be done
//! with it.

use super::picked::Deed;
use super::{Panel, TeamPane, people, saved};
use crate::kit::button::{Button, IconButton};
use crate::kit::field::Field;
use crate::kit::icons::Icon;
use crate::kit::tokens::size;
use crate::kit::{a11y, text, toggle};
use crate::model::{Ask, Dialog, Freshness, Model, Route, age, count, exact};
use crate::panes::{Cx, refused, side};
use crate::worker::protocol::Command;
use egui::{Align, Key, KeyboardShortcut, Layout, Modifiers, Popup, PopupCloseBehavior, Ui, vec2};

/// Draws both lines.
pub(super) fn show(pane: &mut TeamPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.spacing_mut().item_spacing = vec2(size::GAP_SMALL, size::GAP_SMALL);
    title_line(pane, ui, cx);
    if cx.model.view.is_none() {
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
    a11y::announce(ui, &side::found(cx.model.view.as_ref()));
}

fn title_line(pane: &mut TeamPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.horizontal(|ui| {
        ui.set_min_height(size::CONTROL);
        let room = ui.available_width();
        let invite = invite_width(pane, ui) + size::GAP_SMALL;
        let icons = 4.0 * (size::CONTROL + size::GAP_SMALL) + invite;
        let search = (room * 0.3).clamp(118.0, 264.0);
        let left = (room - icons - search - size::GAP).max(52.0);
        ui.allocate_ui_with_layout(
            vec2(left, size::CONTROL),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.set_width(left);
                let builder = egui::UiBuilder::new()
                    .accessibility_role(egui::accesskit::Role::Heading)
                    .accessibility_label("Team");
                ui.scope_builder(builder, |ui| ui.label(text::title("Team")));
                if !pane.docks.tight {
                    subtitle(ui, cx);
                }
            },
        );
        search_field(pane, ui, search);
        let blocked = cx.model.no_reading();
        let again = IconButton::new(Icon::Refresh, "Read the account again").framed();
        if again.enabled_or(blocked).show(ui).clicked() {
            cx.ask(Command::Sync);
        }
        columns_menu(pane, ui);
        panel_buttons(pane, ui, cx);
        invite_button(pane, ui, cx);
    });
}

/// Why nobody can be invited now; `None` if somebody can.
pub(super) fn no_inviting(model: &Model) -> Option<String> {
    let closed = refused::closed(model, Route::Team).is_some();
    let closed = closed.then(|| "Wix refuses invites to the account to app instances".to_owned());
    model.no_writing().or(closed).or_else(|| {
        let unread = model.team.is_none();
        unread.then(|| "Read the account first".to_owned())
    })
}

const INVITE: &str = "Invite…";
/// The key that opens the form.
const INVITE_KEYS: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::N);

fn invite_width(pane: &TeamPane, ui: &Ui) -> f32 {
    if pane.docks.tight {
        size::CONTROL
    } else {
        Button::primary(INVITE).width(ui)
    }
}

fn invite_button(pane: &TeamPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    let blocked = no_inviting(cx.model);
    let pressed = if pane.docks.tight {
        let icon = IconButton::new(Icon::Invite, INVITE).framed();
        icon.keys(INVITE_KEYS).enabled_or(blocked).show(ui)
    } else {
        let button = Button::primary(INVITE).keys(INVITE_KEYS);
        button.enabled_or(blocked).show(ui)
    };
    if pressed.clicked() {
        cx.ask(Ask::Open(Dialog::Invite));
    }
}

fn subtitle(ui: &mut Ui, cx: &Cx<'_>) {
    let model = cx.model;
    let remote = model.team_remote();
    let complete = model
        .session
        .as_ref()
        .and_then(|s| s.dataset("Team"))
        .is_some_and(|d| d.complete);
    let mut parts = Vec::new();
    if let Some(table) = &remote.value {
        let people = count(table.team.members.len(), "person", "people");
        let invites = count(table.team.invites.len(), "invite", "invites");
        parts.push(format!("{people}, {invites}"));
    }
    let kept = remote.value.is_some();
    parts.push(match (&remote.freshness, remote.read_at) {
        (Freshness::Reading, _) => "Being read now".to_owned(),
        (_, None) if kept => "Age not known".to_owned(),
        (_, None) => "Never read".to_owned(),
        (_, Some(at)) => {
            let how = if complete { "complete" } else { "incomplete" };
            format!("Read {}, {how}", age(at, model.now))
        }
    });
    let response = text::ellipsis(ui, text::muted(parts.join(" · ")));
    if let Some(at) = remote.read_at {
        response.on_hover_text(format!("Read {}", exact(at)));
    }
}

fn search_field(pane: &mut TeamPane, ui: &mut Ui, width: f32) {
    let keys = KeyboardShortcut::new(Modifiers::COMMAND, Key::F);
    let focus = std::mem::take(&mut pane.focus_search);
    let field = Field::search("Search the team", &mut pane.asking.filter.text)
        .hint("Search people, roles, sites")
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

fn columns_menu(pane: &mut TeamPane, ui: &mut Ui) {
    let button = IconButton::new(Icon::Columns, "Columns").framed().show(ui);
    let popup = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ui.set_min_width(180.0);
        ui.label(text::caption("Columns"));
        for column in people::columns() {
            let mut on = !pane.saved.table.hidden.contains(column.id);
            let blocked = (column.id == "name").then_some("The name is always shown");
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
fn panel_buttons(pane: &mut TeamPane, ui: &mut Ui, cx: &mut Cx<'_>) {
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

fn filter_line(pane: &mut TeamPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    if pane.side.chips(ui, &mut pane.asking.filter) {
        pane.open_panel(Panel::Facets, cx);
    }
    ui.label(text::muted(side::found(cx.model.view.as_ref())));
    if pane.docks.tight {
        subtitle(ui, cx);
    }
}

impl TeamPane {
    /// Opens a panel, docked where there is room and over the table where not.
    pub(super) fn open_panel(&mut self, panel: Panel, cx: &mut Cx<'_>) {
        let docks = self.docks;
        let (fits, open) = match panel {
            Panel::Facets => (docks.facets_fit, docks.facets),
            Panel::Inspector => (docks.inspector_fits, docks.inspector),
        };
        if !fits {
            self.over = Some(panel);
            self.over_fresh = true;
        } else if !open {
            self.flip(panel, cx);
        }
    }

    pub(super) fn flip(&mut self, panel: Panel, cx: &mut Cx<'_>) {
        let fits = match panel {
            Panel::Facets => self.docks.facets_fit,
            Panel::Inspector => self.docks.inspector_fits,
        };
        if !fits {
            self.over = (self.over != Some(panel)).then_some(panel);
            self.over_fresh = true;
            return;
        }
        saved::change(cx, |settings| match panel {
            Panel::Facets => settings.facets = !settings.facets,
            Panel::Inspector => settings.inspector = !settings.inspector,
        });
    }
}

fn action_buttons(pane: &TeamPane, cx: Option<&Cx<'_>>) -> Vec<Button<'static>> {
    let hint = pane.picked.left_out();
    let each = |deed: Deed| {
        let button = Button::secondary(deed.label());
        let button = match &hint {
            Some(words) => button.hint(words.clone()),
            None => button,
        };
        button.enabled_or(cx.and_then(|cx| pane.picked.blocked(deed, cx.model)))
    };
    Deed::ALL.into_iter().map(each).collect()
}

fn actions_width(pane: &TeamPane, ui: &Ui) -> f32 {
    let words = text::line(
        ui,
        &pane.picked.words(),
        text::body_font(),
        crate::kit::tokens::of(ui.ctx()).text,
        f32::INFINITY,
    );
    let buttons = action_buttons(pane, None);
    words.size().x
        + buttons
            .iter()
            .map(|b| b.width(ui) + size::GAP_SMALL)
            .sum::<f32>()
        + 1.0
}

fn actions(pane: &mut TeamPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = pane.picked.words();
    let label = if pane.picked.len() == 0 {
        text::muted(words)
    } else {
        text::strong(words)
    };
    // As high as the buttons beside it, so that both stand on one line where lines wrap.
    let middle = Layout::left_to_right(Align::Center);
    let response = ui
        .allocate_ui_with_layout(vec2(0.0, size::CONTROL), middle, |ui| ui.label(label))
        .inner;
    if let Some(more) = pane.picked.left_out() {
        response.on_hover_text(more);
    }
    let buttons = action_buttons(pane, Some(cx));
    for (deed, button) in Deed::ALL.into_iter().zip(buttons) {
        if button.show(ui).clicked() {
            pane.begin(deed, cx);
        }
    }
}

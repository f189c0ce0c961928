//! The head of the pane: title and age, search, chosen filters, selection and what can be done
//! with it.

use super::{Panel, SitesPane, columns, saved};
use crate::kit::button::{Button, IconButton};
use crate::kit::field::Field;
use crate::kit::icons::Icon;
use crate::kit::tokens::size;
use crate::kit::{a11y, text, toggle};
use crate::model::{Ask, Dialog, Freshness, Route, age, count, exact, grouped};
use crate::panes::{Cx, side};
use crate::worker::protocol::{Command, access_groups};
use egui::{Align, Key, KeyboardShortcut, Layout, Modifiers, Popup, PopupCloseBehavior, Ui, vec2};

/// Draws both lines.
pub(super) fn show(pane: &mut SitesPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.spacing_mut().item_spacing = vec2(size::GAP_SMALL, size::GAP_SMALL);
    title_line(pane, ui, cx);
    if cx.model.sites_view.is_none() {
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
        if !pane.picked.keys.is_empty() {
            ui.horizontal_wrapped(|ui| actions(pane, ui, cx));
        }
    }
    a11y::announce(ui, &side::found(cx.model.sites_view.as_ref()));
}

fn title_line(pane: &mut SitesPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    ui.horizontal(|ui| {
        ui.set_min_height(size::CONTROL);
        let room = ui.available_width();
        let read = read_width(pane, ui) + size::GAP_SMALL;
        let icons = 4.0 * (size::CONTROL + size::GAP_SMALL) + read;
        let search = (room * 0.3).clamp(118.0, 264.0);
        let left = (room - icons - search - size::GAP).max(52.0);
        ui.allocate_ui_with_layout(
            vec2(left, size::CONTROL),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.set_width(left);
                let builder = egui::UiBuilder::new()
                    .accessibility_role(egui::accesskit::Role::Heading)
                    .accessibility_label("Sites");
                ui.scope_builder(builder, |ui| ui.label(text::title("Sites")));
                if !pane.docks.tight {
                    subtitle(pane, ui, cx);
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
        read_button(pane, ui, cx);
    });
}

const READ: &str = "Read contributors…";
/// The key that opens the dialog.
const READ_KEYS: KeyboardShortcut =
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::R);

/// Why no reading can be begun now. One that is under way can be looked at.
fn no_reading(cx: &Cx<'_>) -> Option<String> {
    let unread = cx.model.sites.is_none();
    unread.then(|| "Read the account first".to_owned())
}

fn read_width(pane: &SitesPane, ui: &Ui) -> f32 {
    if pane.docks.tight {
        size::CONTROL
    } else {
        Button::primary(READ).width(ui)
    }
}

fn read_button(pane: &SitesPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    let blocked = no_reading(cx);
    let pressed = if pane.docks.tight {
        let icon = IconButton::new(Icon::Contributors, READ).framed();
        icon.keys(READ_KEYS).enabled_or(blocked).show(ui)
    } else {
        let button = Button::primary(READ).keys(READ_KEYS);
        button.enabled_or(blocked).show(ui)
    };
    if pressed.clicked() {
        cx.ask(Ask::Open(Dialog::ReadSites(pane.picked.sites.clone())));
    }
}

fn subtitle(pane: &SitesPane, ui: &mut Ui, cx: &Cx<'_>) {
    let model = cx.model;
    let info = model.session.as_ref().and_then(|s| s.dataset("Sites"));
    let read_at = info.and_then(|i| i.read_at);
    let mut parts = Vec::new();
    if let Some(table) = &model.sites {
        let sites = count(table.rows.len(), "site", "sites");
        parts.push(format!(
            "{sites}, {} with contributors",
            grouped(pane.keys.with)
        ));
    }
    parts.push(match (model.freshness("Sites"), read_at) {
        (Freshness::Reading, _) => "Being read now".to_owned(),
        (_, None) => "Never read".to_owned(),
        (_, Some(at)) => {
            let whole = info.is_some_and(|i| i.complete);
            let how = if whole { "complete" } else { "incomplete" };
            format!("Read {}, {how}", age(at, model.now))
        }
    });
    let response = text::ellipsis(ui, text::muted(parts.join(" · ")));
    if let Some(at) = read_at {
        response.on_hover_text(format!("Read {}", exact(at)));
    }
}

fn search_field(pane: &mut SitesPane, ui: &mut Ui, width: f32) {
    let keys = KeyboardShortcut::new(Modifiers::COMMAND, Key::F);
    let focus = std::mem::take(&mut pane.focus_search);
    let field = Field::search("Search the sites", &mut pane.asking.filter.text)
        .hint("Search sites, folders, owners")
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

fn columns_menu(pane: &mut SitesPane, ui: &mut Ui) {
    let button = IconButton::new(Icon::Columns, "Columns").framed().show(ui);
    let popup = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    popup.show(|ui| {
        ui.set_min_width(180.0);
        ui.label(text::caption("Columns"));
        for column in columns::columns() {
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
fn panel_buttons(pane: &mut SitesPane, ui: &mut Ui, cx: &mut Cx<'_>) {
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

fn filter_line(pane: &mut SitesPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    if pane.side.chips(ui, &mut pane.asking.filter) {
        pane.open_panel(Panel::Facets, cx);
    }
    ui.label(text::muted(side::found(cx.model.sites_view.as_ref())));
    if pane.docks.tight {
        subtitle(pane, ui, cx);
    }
}

impl SitesPane {
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

fn action_buttons(pane: &SitesPane) -> [Button<'static>; 2] {
    let nothing = pane.picked.keys.is_empty();
    let read = nothing.then_some("Select sites first");
    let open = match pane.picked.sites.as_slice() {
        [] => Some("Select a site first"),
        [_] => None,
        _ => Some("Select one site alone"),
    };
    [
        Button::secondary("Read these…").enabled_or(read),
        Button::secondary("Open access").enabled_or(open),
    ]
}

fn actions_width(pane: &SitesPane, ui: &Ui) -> f32 {
    let words = text::line(
        ui,
        &pane.picked.words(),
        text::body_font(),
        crate::kit::tokens::of(ui.ctx()).text,
        f32::INFINITY,
    );
    let buttons = action_buttons(pane);
    let buttons = buttons.iter().map(|b| b.width(ui) + size::GAP_SMALL);
    words.size().x + buttons.sum::<f32>() + 1.0
}

fn actions(pane: &mut SitesPane, ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = pane.picked.words();
    let label = if pane.picked.keys.is_empty() {
        text::muted(words)
    } else {
        text::strong(words)
    };
    // As high as the buttons beside it, so that both stand on one line where lines wrap.
    let middle = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(0.0, size::CONTROL), middle, |ui| ui.label(label));
    let [read, open] = action_buttons(pane);
    if read.show(ui).clicked() {
        cx.ask(Ask::Open(Dialog::ReadSites(pane.picked.sites.clone())));
    }
    if open.show(ui).clicked() {
        open_access(pane, cx);
    }
}

/// Goes to the contributors of the one site that is selected.
pub(super) fn open_access(pane: &SitesPane, cx: &mut Cx<'_>) {
    if let [site] = pane.picked.sites.as_slice() {
        cx.ask(Ask::List {
            route: Route::Contributors,
            group: access_groups::SITE.to_owned(),
            value: site.as_str().to_owned(),
        });
    }
}

//! The head of a list: title and age, search, panels, chosen filters, the selection and what can be
//! done with it.

use super::panels::Panel;
use super::{Deed, Listed, Listing, Opener, Parts, menu, views};
use crate::kit::button::{Button, IconButton};
use crate::kit::field::Field;
use crate::kit::icons::Icon;
use crate::kit::tokens::{self, size};
use crate::kit::{a11y, text, toggle};
use crate::panes::{Cx, PaneCommand};
use crate::worker::protocol::{Command, Numbered as _};
use egui::{Align, Key, Layout, Modifiers, Popup, PopupCloseBehavior, Ui, vec2};

/// Draws all lines.
pub(super) fn show<P: Parts>(
    list: &mut Listing<P::Table>,
    parts: &mut P,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
) {
    ui.spacing_mut().item_spacing = vec2(size::GAP_SMALL, size::GAP_SMALL);
    title_line(list, parts, ui, cx);
    parts.top(list, ui, cx);
    let Some(view) = parts.view(cx.model).filter(|v| !v.table.rows().is_empty()) else {
        return;
    };
    let found = parts.found(view);
    let wanted = actions_width(list, parts, ui, cx);
    let room = ui.available_width();
    if list.short() {
        ui.horizontal_wrapped(|ui| {
            ui.set_row_height(size::CONTROL);
            filter_line(list, parts, ui, cx, &found);
            if wanted > 0.0 && !list.picked.is_empty() {
                actions(list, parts, ui, cx);
            }
        });
    } else if wanted > 0.0 && room - wanted >= parts.filter_room() {
        ui.horizontal_top(|ui| {
            let left = room - wanted - size::GAP;
            let filters = Layout::left_to_right(Align::Center).with_main_wrap(true);
            ui.allocate_ui_with_layout(vec2(left, size::CONTROL), filters, |ui| {
                ui.set_width(left);
                filter_line(list, parts, ui, cx, &found);
            });
            let right = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(wanted, size::CONTROL), right, |ui| {
                actions(list, parts, ui, cx);
            });
        });
    } else {
        ui.horizontal_wrapped(|ui| {
            ui.set_row_height(size::CONTROL);
            filter_line(list, parts, ui, cx, &found);
        });
        // Where nothing can be done with rows, how many are selected stands with the filters.
        if wanted > 0.0 && !list.picked.is_empty() {
            ui.horizontal_wrapped(|ui| actions(list, parts, ui, cx));
        }
    }
    a11y::announce(ui, &found);
}

/// Width of the search in points, and where the line beside the title would be cut.
const SEARCH: f32 = 264.0;
const SEARCH_NARROW: f32 = 188.0;

fn title_line<P: Parts>(list: &mut Listing<P::Table>, parts: &mut P, ui: &mut Ui, cx: &mut Cx<'_>) {
    let (title, tight) = (parts.title(cx.model), list.tight());
    let openers = parts.openers(cx.model);
    let reads = parts.reads_account();
    ui.horizontal(|ui| {
        ui.set_min_height(size::CONTROL);
        let room = ui.available_width();
        // Where it is narrow, rows are saved from the menu of the columns.
        let icons = 3 + usize::from(reads) + usize::from(!tight);
        let icons = icons as f32 * (size::CONTROL + size::GAP_SMALL);
        // Where it is narrow the title comes first, and the keys of the search are left out.
        let mut search = if tight {
            (room * 0.22).clamp(88.0, 264.0)
        } else {
            (room * 0.3).clamp(118.0, SEARCH)
        };
        let widths = openers.iter().map(|o| o.width(ui, tight));
        let widths: Vec<f32> = widths.map(|w| w + size::GAP_SMALL).collect();
        let beside = |folded: usize| {
            let buttons = widths.iter().skip(folded).sum::<f32>();
            let menu = f32::from(folded > 0) * (size::CONTROL + size::GAP_SMALL);
            room - icons - menu - buttons - size::GAP
        };
        let mut folded = Opener::folded(openers.len());
        if !tight && search > SEARCH_NARROW {
            // Two widths and none between, so that it does not follow an age that is told.
            let words =
                text::title_width(ui, title.as_ref()) + size::GAP_SMALL + said(parts, ui, cx);
            if beside(folded) - search < words {
                search = SEARCH_NARROW;
            }
        }
        let left_by = |folded: usize| beside(folded) - search;
        if tight {
            // The title stands whole before what is rare has a button. One alone would save nothing.
            let whole = text::title_width(ui, title.as_ref());
            let more = |folded: usize| Some((folded + 1).max(2)).filter(|n| *n < openers.len());
            while left_by(folded) < whole
                && let Some(next) = more(folded)
            {
                folded = next;
            }
        }
        let left = left_by(folded).max(52.0);
        let middle = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(left, size::CONTROL), middle, |ui| {
            ui.set_width(left);
            let builder = egui::UiBuilder::new()
                .accessibility_role(egui::accesskit::Role::Heading)
                .accessibility_label(title.as_ref());
            let shown = ui.scope_builder(builder, |ui| {
                text::ellipsis(ui, text::title(title.as_ref()))
            });
            if tight {
                shown.inner.on_hover_text(parts.line(cx.model).hover());
            } else {
                subtitle(parts, ui, cx);
            }
        });
        search_field(list, parts, ui, search);
        if reads {
            let again = IconButton::new(Icon::Refresh, "Read the account again").framed();
            if again.enabled_or(cx.model.no_reading()).show(ui).clicked() {
                cx.ask(Command::Sync);
            }
        }
        columns_menu(list, parts, ui, cx);
        if !tight {
            save_button(list, parts, ui, cx);
        }
        panel_buttons(list, ui, cx);
        if folded > 0
            && let Some(at) = openers_menu(openers.get(..folded).unwrap_or_default(), ui)
        {
            parts.open(at, list, cx);
        }
        for (at, opener) in openers.into_iter().enumerate().skip(folded) {
            if opener.show(ui, tight).clicked() {
                parts.open(at, list, cx);
            }
        }
    });
}

/// The menu of what can be done with the list beside what has a button; gives what was chosen.
fn openers_menu(openers: &[Opener], ui: &mut Ui) -> Option<usize> {
    let button = IconButton::new(Icon::More, "What else the list can do").framed();
    let button = button.show(ui);
    let mut chosen = None;
    Popup::menu(&button).show(|ui| {
        for (at, opener) in openers.iter().enumerate() {
            if menu::item(ui, opener.label, opener.blocked.as_deref()) {
                chosen = Some(at);
            }
        }
    });
    chosen
}

/// Width of the line beside the title, in points.
fn said<P: Parts>(parts: &P, ui: &Ui, cx: &Cx<'_>) -> f32 {
    let (t, line) = (tokens::of(ui.ctx()), parts.line(cx.model));
    let words = text::line(ui, &line.words, text::body_font(), t.muted, f32::INFINITY);
    words.size().x.ceil() + 1.0
}

fn subtitle<P: Parts>(parts: &P, ui: &mut Ui, cx: &Cx<'_>) {
    let line = parts.line(cx.model);
    if line.words.is_empty() {
        return;
    }
    let response = text::ellipsis(ui, text::muted(line.words));
    if let Some(more) = line.more {
        response.on_hover_text(more);
    }
}

fn search_field<P: Parts>(list: &mut Listing<P::Table>, parts: &P, ui: &mut Ui, width: f32) {
    let words = parts.words();
    let focus = std::mem::take(&mut list.focus.search);
    let tight = list.tight();
    let mut field = Field::search(words.search, &mut list.filter.text);
    if let (false, Some(keys)) = (tight, PaneCommand::Search.keys()) {
        field = field.keys(keys);
    }
    let field = field
        .hint(words.hint)
        .width(width)
        .limit(200)
        .focus(focus)
        .show(ui);
    let down = |ui: &mut Ui| ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowDown));
    if field.has_focus() && down(ui) {
        list.focus.table = true;
    }
}

/// The button that saves rows as a file.
fn save_button<P: Parts>(list: &mut Listing<P::Table>, parts: &P, ui: &mut Ui, cx: &Cx<'_>) {
    let mut button = IconButton::new(Icon::Download, "Save rows…").framed();
    if let Some(keys) = PaneCommand::Save.keys() {
        button = button.keys(keys);
    }
    let button = button.enabled_or(list.no_saving(parts, cx.model));
    if button.show(ui).clicked() {
        list.save_rows(parts, cx.model);
    }
}

fn columns_menu<P: Parts>(list: &mut Listing<P::Table>, parts: &P, ui: &mut Ui, cx: &Cx<'_>) {
    let tight = list.tight();
    let name = if tight {
        "Columns and saving"
    } else {
        "Columns"
    };
    let button = IconButton::new(Icon::Columns, name).framed();
    let none = parts.no_columns().filter(|_| !tight);
    let button = button.enabled_or(none).show(ui);
    let blocked = list.no_saving(parts, cx.model);
    let mut saves = false;
    let popup = Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let columns = parts.columns();
    let mut changed = false;
    let state = &mut list.sheets[parts.sheet().min(1)].table;
    popup.show(|ui| {
        ui.set_min_width(180.0);
        ui.label(text::caption("Columns"));
        for (at, column) in columns.iter().enumerate() {
            let mut on = !state.hidden.contains(column.id);
            let always = format!("The {} is always shown", column.title.to_lowercase());
            let blocked = (at == 0).then_some(always.as_str());
            if toggle::checkbox_or(ui, &mut on, &column.title, blocked).changed() {
                if on {
                    state.hidden.remove(column.id);
                } else {
                    state.hidden.insert(column.id.to_owned());
                }
                changed = true;
            }
        }
        if Button::quiet("Reset widths").show(ui).clicked() {
            state.reset_widths();
            changed = true;
        }
        saves = tight && menu::item(ui, "Save rows…", blocked.as_deref());
    });
    if changed {
        list.touch(ui);
    }
    if saves {
        list.save_rows(parts, cx.model);
    }
}

/// The two buttons that open and close the panels beside the table.
fn panel_buttons<T: Listed>(list: &mut Listing<T>, ui: &mut Ui, cx: &mut Cx<'_>) {
    let chosen = list.filter.chosen.values();
    let chosen: usize = chosen.map(std::collections::BTreeSet::len).sum();
    let name = if chosen == 0 {
        "Filters".to_owned()
    } else {
        format!("Filters, {chosen} chosen")
    };
    let on = list.panels.is_on(Panel::Facets);
    let filters = IconButton::new(Icon::Filter, name).framed().on(on).show(ui);
    if std::mem::take(&mut list.focus.filters) {
        filters.request_focus();
    }
    if filters.clicked() {
        list.panels.flip(Panel::Facets, cx);
    }
    let on = list.panels.is_on(Panel::Inspector);
    let inspector = IconButton::new(Icon::Inspector, "Inspector").framed();
    if inspector.on(on).show(ui).clicked() {
        list.panels.flip(Panel::Inspector, cx);
    }
}

fn filter_line<P: Parts>(
    list: &mut Listing<P::Table>,
    parts: &mut P,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    found: &str,
) {
    parts.before_filters(list, ui, cx);
    views::button(list, parts, ui, cx);
    if list.side.chips(ui, &mut list.filter) {
        list.panels.open(Panel::Facets, cx);
    }
    words_line(ui, text::muted(found));
    parts.after_filters(list, ui, cx);
    if list.tight() && !list.short() {
        subtitle(parts, ui, cx);
    }
}

/// Words as high as the buttons beside them, so that both stand on one line where lines wrap. Asks
/// for all the room that it takes, so that it begins a line rather than being cut at its end.
fn words_line(ui: &mut Ui, words: egui::RichText) -> egui::Response {
    let words = egui::WidgetText::from(words);
    let (whole, style) = (egui::TextWrapMode::Extend, egui::TextStyle::Body);
    let galley = words
        .clone()
        .into_galley(ui, Some(whole), f32::INFINITY, style);
    let wide = (galley.size().x + 1.0).min(ui.max_rect().width());
    let middle = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(vec2(wide, size::CONTROL), middle, |ui| {
        text::ellipsis(ui, words)
    })
    .inner
}

fn actions_width<P: Parts>(list: &Listing<P::Table>, parts: &P, ui: &Ui, cx: &Cx<'_>) -> f32 {
    let deeds = parts.deeds(&list.picked, cx.model);
    if deeds.is_empty() {
        return 0.0;
    }
    let (t, words) = (tokens::of(ui.ctx()), parts.selected(&list.picked));
    let words = text::line(ui, &words, text::body_font(), t.text, f32::INFINITY);
    let buttons = deeds.iter().filter(|d| !d.menu_only);
    let buttons = buttons.map(|d| d.button().width(ui) + size::GAP_SMALL);
    let more = deeds.iter().any(|d| d.menu_only);
    let more = more.then(|| more_button(false).width(ui) + size::GAP_SMALL);
    words.size().x + buttons.sum::<f32>() + more.unwrap_or_default() + 1.0
}

/// The button of the menu with what has no button of its own; of all, where there are no others.
fn more_button(alone: bool) -> Button<'static> {
    Button::secondary(if alone { "Actions" } else { "More" }).menu()
}

fn actions<P: Parts>(list: &mut Listing<P::Table>, parts: &mut P, ui: &mut Ui, cx: &mut Cx<'_>) {
    let words = parts.selected(&list.picked);
    let words = if list.picked.is_empty() {
        text::muted(words)
    } else {
        text::strong(words)
    };
    let response = words_line(ui, words);
    if let Some(more) = parts.left_out() {
        response.on_hover_text(more);
    }
    let deeds = parts.deeds(&list.picked, cx.model);
    let short = list.short();
    let in_menu = |deed: &Deed| deed.menu_only || short;
    for (at, deed) in deeds.iter().enumerate().filter(|(_, d)| !in_menu(d)) {
        if deed.button().show(ui).clicked() {
            list.begin(parts, at, cx);
        }
    }
    if !deeds.iter().any(in_menu) {
        return;
    }
    let button = more_button(short).show(ui);
    let mut chosen = None;
    Popup::menu(&button).show(|ui| {
        for (at, deed) in deeds.iter().enumerate().filter(|(_, d)| in_menu(d)) {
            if menu::item(ui, &deed.label, deed.blocked.as_deref()) {
                chosen = Some(at);
            }
        }
    });
    if let Some(at) = chosen {
        list.begin(parts, at, cx);
    }
}

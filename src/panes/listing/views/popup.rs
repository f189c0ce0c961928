//! The list of views below its button.

use super::{Look, NAME, NAMED, Named, none, words};
use crate::index::Filter;
use crate::kit::button::{Button, IconButton, link};
use crate::kit::field::{Field, submitted};
use crate::kit::icons::Icon;
use crate::kit::tokens::size;
use crate::kit::{a11y, text};
use crate::panes::Cx;
use crate::panes::listing::{Listed, Listing, Parts};
use egui::{Align, Id, Layout, Popup, PopupCloseBehavior, Ui, vec2};

/// Width of the list of views, in points.
const WIDTH: f32 = 280.0;

/// What was done in the list of views.
enum Did {
    Show(Named),
    /// The filter alone, which was chosen lately.
    Again(Filter),
    Forget(usize),
    /// What was forgotten last is there again.
    Back,
    Keep(String),
}

/// The button with the list of views below it.
pub(in crate::panes::listing) fn button<P: Parts>(
    list: &mut Listing<P::Table>,
    parts: &P,
    ui: &mut Ui,
    cx: &Cx<'_>,
) {
    if none(parts, cx.model).is_some() {
        return;
    }
    let button = if list.short() {
        IconButton::new(Icon::Views, "Views").framed().show(ui)
    } else {
        let first = ui.cursor().left() <= ui.max_rect().left() + 0.5;
        let button = Button::quiet("Views").menu();
        if first { button.flush() } else { button }.show(ui)
    };
    // The button may become another one while the list is open.
    let id = Id::unique(("views", parts.words().key()));
    if std::mem::take(&mut list.views.wanted) {
        Popup::open_id(ui.ctx(), id);
        button.request_focus();
    }
    let popup = Popup::menu(&button)
        .id(id)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    let shown = popup.show(|ui| {
        ui.set_min_width(WIDTH);
        ui.set_max_width(WIDTH);
        let did = body(list, parts, ui);
        let stays = |did: &Did| matches!(did, Did::Forget(_) | Did::Back);
        if did.as_ref().is_some_and(|did| !stays(did)) {
            ui.close();
        }
        did
    });
    let Some(did) = shown.and_then(|s| s.inner) else {
        return;
    };
    let sheet = parts.sheet().min(1);
    let gone = list.views.gone.take();
    match did {
        Did::Show(view) => {
            list.filter = view.filter;
            if let Some(look) = view.look.filter(|l| l.sheet == sheet) {
                let table = &mut list.sheets[sheet].table;
                (table.hidden, table.sort) = (look.hidden, look.sort);
            }
            list.focus.table = true;
        }
        Did::Again(filter) => {
            list.filter = filter;
            list.focus.table = true;
        }
        Did::Forget(at) => {
            list.views.gone = Some((at, list.views.named.remove(at)));
        }
        Did::Back => {
            if let Some((at, view)) = gone {
                let at = at.min(list.views.named.len());
                list.views.named.insert(at, view);
            }
        }
        Did::Keep(name) => {
            let look = Look::of(sheet, &list.sheets[sheet].table);
            list.views.keep(name, &list.filter, look);
        }
    }
    list.touch(ui);
}

fn body<P: Parts>(list: &mut Listing<P::Table>, parts: &P, ui: &mut Ui) -> Option<Did> {
    ui.spacing_mut().item_spacing.y = 4.0;
    let table = list.table.clone();
    let said = |filter: &Filter| words(filter, table.as_deref(), parts.spans(filter));
    let mut did = None;
    ui.label(text::caption("Views"));
    if list.views.named.is_empty() {
        let none = "None is kept yet. A view holds search, filters, columns and their order";
        // Lines of a menu are as wide as it, and words would be drawn apart for that.
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            text::paragraph(ui, text::muted(none));
        });
    }
    for (at, view) in list.views.named.iter().enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let place = vec2(ui.available_width() - size::CONTROL - 2.0, size::CONTROL);
            let line = |ui: &mut Ui| line(ui, &view.name, &said(&view.filter));
            let left = Layout::left_to_right(Align::Center);
            if ui.allocate_ui_with_layout(place, left, line).inner {
                did = Some(Did::Show(view.clone()));
            }
            let cross = IconButton::new(Icon::Close, format!("Forget the view {}", view.name));
            if cross.show(ui).clicked() {
                did = Some(Did::Forget(at));
            }
        });
    }
    if let Some((_, view)) = &list.views.gone {
        ui.horizontal_wrapped(|ui| {
            ui.label(text::muted(format!("“{}” is forgotten", view.name)));
            if link(ui, "Take back").clicked() {
                did = Some(Did::Back);
            }
        });
    }
    ui.add_space(4.0);
    if let Some(name) = new(list, ui) {
        did = Some(Did::Keep(name));
    }
    if !list.views.history.is_empty() {
        ui.add_space(4.0);
        ui.label(text::caption("Used lately"));
        for filter in &list.views.history {
            let words = said(filter);
            if line(ui, &words, &words) {
                did = Some(Did::Again(filter.clone()));
            }
        }
    }
    did
}

/// The field for a new view; gives the name under which what is chosen now shall be kept.
fn new<T: Listed>(list: &mut Listing<T>, ui: &mut Ui) -> Option<String> {
    let views = &mut list.views;
    let field = Field::text("Name of a new view", &mut views.typed)
        .limit(NAME)
        .show(ui);
    let name = views.typed.trim().to_owned();
    let known = views.named.iter().any(|v| v.name == name);
    let blocked = if name.is_empty() {
        Some("Type a name first")
    } else if views.named.len() >= NAMED && !known {
        Some("Forget a view first: more than 40 are not kept")
    } else {
        None
    };
    let label = if known {
        "Keep what is chosen now in its place"
    } else {
        "Keep what is chosen now"
    };
    let button = Button::secondary(label).enabled_or(blocked);
    let pressed = button.show(ui).clicked() || submitted(&field);
    (pressed && blocked.is_none()).then_some(name)
}

/// A line that is pressed; `more` is what it would show.
fn line(ui: &mut Ui, words: &str, more: &str) -> bool {
    let response = Button::quiet(words).wide().show(ui);
    if more != words {
        a11y::describe(&response, more);
        return response.on_hover_text(more).clicked();
    }
    response.clicked()
}

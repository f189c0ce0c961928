//! Filters and inspector: docked beside the table where there is room, over it where not.

use super::show::part;
use super::{Listing, Parts, View, kept};
use crate::kit::button::IconButton;
use crate::kit::icons::Icon;
use crate::kit::tokens::{self, size};
use crate::kit::{a11y, focus, text};
use crate::model::Model;
use crate::panes::Cx;
use egui::accesskit::Role;
use egui::{
    Area, Frame, Id, Margin, Order, Rect, ScrollArea, Sense, Shadow, Stroke, Ui, UiBuilder, Vec2,
    vec2,
};

/// Narrowest table beside docked filters.
const TABLE_BESIDE_FACETS: f32 = 600.0;
/// Narrowest table beside a docked inspector.
const TABLE_BESIDE_INSPECTOR: f32 = 480.0;
/// From this width on a table has room for all it shows: the inspector stands beside it before
/// anything is selected.
const TABLE_AT_EASE: f32 = 960.0;
/// Width of a pane from which the panels are wider, in points.
const WIDE: f32 = 1640.0;
/// Narrowest title line that has words on its buttons.
const TITLE_LINE: f32 = 760.0;
/// The same for each further button.
const BUTTON_MORE: f32 = 100.0;

/// A narrow pane that is lower than this keeps its head to as few lines as can be.
const SHORT: f32 = 400.0;

/// A panel beside the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Panel {
    Facets,
    Inspector,
}

/// Which panels stand beside the table in this frame, and which would have room.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Docks {
    pub(super) facets: bool,
    facets_fit: bool,
    pub(super) inspector: bool,
    /// Widths of the two, in points: on a wide screen their words are whole.
    facets_width: f32,
    pub(super) inspector_width: f32,
    inspector_fits: bool,
    /// It would be there if there was something to tell.
    inspector_waits: bool,
    /// The title line has no room for more than the title.
    pub(super) tight: bool,
    /// Nor is there room for more than a line of filters and actions.
    pub(super) short: bool,
}

impl Docks {
    /// The inspector comes first, the filters fold away. Where the table is better off with its
    /// room, an inspector that has nothing to tell leaves it that until it is `met`; the filters do
    /// not take that place, so that nothing else moves when it comes.
    pub(super) fn of(room: Vec2, openers: usize, model: &Model, met: bool) -> Self {
        let width = room.x;
        let settings = model.settings.as_deref();
        let (facets_width, inspector_width) = if width >= WIDE {
            (size::FACETS + 60.0, size::INSPECTOR + 82.0)
        } else {
            (size::FACETS, size::INSPECTOR)
        };
        let inspector_fits = width - inspector_width >= TABLE_BESIDE_INSPECTOR;
        let wanted = inspector_fits && settings.is_none_or(|s| s.inspector);
        let taken = if wanted { inspector_width } else { 0.0 };
        let inspector = wanted && (met || width - inspector_width >= TABLE_AT_EASE);
        let facets_fit = width - taken - facets_width >= TABLE_BESIDE_FACETS;
        let more = openers.saturating_sub(1) as f32 * BUTTON_MORE;
        Self {
            facets: facets_fit && settings.is_none_or(|s| s.facets),
            facets_fit,
            inspector,
            facets_width,
            inspector_width,
            inspector_fits,
            inspector_waits: wanted && !inspector,
            tight: width < TITLE_LINE + more,
            short: width < TITLE_LINE + more && room.y < SHORT,
        }
    }

    fn fits(self, panel: Panel) -> bool {
        match panel {
            Panel::Facets => self.facets_fit,
            Panel::Inspector => self.inspector_fits,
        }
    }

    fn docked(self, panel: Panel) -> bool {
        match panel {
            Panel::Facets => self.facets,
            Panel::Inspector => self.inspector,
        }
    }
}

/// The two panels.
#[derive(Debug, Default)]
pub(super) struct Panels {
    pub(super) docks: Docks,
    over: Option<Panel>,
    /// Something was selected, or the inspector was asked for: from then on it stays.
    pub(super) met: bool,
    /// The panel was opened in this frame, by the very click that it sees.
    fresh: bool,
}

impl Panels {
    /// Whether a panel is to be seen.
    pub(super) fn is_on(&self, panel: Panel) -> bool {
        if self.docks.fits(panel) {
            self.docks.docked(panel)
        } else {
            self.over == Some(panel)
        }
    }

    /// Opens a panel, or closes it.
    pub(super) fn flip(&mut self, panel: Panel, cx: &mut Cx<'_>) {
        if !self.docks.fits(panel) {
            self.over = (self.over != Some(panel)).then_some(panel);
            self.fresh = true;
            return;
        }
        if panel == Panel::Inspector && !std::mem::replace(&mut self.met, true) {
            // It is the owner's wish already, it only had nothing to tell.
            if self.docks.inspector_waits {
                return;
            }
        }
        kept::change(cx, |settings| match panel {
            Panel::Facets => settings.facets = !settings.facets,
            Panel::Inspector => settings.inspector = !settings.inspector,
        });
    }

    /// Opens a panel, docked where there is room and over the table where not.
    pub(super) fn open(&mut self, panel: Panel, cx: &mut Cx<'_>) {
        if !self.docks.fits(panel) {
            self.over = Some(panel);
            self.fresh = true;
        } else if !self.docks.docked(panel) {
            self.flip(panel, cx);
        }
    }
}

/// Draws the docked filters; gives the room that they and the inspector leave for the table.
pub(super) fn beside<P: Parts>(list: &mut Listing<P::Table>, ui: &mut Ui, mut rect: Rect) -> Rect {
    let line = Stroke::new(1.0, tokens::of(ui.ctx()).border);
    let docks = list.panels.docks;
    if docks.facets {
        let place = rect.with_max_x(rect.left() + docks.facets_width);
        focus::part(ui, "filters", place);
        facets::<P>(list, &mut part(ui, place, "facets"));
        ui.painter().vline(place.right(), rect.y_range(), line);
        rect.min.x = place.right() + 1.0;
    }
    if docks.inspector {
        let place = rect.with_min_x(rect.right() - docks.inspector_width);
        ui.painter().vline(place.left(), rect.y_range(), line);
        rect.max.x = place.left() - 1.0;
    }
    if list.panels.over.is_some_and(|panel| docks.docked(panel)) {
        list.panels.over = None;
    }
    rect
}

/// Draws the panel that lies over the table.
pub(super) fn over<P: Parts>(
    list: &mut Listing<P::Table>,
    parts: &mut P,
    ui: &Ui,
    rect: Rect,
    cx: &mut Cx<'_>,
    view: &View<P::Table>,
) {
    let fresh = std::mem::take(&mut list.panels.fresh);
    let Some(panel) = list.panels.over else {
        return;
    };
    let (name, place) = match panel {
        Panel::Facets => {
            let width = (size::FACETS + 60.0).min(rect.width());
            ("Filters", rect.with_max_x(rect.left() + width))
        }
        Panel::Inspector => {
            let width = size::INSPECTOR.min(rect.width());
            ("Inspector", rect.with_min_x(rect.right() - width))
        }
    };
    // Who came or leaves by keyboard is taken along; a mouse leaves the keyboard where it is.
    let mouse = ui.input(|i| i.pointer.any_pressed() || i.pointer.any_released());
    let enter = fresh && !mouse && !list.focus.inspector;
    let mut closed = false;
    let stays = floating(ui, (parts.words().key(), name), place, |ui| {
        closed = heading(ui, name, enter);
        match panel {
            Panel::Facets => facets::<P>(list, ui),
            Panel::Inspector => inspector(list, parts, ui, cx, view),
        }
    });
    if closed || !(stays || fresh) {
        list.panels.over = None;
        match panel {
            _ if mouse => {}
            Panel::Facets => list.focus.filters = true,
            Panel::Inspector => list.focus.table = true,
        }
    }
}

/// Name and cross of a panel; true when it is closed.
fn heading(ui: &mut Ui, name: &str, focus: bool) -> bool {
    let margin = Margin {
        left: 12,
        right: 6,
        top: 4,
        bottom: 0,
    };
    let line = |ui: &mut Ui| {
        // Before the words, so that they stand in the middle of the line beside the cross.
        ui.set_min_height(size::CONTROL);
        ui.label(text::strong(name));
        ui.add_space((ui.available_width() - size::CONTROL - 8.0).max(0.0));
        let close = format!("Close {}", name.to_lowercase());
        let cross = IconButton::new(Icon::Close, close).show(ui);
        if focus {
            cross.request_focus();
        }
        cross.clicked()
    };
    let frame = Frame::new().inner_margin(margin);
    frame.show(ui, |ui| ui.horizontal(line).inner).inner
}

/// A panel over the table. Gives false when it is left by Esc or by a click beside it.
fn floating(
    ui: &Ui,
    (list, name): (&str, &str),
    rect: Rect,
    content: impl FnOnce(&mut Ui),
) -> bool {
    let t = tokens::of(ui.ctx());
    let area = Area::new(Id::unique(("panel", list, name)))
        .order(Order::Middle)
        .fixed_pos(rect.min)
        .constrain(false)
        .movable(false)
        .role(Role::Group)
        .accessible_name(name);
    let shown = area.show(ui.ctx(), |ui| {
        ui.set_clip_rect(rect.expand(24.0).intersect(ui.ctx().content_rect()));
        Frame::new()
            .fill(t.surface)
            .stroke(Stroke::new(1.0, t.border))
            .shadow(Shadow {
                offset: [0, 4],
                blur: 20,
                spread: 0,
                color: t.shadow,
            })
            .show(ui, |ui| {
                ui.set_min_size(rect.size());
                ui.set_max_size(rect.size());
                focus::part(ui, "panel", rect);
                content(ui);
            });
    });
    // A list or menu that is open in front of it is closed first.
    if focus::menu_open(ui.ctx()) {
        return true;
    }
    let outside = ui.input(|i| i.pointer.any_click())
        && ui
            .input(|i| i.pointer.interact_pos())
            .is_some_and(|at| !shown.response.rect.contains(at));
    let escape = ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
    !(outside || escape)
}

/// The filters.
fn facets<P: Parts>(list: &mut Listing<P::Table>, ui: &mut Ui) {
    if list.side.show(ui, &mut list.filter, &mut list.facets) {
        list.touch(ui);
    }
}

/// Details of the selection, scrolling.
pub(super) fn inspector<P: Parts>(
    list: &mut Listing<P::Table>,
    parts: &mut P,
    ui: &mut Ui,
    cx: &mut Cx<'_>,
    view: &View<P::Table>,
) {
    let area = ScrollArea::vertical()
        .id_salt("inspector")
        .auto_shrink(false);
    area.show(ui, |ui| {
        let frame = Frame::new().inner_margin(Margin {
            left: 16,
            right: 16,
            top: 14,
            bottom: 16,
        });
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
            // A place for the keyboard at the top.
            let stop = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), 1.0));
            let id = ui.scope_id().with("stop");
            let response = ui.interact(stop, id, Sense::focusable_noninteractive());
            a11y::role(&response, Role::Group, "Inspector");
            if std::mem::take(&mut list.focus.inspector) {
                response.request_focus();
            }
            // What stands here can be called as in the line above the table.
            let group = UiBuilder::new()
                .accessibility_role(Role::Complementary)
                .accessibility_label("Details of the selection");
            ui.scope_builder(group, |ui| parts.inspector(list, ui, cx, view));
        });
    });
}

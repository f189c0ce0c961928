//! Facets and inspector: docked beside the table where there is room, over it where not.

use super::{ContributorsPane, Docks, Panel, bits, inspector, saved};
use crate::kit::button::IconButton;
use crate::kit::icons::Icon;
use crate::kit::text;
use crate::kit::tokens::{self, size};
use crate::model::Model;
use crate::panes::Cx;
use egui::{Frame, Margin, Rect, Stroke, Ui};

/// Narrowest table beside docked facets.
const TABLE_BESIDE_FACETS: f32 = 600.0;
/// Narrowest table beside a docked inspector.
const TABLE_BESIDE_INSPECTOR: f32 = 480.0;

/// Which panels have room beside the table: the inspector comes first, the facets fold away.
pub(super) fn docks(width: f32, model: &Model) -> Docks {
    let settings = model.settings.as_deref();
    let wanted = settings.is_none_or(|s| s.inspector);
    let inspector_fits = width - size::INSPECTOR >= TABLE_BESIDE_INSPECTOR;
    let inspector = wanted && inspector_fits;
    let taken = if inspector { size::INSPECTOR } else { 0.0 };
    let facets_fit = width - taken - size::FACETS >= TABLE_BESIDE_FACETS;
    Docks {
        facets: facets_fit && settings.is_none_or(|s| s.facets),
        facets_fit,
        inspector,
        inspector_fits,
        tight: width < 760.0,
    }
}

/// Draws the docked facets; gives the room that they and the inspector leave for the table.
pub(super) fn beside(pane: &mut ContributorsPane, ui: &mut Ui, mut rect: Rect) -> Rect {
    let line = Stroke::new(1.0, tokens::of(ui.ctx()).border);
    if pane.docks.facets {
        let place = rect.with_max_x(rect.left() + size::FACETS);
        facets(pane, &mut super::body::part(ui, place, "facets"));
        ui.painter().vline(place.right(), rect.y_range(), line);
        rect.min.x = place.right() + 1.0;
        if pane.over == Some(Panel::Facets) {
            pane.over = None;
        }
    }
    if pane.docks.inspector {
        let place = rect.with_min_x(rect.right() - size::INSPECTOR);
        ui.painter().vline(place.left(), rect.y_range(), line);
        rect.max.x = place.left() - 1.0;
        if pane.over == Some(Panel::Inspector) {
            pane.over = None;
        }
    }
    rect
}

/// Draws the panel that lies over the table.
pub(super) fn over(pane: &mut ContributorsPane, ui: &Ui, rect: Rect, cx: &mut Cx<'_>) {
    let fresh = std::mem::take(&mut pane.over_fresh);
    let Some(panel) = pane.over else { return };
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
    let enter = fresh && !mouse && !pane.inspector.focus;
    let mut closed = false;
    let stays = bits::over(ui, name, place, |ui| {
        Frame::new()
            .inner_margin(Margin {
                left: 16,
                right: 6,
                top: 4,
                bottom: 0,
            })
            .show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.label(text::strong(name));
                    ui.add_space((ui.available_width() - size::CONTROL - 8.0).max(0.0));
                    let cross =
                        IconButton::new(Icon::Close, format!("Close {}", name.to_lowercase()))
                            .show(ui);
                    if enter {
                        cross.request_focus();
                    }
                    closed = cross.clicked();
                });
            });
        match panel {
            Panel::Facets => facets(pane, ui),
            Panel::Inspector => inspector::show(pane, ui, cx),
        }
    });
    if closed || !(stays || fresh) {
        pane.over = None;
        match panel {
            _ if mouse => {}
            Panel::Facets => pane.focus_filters = true,
            Panel::Inspector => pane.focus_table = true,
        }
    }
}

impl ContributorsPane {
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

/// The facets beside the table.
fn facets(pane: &mut ContributorsPane, ui: &mut Ui) {
    let filter = &mut pane.asking.filter;
    if pane.side.show(ui, filter, &mut pane.saved.facets) {
        pane.saved.touch(ui.input(|i| i.time));
    }
}

//! The head of a pane: title, one line of what this is and how old, slots at the right.

use std::borrow::Cow;

use egui::{Align, Frame, Layout, Margin, Rect, Stroke, Ui, UiBuilder, vec2};

use crate::kit::button::Button;
use crate::kit::text;
use crate::kit::tokens::{self, size};

/// Least room for title and line before the slots go below them, in points.
const LEAST: f32 = 220.0;

/// Margin of pane contents at the left and right: less where there is little room.
pub fn margin(ui: &Ui) -> f32 {
    if ui.available_width() < 560.0 {
        12.0
    } else {
        size::PAD
    }
}

/// The margin of pane contents with these edges above and below, in points.
pub fn margins(ui: &Ui, top: i8, bottom: i8) -> Margin {
    let side = margin(ui) as i8;
    Margin {
        left: side,
        right: side,
        top,
        bottom,
    }
}

/// Contents of a pane that scroll: in their margins, `top` points below the head, and not wider
/// than `widest` points.
pub fn page<R>(ui: &mut Ui, top: i8, widest: f32, add: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .inner_margin(margins(ui, top, 28))
        .show(ui, |ui| {
            let width = ui.available_width().min(widest);
            ui.set_width(width);
            ui.set_max_width(width);
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            add(ui)
        })
        .inner
}

/// A quiet line across the place between two rows; it takes no room.
pub fn rule(ui: &Ui) {
    let t = tokens::of(ui.ctx());
    let y = ui.cursor().top();
    ui.painter()
        .hline(ui.max_rect().x_range(), y, Stroke::new(1.0, t.border));
}

/// The head of a pane.
#[derive(Debug, Clone)]
#[must_use = "draw it with buttons or slots"]
pub struct Head<'a> {
    title: Cow<'a, str>,
    line: Cow<'a, str>,
    exact: Cow<'a, str>,
    ruled: bool,
}

impl<'a> Head<'a> {
    /// A head with a title.
    pub fn new(title: impl Into<Cow<'a, str>>) -> Self {
        Self {
            title: title.into(),
            line: Cow::Borrowed(""),
            exact: Cow::Borrowed(""),
            ruled: true,
        }
    }

    /// One line of what this is and how old.
    pub fn line(mut self, line: impl Into<Cow<'a, str>>) -> Self {
        self.line = line.into();
        self
    }

    /// The exact time and other details, shown on hover over the line.
    pub fn exact(mut self, exact: impl Into<Cow<'a, str>>) -> Self {
        self.exact = exact.into();
        self
    }

    /// Without the rule below, for panes whose tabs or table bring their own.
    pub fn bare(mut self) -> Self {
        self.ruled = false;
        self
    }

    /// Draws it with buttons at the right; gives the number of the one that was pressed.
    pub fn buttons(self, ui: &mut Ui, buttons: &[Button<'_>]) -> Option<usize> {
        let gaps = size::GAP_SMALL * buttons.len().saturating_sub(1) as f32;
        let wanted = buttons.iter().map(|b| b.width(ui)).sum::<f32>() + gaps;
        self.slots(ui, wanted, |ui| {
            let mut pressed = None;
            for (at, button) in buttons.iter().enumerate() {
                if button.clone().show(ui).clicked() {
                    pressed = Some(at);
                }
            }
            pressed
        })
    }

    /// Draws it with anything at the right that is `wanted` points wide. Where that leaves too
    /// little room for the title, the slots stand below it and wrap.
    pub fn slots<R>(self, ui: &mut Ui, wanted: f32, slots: impl FnOnce(&mut Ui) -> R) -> R {
        let out = Frame::new()
            .inner_margin(margins(ui, 12, 12))
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing = vec2(size::GAP_SMALL, size::GAP_SMALL);
                let room = ui.available_width() - wanted - size::GAP;
                if wanted > 0.0 && room < LEAST {
                    self.words(ui, ui.available_width());
                    ui.horizontal_wrapped(slots).inner
                } else {
                    ui.horizontal(|ui| {
                        self.words(
                            ui,
                            if wanted > 0.0 {
                                room
                            } else {
                                ui.available_width()
                            },
                        );
                        // Without slots, a gap would make the pane wider than its place.
                        if wanted > 0.0 {
                            ui.add_space(size::GAP - size::GAP_SMALL);
                        }
                        slots(ui)
                    })
                    .inner
                }
            });
        if self.ruled {
            below(ui, out.response.rect);
        }
        out.inner
    }

    fn words(&self, ui: &mut Ui, width: f32) {
        let layout = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(width, size::CONTROL), layout, |ui| {
            ui.set_width(width);
            ui.set_min_height(size::CONTROL);
            ui.spacing_mut().item_spacing.x = 10.0;
            let builder = UiBuilder::new()
                .layout(layout)
                .accessibility_role(egui::accesskit::Role::Heading)
                .accessibility_label(self.title.as_ref());
            ui.scope_builder(builder, |ui| {
                text::ellipsis(ui, text::title(self.title.as_ref()));
            });
            // A few letters and "…" tell nothing.
            if !self.line.is_empty() && ui.available_width() > 48.0 {
                let line = text::muted(self.line.as_ref()).line_height(None);
                let response = text::ellipsis(ui, line);
                if !self.exact.is_empty() {
                    response.on_hover_text(self.exact.as_ref());
                }
            }
        });
    }
}

/// The line between head and contents.
fn below(ui: &Ui, rect: Rect) {
    let t = tokens::of(ui.ctx());
    let stroke = Stroke::new(1.0, t.border);
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, stroke);
}

/// A heading over a part of a pane, with quiet words beside it.
pub fn section(ui: &mut Ui, title: &str, beside: &str) {
    let builder = UiBuilder::new()
        .accessibility_role(egui::accesskit::Role::Heading)
        .accessibility_label(title);
    ui.scope_builder(builder, |ui| {
        ui.horizontal(|ui| {
            ui.label(text::heading(title));
            if !beside.is_empty() {
                text::ellipsis(ui, text::small_muted(beside).line_height(None));
            }
        });
    });
}

//! Cards of the welcome page, side by side and equally high where there is room.

use egui::{Margin, Ui};

use crate::kit::icons::Icon;
use crate::kit::tokens::{self, size};
use crate::kit::{layout, text};

/// Height that all cards of a row take: that of the highest one, as measured at this width.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Even {
    width: f32,
    height: f32,
    alone: bool,
}

impl Even {
    /// Cards below each other, each as high as it likes.
    pub(super) fn alone() -> Self {
        Self {
            alone: true,
            ..Self::default()
        }
    }

    /// Starts a row of cards of this width.
    pub(super) fn start(&mut self, width: f32) {
        if self.alone || (self.width - width).abs() > 0.5 {
            *self = Self {
                width,
                ..Self::default()
            };
        }
    }

    /// A card with icon and title. `foot` stands at its lower edge.
    pub(super) fn card<R>(
        &mut self,
        ui: &mut Ui,
        icon: Icon,
        title: &str,
        body: impl FnOnce(&mut Ui),
        foot: impl FnOnce(&mut Ui) -> R,
    ) -> R {
        let t = tokens::of(ui.ctx());
        let frame = layout::frame(ui).inner_margin(Margin::same(16));
        frame
            .show(ui, |ui| {
                ui.set_width(ui.available_width());
                let top = ui.cursor().top();
                ui.spacing_mut().item_spacing.y = 6.0;
                ui.horizontal(|ui| {
                    icon.show(ui, 20.0, 20.0, t.accent);
                    ui.label(text::heading(title));
                });
                body(ui);
                let used = ui.cursor().top() - top;
                ui.add_space((self.height - used - size::CONTROL).max(6.0));
                let out = foot(ui);
                let whole = used + 6.0 + size::CONTROL;
                if !self.alone && whole > self.height + 0.5 {
                    self.height = whole;
                    ui.ctx().request_repaint();
                }
                out
            })
            .inner
    }
}

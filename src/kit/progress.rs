//! How far a job is. A still bar, words beside it, a way to stop.

use std::borrow::Cow;

use egui::{
    CornerRadius, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::button::Button;
use super::tokens;
use super::tone::Tone;
use super::text;

/// Progress of a job.
#[derive(Debug, Clone)]
#[must_use = "draw it with show"]
pub struct Progress<'a> {
    label: Cow<'a, str>,
    done: u64,
    total: Option<u64>,
    rate: Cow<'a, str>,
    finish: Cow<'a, str>,
    tone: Tone,
    cancel: Option<Button<'a>>,
}

impl<'a> Progress<'a> {
    /// A job that did `done` of `total`; without a total nobody knows how long it takes.
    pub fn new(label: impl Into<Cow<'a, str>>, done: u64, total: Option<u64>) -> Self {
        Self {
            label: label.into(),
            done,
            total,
            rate: Cow::Borrowed(""),
            finish: Cow::Borrowed(""),
            tone: Tone::Accent,
            cancel: None,
        }
    }

    /// How fast: "3 a second".
    pub fn rate(mut self, rate: impl Into<Cow<'a, str>>) -> Self {
        self.rate = rate.into();
        self
    }

    /// When it will be done: "done at about 14:20".
    pub fn finish(mut self, finish: impl Into<Cow<'a, str>>) -> Self {
        self.finish = finish.into();
        self
    }

    /// Colour of the bar: success when done, warning when some lines failed.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// A way to stop it; block it with a reason where stopping is too late.
    pub fn cancel(mut self, button: Button<'a>) -> Self {
        self.cancel = Some(button);
        self
    }

    /// Draws it; true when the cancel button was pressed.
    pub fn show(self, ui: &mut Ui) -> bool {
        let builder = UiBuilder::new()
            .accessibility_role(Role::Group)
            .accessibility_label(self.label.to_string());
        ui.scope_builder(builder, |ui| {
            ui.spacing_mut().item_spacing.y = 6.0;
            let mut stopped = false;
            ui.horizontal(|ui| {
                let wanted = self.cancel.as_ref().map_or(0.0, |b| b.width(ui) + 8.0);
                let room = (ui.available_width() - wanted).max(60.0);
                ui.vertical(|ui| {
                    ui.set_width(room);
                    ui.spacing_mut().item_spacing.y = 2.0;
                    text::ellipsis(ui, text::strong(self.label.as_ref()));
                    text::ellipsis(ui, text::small_muted(self.words()));
                });
                if let Some(cancel) = self.cancel.clone() {
                    stopped = cancel.show(ui).clicked();
                }
            });
            bar(ui, &self.label, self.done, self.total, self.tone, 6.0);
            stopped
        })
        .inner
    }

    fn words(&self) -> String {
        let mut parts = vec![match self.total {
            Some(total) => format!("{} of {}", text::count(self.done), text::count(total)),
            None => format!("{} so far", text::count(self.done)),
        }];
        for part in [&self.rate, &self.finish] {
            if !part.is_empty() {
                parts.push(part.to_string());
            }
        }
        parts.join(" · ")
    }
}

/// The bar alone, as wide as the place; without a total a quiet pattern that does not move.
pub fn bar(
    ui: &mut Ui,
    label: &str,
    done: u64,
    total: Option<u64>,
    tone: Tone,
    height: f32,
) -> Response {
    let t = tokens::of(ui.ctx());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(Role::ProgressIndicator, true, label);
        info.value = total.map(|_| done as f64);
        info
    });
    ui.ctx().accesskit_node_builder(response.id, |node| {
        if let Some(total) = total {
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(total as f64);
        }
    });
    let round = CornerRadius::same((height / 2.0) as u8);
    ui.painter().rect_filled(rect, round, t.border);
    let ink = if tone == Tone::Neutral { t.muted } else { tone.ink(t) };
    match total {
        Some(total) => {
            let share = share(done, total);
            if share > 0.0 {
                let width = (rect.width() * share).max(height);
                let part = Rect::from_min_size(rect.min, vec2(width, height));
                ui.painter().rect_filled(part, round, ink);
            }
        }
        None => {
            // Dashes of one length say "under way" without a number.
            let mut x = rect.left();
            while x < rect.right() {
                let end = (x + 12.0).min(rect.right());
                let dash = Rect::from_min_max(pos2(x, rect.top()), pos2(end, rect.bottom()));
                ui.painter().rect_filled(dash, round, ink.gamma_multiply(0.55));
                x += 20.0;
            }
        }
    }
    response
}

/// Part of a whole between 0 and 1; nothing of nothing is all of it.
fn share(done: u64, total: u64) -> f32 {
    if total == 0 { 1.0 } else { (done as f32 / total as f32).clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_stays_in_its_bounds() {
        for (done, total, want) in [(0, 10, 0.0), (5, 10, 0.5), (12, 10, 1.0), (0, 0, 1.0)] {
            assert!((share(done, total) - want).abs() < 1e-6);
        }
        assert!(share(u64::MAX, 1) <= 1.0);
    }

    #[test]
    fn words_leave_out_what_nobody_knows() {
        let p = Progress::new("Reading", 1_204, Some(1_900)).rate("3 a second");
        assert_eq!(p.words(), "1,204 of 1,900 · 3 a second");
        assert_eq!(Progress::new("Reading", 7, None).words(), "7 so far");
    }
}

//! How far something is. Nothing dances: a bar whose end is not known stands still, and the words
//! below it count.

use std::borrow::Cow;

use egui::{CornerRadius, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

use super::paint;
use super::text;
use super::tokens::{self, Tokens};

/// Height of a bar in points.
pub const BAR: f32 = 6.0;

/// A bar with a line of words below it.
#[derive(Debug, Clone, Default)]
#[must_use = "draw it with show"]
pub struct Progress<'a> {
    name: Cow<'a, str>,
    step: Cow<'a, str>,
    done: u64,
    total: Option<u64>,
    per_minute: Option<u64>,
    end: Cow<'a, str>,
}

impl<'a> Progress<'a> {
    /// Progress of something with this name, for example "Reading the account". The name is
    /// spoken only.
    pub fn new(name: impl Into<Cow<'a, str>>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// What is being done right now; stands before the figures.
    pub fn step(mut self, step: impl Into<Cow<'a, str>>) -> Self {
        self.step = step.into();
        self
    }

    /// How much is done, and of how much where that is known.
    pub fn done(mut self, done: u64, total: Option<u64>) -> Self {
        self.done = done;
        self.total = total;
        self
    }

    /// The pace: how many in a minute.
    pub fn per_minute(mut self, rate: Option<u64>) -> Self {
        self.per_minute = rate;
        self
    }

    /// When it ends, in the words of the caller: "done in 2 min".
    pub fn end(mut self, end: impl Into<Cow<'a, str>>) -> Self {
        self.end = end.into();
        self
    }

    /// Step, figures, pace and end on one line: "Team · 120 of 260 · 180 a minute".
    pub fn words(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        if !self.step.is_empty() {
            parts.push(self.step.to_string());
        }
        match self.total {
            Some(total) => parts.push(format!(
                "{} of {}",
                text::count(self.done),
                text::count(total)
            )),
            None if self.done > 0 => parts.push(format!("{} so far", text::count(self.done))),
            None => {}
        }
        if let Some(rate) = self.per_minute {
            parts.push(format!("{} a minute", text::count(rate)));
        }
        if !self.end.is_empty() {
            parts.push(self.end.to_string());
        }
        parts.join(" · ")
    }

    /// Draws bar and words as wide as the place.
    pub fn show(self, ui: &mut Ui) -> Response {
        let words = self.words();
        let spoken = if words.is_empty() {
            self.name.to_string()
        } else {
            format!("{}: {words}", self.name)
        };
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            let response = bar(ui, &spoken, self.done, self.total);
            if !words.is_empty() {
                text::ellipsis(ui, text::small_muted(words));
            }
            response
        })
        .inner
    }
}

/// The bar alone, as wide as the place; `name` is what is spoken.
pub fn bar(ui: &mut Ui, name: &str, done: u64, total: Option<u64>) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), BAR), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name));
    if let Some(total) = total {
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_min_numeric_value(0.0);
            node.set_numeric_value(done.min(total) as f64);
            node.set_max_numeric_value(total as f64);
        });
    }
    if ui.is_rect_visible(rect) {
        paint_bar(ui, rect, share(done, total), tokens::of(ui.ctx()));
    }
    response
}

/// From 0 to 1 where the total is known. Nothing to do is all done.
fn share(done: u64, total: Option<u64>) -> Option<f32> {
    match total? {
        0 => Some(1.0),
        total => Some((done as f64 / total as f64).clamp(0.0, 1.0) as f32),
    }
}

fn paint_bar(ui: &Ui, rect: Rect, share: Option<f32>, t: &Tokens) {
    let radius = CornerRadius::same(3);
    let painter = ui.painter();
    let Some(share) = share else {
        // Dashes instead of a length: under way, end not known.
        let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
        let ink = paint::mix(t.accent, t.surface, 0.55);
        let mut x = rect.left();
        while x < rect.right() {
            let dash = Rect::from_min_size(egui::pos2(x, rect.top()), vec2(12.0, BAR));
            painter.rect_filled(dash, radius, ink);
            x += 16.0;
        }
        return;
    };
    painter.rect_filled(rect, radius, t.border);
    if share > 0.0 {
        let width = (rect.width() * share).max(BAR).min(rect.width());
        let filled = Rect::from_min_size(rect.min, vec2(width, BAR));
        painter.rect_filled(filled, radius, t.accent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_is_known_and_no_more() {
        let all = Progress::new("Reading")
            .step("Team")
            .done(1_204, Some(1_900))
            .per_minute(Some(180))
            .end("done in 4 min");
        assert_eq!(
            all.words(),
            "Team · 1,204 of 1,900 · 180 a minute · done in 4 min"
        );
        assert_eq!(Progress::new("x").done(12, None).words(), "12 so far");
        assert_eq!(Progress::new("x").words(), "");
    }

    #[test]
    fn shares_stay_between_nothing_and_all() {
        assert_eq!(share(3, None), None);
        assert_eq!(share(0, Some(0)), Some(1.0));
        assert_eq!(share(5, Some(10)), Some(0.5));
        assert_eq!(share(50, Some(10)), Some(1.0));
        assert_eq!(share(u64::MAX, Some(u64::MAX)), Some(1.0));
    }
}

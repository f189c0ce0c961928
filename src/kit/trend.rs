//! How figures went over time: a line in steps for each, below each other, each with a scale of its
//! own. What is drawn stands in words too, and as a table.

use egui::accesskit::Role as Node;
use egui::{
    Color32, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::button::link;
use super::text;
use super::tokens::{self, size};

/// Height of one line with its words, in points.
const LINE: f32 = 36.0;
/// Widest words at the left, in points.
const NAMES: f32 = 118.0;
/// Place of the newest figure at the right, in points.
const FIGURE: f32 = 44.0;

/// Height of a row of the table, in points.
const ROW: f32 = 26.0;
/// Width of the moments in the table, in points.
const WHEN: f32 = 132.0;
/// Narrowest column of the table, in points.
const CELL: f32 = 76.0;

/// One moment of all figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// When, on any scale.
    pub at: f64,
    /// When, in words.
    pub words: String,
    /// The same as short as it can stand at an end of the axis.
    pub short: String,
}

/// One figure over all moments.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// What is counted.
    pub label: String,
    /// How many at each moment; `None` where nobody knows.
    pub values: Vec<Option<u64>>,
}

impl Trend {
    fn newest(&self) -> Option<u64> {
        self.values.iter().rev().copied().flatten().next()
    }

    /// `People: 398 at first, 400 now, between 396 and 401`.
    fn spoken(&self) -> String {
        let known: Vec<u64> = self.values.iter().copied().flatten().collect();
        match known.as_slice() {
            [] => format!("{}: not known", self.label),
            [one] => format!("{}: {}", self.label, text::count(*one)),
            [first, .., last] => {
                let (least, most) = known
                    .iter()
                    .fold((u64::MAX, 0), |(l, m), v| (l.min(*v), m.max(*v)));
                format!(
                    "{}: {} at first, {} now, between {} and {}",
                    self.label,
                    text::count(*first),
                    text::count(*last),
                    text::count(least),
                    text::count(most)
                )
            }
        }
    }
}

/// Lines below each other; `name` is what all of them show, `table` whether the figures stand below
/// as a table, which the link changes.
pub fn trends(ui: &mut Ui, name: &str, moments: &[Moment], all: &[Trend], table: &mut bool) {
    let builder = UiBuilder::new()
        .accessibility_role(Node::List)
        .accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for trend in all {
            one(ui, moments, trend);
        }
        if let [first, .., last] = moments {
            span(ui, first, last);
        }
        ui.add_space(4.0);
        let words = if *table {
            "Hide the table"
        } else {
            "Show as a table"
        };
        if link(ui, words).clicked() {
            *table = !*table;
        }
        if *table {
            figures(ui, moments, all);
        }
    });
}

fn one(ui: &mut Ui, moments: &[Moment], trend: &Trend) {
    let t = tokens::of(ui.ctx());
    let wanted = vec2(ui.available_width(), LINE);
    let (rect, response) = ui.allocate_exact_size(wanted, Sense::hover());
    let spoken = trend.spoken();
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    let names = (rect.width() * 0.42).min(NAMES);
    let words = text::line(ui, &trend.label, text::body_font(), t.text, names - 8.0);
    let middle = |h: f32| rect.center().y - h / 2.0;
    let at = pos2(rect.left(), middle(words.size().y));
    ui.painter().galley(at, words, t.text);
    let figure = trend.newest().map_or_else(|| "–".to_owned(), text::count);
    let figure = text::line(ui, &figure, text::strong_font(), t.text, FIGURE);
    let at = pos2(rect.right() - figure.size().x, middle(figure.size().y));
    ui.painter().galley(at, figure, t.text);
    let room = Rect::from_min_max(
        pos2(rect.left() + names, rect.top() + 8.0),
        pos2(rect.right() - FIGURE - 4.0, rect.bottom() - 8.0),
    );
    let line = Stroke::new(1.0, t.border);
    ui.painter()
        .hline(room.x_range(), room.bottom() + 2.0, line);
    for points in steps(room, moments, &trend.values) {
        if let Some(end) = points.last().copied() {
            let stroke = Stroke::new(1.5, t.accent);
            ui.painter().add(Shape::line(points, stroke));
            ui.painter().circle_filled(end, 2.5, t.accent);
        }
    }
    let near = response.hover_pos().and_then(|p| nearest(room, moments, p));
    let told = near.and_then(|n| Some((moments.get(n)?, trend.values.get(n)?)));
    response.on_hover_ui(|ui| match told {
        Some((moment, value)) => {
            let value = value.map_or_else(|| "not known".to_owned(), text::count);
            ui.label(text::body(format!("{}: {value}", moment.words)));
        }
        None => {
            ui.label(text::body(spoken.as_str()));
        }
    });
}

/// Where a moment stands from left to right.
fn x_of(room: Rect, moments: &[Moment], at: usize) -> f32 {
    let ends = (moments.first(), moments.last(), moments.get(at));
    let (Some(first), Some(last), Some(moment)) = ends else {
        return room.left();
    };
    let long = last.at - first.at;
    let share = if long > 0.0 {
        (moment.at - first.at) / long
    } else {
        // All at once: one after the other.
        at as f64 / (moments.len().max(2) - 1) as f64
    };
    room.left() + room.width() * share as f32
}

fn nearest(room: Rect, moments: &[Moment], pointer: Pos2) -> Option<usize> {
    if !room.expand(8.0).contains(pointer) {
        return None;
    }
    let far = |n: &usize| (x_of(room, moments, *n) - pointer.x).abs();
    (0..moments.len()).min_by(|a, b| far(a).total_cmp(&far(b)))
}

/// The corners of the line, broken where nothing is known. A figure stands until the next moment,
/// so the line goes in steps.
fn steps(room: Rect, moments: &[Moment], values: &[Option<u64>]) -> Vec<Vec<Pos2>> {
    let known = values.iter().copied().flatten();
    let (least, most) = known.fold((u64::MAX, 0), |(l, m), v| (l.min(v), m.max(v)));
    let y_of = |value: u64| {
        if most <= least {
            return room.center().y;
        }
        let share = (value - least) as f64 / (most - least) as f64;
        room.bottom() - room.height() * share as f32
    };
    let mut lines = Vec::new();
    let mut line: Vec<Pos2> = Vec::new();
    for (n, value) in values.iter().enumerate().take(moments.len()) {
        let Some(value) = value else {
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            continue;
        };
        let corner = pos2(x_of(room, moments, n), y_of(*value));
        if let Some(before) = line.last().filter(|b| (b.y - corner.y).abs() > 0.01) {
            line.push(pos2(corner.x, before.y));
        }
        line.push(corner);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// The first and the last moment below the lines.
fn span(ui: &mut Ui, first: &Moment, last: &Moment) {
    let t = tokens::of(ui.ctx());
    let wanted = vec2(ui.available_width(), size::GAP + 6.0);
    let (rect, _) = ui.allocate_exact_size(wanted, Sense::hover());
    let names = (rect.width() * 0.42).min(NAMES);
    let room = rect.width() - names - FIGURE - 4.0;
    let half = room / 2.0 - 4.0;
    let ink = t.muted;
    let words = text::line(ui, &first.short, text::caption_font(), ink, half);
    let at = pos2(rect.left() + names, rect.top());
    ui.painter().galley(at, words, ink);
    let words = text::line(ui, &last.short, text::caption_font(), ink, half);
    let at = pos2(rect.left() + names + room - words.size().x, rect.top());
    ui.painter().galley(at, words, ink);
}

/// The same figures as a table, newest first; below each other where columns have no room.
fn figures(ui: &mut Ui, moments: &[Moment], all: &[Trend]) {
    let t = tokens::of(ui.ctx());
    let room = ui.available_width();
    let value = |trend: &Trend, n: usize| trend.values.get(n).copied().flatten();
    let told = |n: usize| {
        let one = |trend: &Trend| {
            let value = value(trend, n).map_or_else(|| "not known".to_owned(), text::count);
            format!("{} {value}", trend.label)
        };
        let told: Vec<String> = all.iter().map(one).collect();
        told.join(", ")
    };
    let cell = (room - WHEN) / all.len().max(1) as f32;
    if cell < CELL {
        for (n, moment) in moments.iter().enumerate().rev() {
            ui.add_space(6.0);
            ui.label(text::caption(moment.words.as_str()));
            text::paragraph(ui, text::small(told(n)));
        }
        return;
    }
    let mut row = |spoken: &str, font: &egui::FontId, ink: Color32, when: &str, of: &[String]| {
        let (rect, response) = ui.allocate_exact_size(vec2(room, ROW), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken));
        let words = text::line(ui, when, text::small_font(), t.muted, WHEN - 8.0);
        let middle = |h: f32| rect.center().y - h / 2.0;
        ui.painter()
            .galley(pos2(rect.left(), middle(words.size().y)), words, t.muted);
        for (at, words) in of.iter().enumerate() {
            let words = text::line(ui, words, font.clone(), ink, cell - 8.0);
            let end = rect.left() + WHEN + cell * (at as f32 + 1.0);
            let at = pos2(end - words.size().x, middle(words.size().y));
            ui.painter().galley(at, words, ink);
        }
        let line = Stroke::new(1.0, t.border);
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - 0.5, line);
    };
    let labels: Vec<String> = all.iter().map(|trend| trend.label.clone()).collect();
    let heads = labels.join(", ");
    row(&heads, &text::small_font(), t.muted, "When", &labels);
    for (n, moment) in moments.iter().enumerate().rev() {
        let spoken = format!("{}: {}", moment.words, told(n));
        let known = |trend| value(trend, n).map_or_else(|| "–".to_owned(), text::count);
        let values: Vec<String> = all.iter().map(known).collect();
        row(&spoken, &text::body_font(), t.text, &moment.words, &values);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(n: usize) -> Vec<Moment> {
        let one = |n: usize| Moment {
            at: n as f64,
            words: n.to_string(),
            short: n.to_string(),
        };
        (0..n).map(one).collect()
    }

    #[test]
    fn lines_go_in_steps_and_break_where_nothing_is_known() {
        let room = Rect::from_min_size(pos2(0.0, 0.0), vec2(30.0, 10.0));
        let values = [Some(1), Some(3), None, Some(3)];
        let lines = steps(room, &moments(4), &values);
        let corners = [pos2(0.0, 10.0), pos2(10.0, 10.0), pos2(10.0, 0.0)];
        assert_eq!(lines, [corners.to_vec(), vec![pos2(30.0, 0.0)]]);
        let level = steps(room, &moments(2), &[Some(7), Some(7)]);
        assert_eq!(level, [vec![pos2(0.0, 5.0), pos2(30.0, 5.0)]]);
        assert_eq!(steps(room, &moments(1), &[None]), Vec::<Vec<Pos2>>::new());
        assert_eq!(nearest(room, &moments(4), pos2(11.0, 5.0)), Some(1));
    }

    #[test]
    fn figures_are_told_in_words() {
        let trend = |values: &[Option<u64>]| Trend {
            label: "People".to_owned(),
            values: values.to_vec(),
        };
        let told = trend(&[Some(398), None, Some(401), Some(400)]).spoken();
        assert_eq!(told, "People: 398 at first, 400 now, between 398 and 401");
        assert_eq!(trend(&[None]).spoken(), "People: not known");
    }
}

//! Quiet charts: bars below each other, and one bar in parts with a legend. Every figure stands
//! in words too, and entries that lead somewhere are buttons.

use egui::accesskit::Role as Node;
use egui::{
    Color32, CornerRadius, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::paint::{self, Feel};
use super::text;
use super::tokens::{self, size};

/// Height of a bar with its words, in points.
const LINE: f32 = 28.0;
/// Height of a bar in points.
const BAR: f32 = 10.0;
/// Height of a bar in parts, in points.
const STACK: f32 = 14.0;

/// One line of a list of bars.
#[derive(Debug, Clone, Copy)]
pub struct Bar<'a> {
    /// What is counted.
    pub label: &'a str,
    /// How many.
    pub count: u64,
    /// The same for a screen reader, with the unit: "Blog editor: 28 people". Empty: label and
    /// number.
    pub spoken: &'a str,
    /// Where a click leads, shown on hover; without it the line is no button.
    pub leads: Option<&'a str>,
}

/// Bars below each other, the longest as long as the room; `name` is what all of them show. Gives
/// the number of the entry that was pressed.
pub fn bars(ui: &mut Ui, name: &str, entries: &[Bar<'_>]) -> Option<usize> {
    let most = entries.iter().map(|e| e.count).max().unwrap_or(0).max(1);
    let builder = UiBuilder::new()
        .accessibility_role(Node::List)
        .accessibility_label(name);
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut pressed = None;
        for (at, entry) in entries.iter().enumerate() {
            if one(ui, entry, most).clicked() {
                pressed = Some(at);
            }
        }
        pressed
    })
    .inner
}

fn one(ui: &mut Ui, entry: &Bar<'_>, most: u64) -> Response {
    let t = tokens::of(ui.ctx());
    let (rect, response) = place(ui, vec2(ui.available_width(), LINE), entry.leads.is_some());
    let name = if entry.spoken.is_empty() {
        format!("{}: {}", entry.label, text::count(entry.count))
    } else {
        entry.spoken.to_owned()
    };
    tell(&response, &name, entry.leads.is_some());
    ground(ui, rect.expand2(vec2(4.0, 0.0)), &response);
    let names = (rect.width() * 0.42).min(190.0);
    let ink = if entry.leads.is_some() {
        t.text
    } else {
        t.muted
    };
    let words = text::line(ui, entry.label, text::body_font(), ink, names - 8.0);
    let number = text::count(entry.count);
    let number = text::line(ui, &number, text::body_font(), t.text, 80.0);
    let cut = words.elided;
    let middle = |h: f32| rect.center().y - h / 2.0;
    let left = pos2(rect.left(), middle(words.size().y));
    ui.painter().galley(left, words, ink);
    let room = (rect.width() - names - number.size().x - 8.0).max(8.0);
    let share = entry.count as f64 / most as f64;
    let length = (room * share as f32).max(if entry.count > 0 { 2.0 } else { 0.0 });
    let fill = if entry.leads.is_some() {
        t.accent
    } else {
        t.strong
    };
    let bar = Rect::from_min_size(pos2(rect.left() + names, middle(BAR)), vec2(length, BAR));
    ui.painter().rect_filled(bar, CornerRadius::same(3), fill);
    let end = pos2(bar.right() + 8.0, middle(number.size().y));
    ui.painter().galley(end, number, t.text);
    hint(response, cut.then_some(entry.label), entry.leads)
}

/// One part of a bar in parts.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// What is counted.
    pub label: &'a str,
    /// How many.
    pub count: u64,
    /// Its colour, from the tokens.
    pub color: Color32,
    /// Where a click on the legend leads; without it the entry is no button.
    pub leads: Option<&'a str>,
}

/// One bar in parts with a legend below; `name` is what the whole shows. Parts with nothing in
/// them stand in the legend only. Gives the number of the entry that was pressed.
pub fn stacked(ui: &mut Ui, name: &str, parts: &[Part<'_>]) -> Option<usize> {
    let all: u64 = parts.iter().map(|p| p.count).fold(0, u64::saturating_add);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), STACK), Sense::hover());
    let told: Vec<String> = parts.iter().map(spoken).collect();
    let told = format!("{name}: {}", told.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &told));
    let t = tokens::of(ui.ctx());
    if all == 0 {
        ui.painter()
            .rect_filled(rect, CornerRadius::same(3), t.border);
    }
    let drawn: Vec<&Part<'_>> = parts.iter().filter(|p| p.count > 0).collect();
    for (place, part) in divide(rect, &drawn, all).into_iter().zip(drawn) {
        ui.painter()
            .rect_filled(place, CornerRadius::same(3), part.color);
    }
    let mut pressed = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 0.0);
        for (at, part) in parts.iter().enumerate() {
            if legend(ui, part).clicked() {
                pressed = Some(at);
            }
        }
    });
    pressed
}

fn spoken(part: &Part<'_>) -> String {
    format!("{} {}", part.label, text::count(part.count))
}

/// Where the parts lie: gaps of 2 points, no part thinner than 3.
fn divide(rect: Rect, parts: &[&Part<'_>], all: u64) -> Vec<Rect> {
    const GAP: f32 = 2.0;
    const LEAST: f32 = 3.0;
    let n = parts.len() as f32;
    let room = (rect.width() - GAP * (n - 1.0) - LEAST * n).max(0.0);
    let mut x = rect.left();
    let mut places = Vec::with_capacity(parts.len());
    for part in parts {
        let share = (part.count as f64 / all.max(1) as f64) as f32;
        let place = Rect::from_min_size(pos2(x, rect.top()), vec2(LEAST + room * share, STACK));
        x = place.right() + GAP;
        places.push(place);
    }
    places
}

fn legend(ui: &mut Ui, part: &Part<'_>) -> Response {
    let t = tokens::of(ui.ctx());
    let words = spoken(part);
    let room = ui.max_rect().width() - 32.0;
    let galley = text::line(ui, &words, text::small_font(), t.text, room);
    let wanted = vec2(galley.size().x + 28.0, 24.0);
    let (rect, response) = place(ui, wanted, part.leads.is_some());
    tell(&response, &words, part.leads.is_some());
    ground(ui, rect, &response);
    let middle = rect.center().y;
    let mark = Rect::from_center_size(pos2(rect.left() + 11.0, middle), vec2(10.0, 10.0));
    ui.painter()
        .rect_filled(mark, CornerRadius::same(3), part.color);
    let cut = galley.elided;
    let at = pos2(rect.left() + 22.0, middle - galley.size().y / 2.0);
    ui.painter().galley(at, galley, t.text);
    hint(response, cut.then_some(part.label), part.leads)
}

fn place(ui: &mut Ui, wanted: egui::Vec2, leads: bool) -> (Rect, Response) {
    let sense = if leads {
        Sense::click()
    } else {
        Sense::hover()
    };
    ui.allocate_exact_size(wanted, sense)
}

fn tell(response: &Response, name: &str, leads: bool) {
    let role = if leads { Role::Button } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, name));
}

/// Ground and ring of an entry that leads somewhere.
fn ground(ui: &Ui, rect: Rect, response: &Response) {
    if !response.sense.senses_click() {
        return;
    }
    let t = tokens::of(ui.ctx());
    let feel = Feel::of(response, false);
    if feel.hot {
        let radius = CornerRadius::same(size::RADIUS);
        ui.painter().rect_filled(rect, radius, t.hover);
    }
    if feel.focus {
        paint::ring(ui.painter(), rect, size::RADIUS, t);
    }
}

/// The whole words where they were cut, and where a click leads.
fn hint(response: Response, cut: Option<&str>, leads: Option<&str>) -> Response {
    let leads = leads.filter(|l| !l.is_empty());
    let lines: Vec<&str> = cut.into_iter().chain(leads).collect();
    if lines.is_empty() {
        response
    } else {
        response.on_hover_text(lines.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(count: u64) -> Part<'static> {
        Part {
            label: "x",
            count,
            color: Color32::BLACK,
            leads: None,
        }
    }

    #[test]
    fn parts_fill_the_bar_and_never_vanish() {
        let rect = Rect::from_min_size(pos2(10.0, 0.0), vec2(400.0, STACK));
        let parts = [part(1), part(1_000_000), part(u64::from(u32::MAX))];
        let all: u64 = parts.iter().map(|p| p.count).sum();
        let refs: Vec<&Part<'_>> = parts.iter().collect();
        let places = divide(rect, &refs, all);
        assert!(places.iter().all(|p| p.width() >= 3.0), "{places:?}");
        let end = places.last().map_or(0.0, Rect::right);
        assert!((end - rect.right()).abs() < 0.1, "{end}");
        let in_order = places.windows(2).all(|w| w[0].right() < w[1].left());
        assert!(in_order, "{places:?}");
    }
}

//! Facets: the values a list can be narrowed to, beside a table.
//!
//! Groups with entries, each with a count. A click switches an entry on or off, a title folds its
//! group, long groups show their first entries and the rest on demand, with a field to find one.
//! Data goes in, what was asked for comes out; only folding and the texts of the fields are kept
//! here.

use std::collections::{BTreeMap, BTreeSet};

use egui::{
    FontId, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind, TextEdit, TextWrapMode, Ui,
    WidgetInfo, WidgetText, pos2, vec2,
};
use serde::{Deserialize, Serialize};

use crate::kit::paint::Feel;
use crate::kit::text;
use crate::kit::tokens::{self, Tokens, size};

/// Entries of a group that are shown before "Show all".
pub const FIRST: usize = 8;
/// Entries that are drawn at most, even with "Show all"; the field finds the others.
pub const MOST: usize = 100;

/// Height of an entry.
const ENTRY: f32 = 24.0;
/// Where the label of an entry begins; the check mark stands left of it.
const INDENT: f32 = 18.0;

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The value as people read it.
    pub label: String,
    /// How many rows have it, within the rest of the filter.
    pub count: usize,
    /// Whether the list is narrowed to it.
    pub on: bool,
    /// Whether it can be switched.
    pub enabled: bool,
}

impl Entry {
    /// An entry that is off and can be switched.
    pub fn new(label: impl Into<String>, count: usize) -> Self {
        Self {
            label: label.into(),
            count,
            on: false,
            enabled: true,
        }
    }
}

/// Values of one kind.
#[derive(Debug, Clone, Copy)]
pub struct Group<'a> {
    /// Stable name, never shown.
    pub id: &'a str,
    /// Heading, for example "Role".
    pub title: &'a str,
    /// The values, in the order to show. Some thousands are fine, they are only walked through.
    pub entries: &'a [Entry],
}

/// What is folded and what is looked for; plain data, worth storing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FacetState {
    /// Ids of the groups of which only the title is shown.
    pub folded: BTreeSet<String>,
    /// Ids of the groups that show more than the first entries.
    pub expanded: BTreeSet<String>,
    /// The text in the field of an expanded group, by id.
    #[serde(skip)]
    pub find: BTreeMap<String, String>,
}

/// What the owner asked for; numbers are indices into the groups and entries given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FacetEvent {
    /// Switch this entry.
    Toggle {
        /// Index of the group.
        group: usize,
        /// Index of the entry within it.
        entry: usize,
    },
    /// Switch off every entry of this group.
    Clear {
        /// Index of the group.
        group: usize,
    },
}

/// Draws the groups one below the other in the width that is left. Scrolling is up to the pane.
pub fn show(ui: &mut Ui, groups: &[Group<'_>], state: &mut FacetState) -> Option<FacetEvent> {
    let mut event = None;
    let tokens = tokens::of(ui.ctx());
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, group) in groups.iter().enumerate() {
            if at > 0 {
                ui.add_space(size::GAP);
            }
            ui.push_id(group.id, |ui| {
                let asked = one(ui, tokens, at, group, state);
                event = event.or(asked);
            });
        }
    });
    event
}

fn one(
    ui: &mut Ui,
    tokens: &Tokens,
    at: usize,
    group: &Group<'_>,
    state: &mut FacetState,
) -> Option<FacetEvent> {
    let on = group.entries.iter().filter(|entry| entry.on).count();
    let folded = state.folded.contains(group.id);
    let (fold, clear) = title(ui, tokens, group, on, folded);
    if fold {
        flip(&mut state.folded, group.id);
    }
    let mut event = clear.then_some(FacetEvent::Clear { group: at });
    if folded {
        return event;
    }
    let expanded = state.expanded.contains(group.id);
    let long = group.entries.len() > FIRST;
    if expanded && group.entries.len() > 2 * FIRST {
        let text = state.find.entry(group.id.to_owned()).or_default();
        field(ui, group, text);
    }
    let needle = state
        .find
        .get(group.id)
        .filter(|_| expanded)
        .map(|text| text.trim().to_lowercase());
    let (shown, left) = choose(
        group.entries,
        expanded,
        needle.as_deref().unwrap_or_default(),
    );
    for entry in &shown {
        if line(ui, tokens, group, *entry) {
            event = Some(FacetEvent::Toggle {
                group: at,
                entry: *entry,
            });
        }
    }
    if expanded && shown.is_empty() {
        note(ui, tokens, "Nothing found".to_owned());
    } else if expanded && left > 0 {
        note(
            ui,
            tokens,
            format!("{} more, narrow the search", text::count(left as u64)),
        );
    }
    if long {
        let text = if expanded {
            "Show fewer".to_owned()
        } else {
            format!("Show all {}", text::count(group.entries.len() as u64))
        };
        let name = format!("{}: {text}", group.title);
        if link(ui, tokens, &text, &name).clicked() {
            flip(&mut state.expanded, group.id);
            state.find.remove(group.id);
        }
    }
    event
}

/// Which entries are drawn, as indices, and how many more would fit the search. Entries that are
/// on are always among them, so that nothing narrows the list unseen.
fn choose(entries: &[Entry], expanded: bool, needle: &str) -> (Vec<usize>, usize) {
    let most = if expanded { MOST } else { FIRST };
    let mut shown = Vec::new();
    let (mut off, mut left) = (0, 0);
    for (at, entry) in entries.iter().enumerate() {
        let fits = needle.is_empty() || entry.label.to_lowercase().contains(needle);
        if entry.on {
            shown.push(at);
        } else if fits && off < most {
            off += 1;
            shown.push(at);
        } else if fits {
            left += 1;
        }
    }
    (shown, left)
}

fn flip(set: &mut BTreeSet<String>, id: &str) {
    if !set.remove(id) {
        set.insert(id.to_owned());
    }
}

/// The title of a group; true when it is to be folded, and when it is to be cleared.
fn title(ui: &mut Ui, tokens: &Tokens, group: &Group<'_>, on: usize, folded: bool) -> (bool, bool) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ENTRY), Sense::hover());
    let clear_width = if on > 0 { 48.0 } else { 0.0 };
    let left = rect.with_max_x(rect.right() - clear_width);
    let response = ui.interact(left, ui.scope_id().with("title"), Sense::click());
    let verb = if folded { "Unfold" } else { "Fold" };
    response
        .widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{verb} {}", group.title)));
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_expanded(!folded));
    let feel = Feel::of(&response, false);
    let ink = if feel.hot { tokens.text } else { tokens.muted };
    let middle = rect.center().y;
    let text = WidgetText::from(RichText::new(group.title).color(ink));
    let room = (left.width() - INDENT).max(0.0);
    let galley = text.into_galley(ui, Some(TextWrapMode::Truncate), room, font());
    let end = left.left() + galley.size().x;
    ui.painter().galley(
        pos2(left.left(), middle - galley.size().y / 2.0),
        galley,
        ink,
    );
    if folded || feel.hot || feel.focus {
        chevron(ui, pos2(end + 9.0, middle), folded, ink);
    }
    ring(ui, tokens, &response, left);
    if on == 0 {
        return (response.clicked(), false);
    }
    let right = rect.with_min_x(rect.right() - clear_width);
    let clear = ui.interact(right, ui.scope_id().with("clear"), Sense::click());
    clear.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Clear {}", group.title)));
    let ink = if Feel::of(&clear, false).hot {
        tokens.text
    } else {
        tokens.accent
    };
    let at = pos2(right.right() - size::GAP_SMALL, middle);
    ui.painter()
        .text(at, egui::Align2::RIGHT_CENTER, "Clear", font(), ink);
    ring(ui, tokens, &clear, right);
    (response.clicked(), clear.clicked())
}

/// One entry; true when it was switched.
fn line(ui: &mut Ui, tokens: &Tokens, group: &Group<'_>, at: usize) -> bool {
    let entry = &group.entries[at];
    let sense = if entry.enabled {
        Sense::click()
    } else {
        Sense::hover()
    };
    let size = vec2(ui.available_width(), ENTRY);
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, ui.scope_id().with(("entry", at)), sense);
    let count = text::count(entry.count as u64);
    response.widget_info(|| {
        let name = format!("{}: {}, {count}", group.title, entry.label);
        WidgetInfo::selected(Role::CheckBox, entry.enabled, entry.on, name)
    });
    let quiet = entry.count == 0 || !entry.enabled;
    let ink = if quiet { tokens.muted } else { tokens.text };
    let ground = match (entry.on, Feel::of(&response, !entry.enabled).hot) {
        (true, _) => Some(tokens.selected),
        (false, true) => Some(tokens.hover),
        (false, false) => None,
    };
    let inner = rect.shrink2(vec2(0.0, 1.0));
    if let Some(ground) = ground {
        ui.painter()
            .rect_filled(inner, f32::from(size::RADIUS), ground);
    }
    if entry.on {
        check(ui, pos2(rect.left() + 9.0, rect.center().y), tokens.accent);
    }
    let body = FontId::proportional(13.0);
    let wrap = Some(TextWrapMode::Extend);
    let number = WidgetText::from(RichText::new(count.as_str()).color(tokens.muted));
    let number = number.into_galley(ui, wrap, f32::INFINITY, font());
    let right = rect.right() - size::GAP_SMALL;
    let room = (right - number.size().x - size::STEP - rect.left() - INDENT).max(0.0);
    let label = text::line(ui, &entry.label, body, ink, room);
    let middle = |height: f32| rect.center().y - height / 2.0;
    let elided = label.elided;
    let at = pos2(right - number.size().x, middle(number.size().y));
    ui.painter().galley(at, number, tokens.muted);
    ui.painter().galley(
        pos2(rect.left() + INDENT, middle(label.size().y)),
        label,
        ink,
    );
    ring(ui, tokens, &response, inner);
    let clicked = response.clicked();
    if elided {
        text::tip(response, &entry.label);
    }
    clicked
}

fn field(ui: &mut Ui, group: &Group<'_>, text: &mut String) {
    let hint = format!("Find in {}", group.title.to_lowercase());
    let edit = TextEdit::singleline(text)
        .id(ui.scope_id().with("find"))
        .hint_text(hint.as_str())
        .desired_width(f32::INFINITY);
    ui.add_space(size::STEP);
    let response = ui.add(edit);
    ui.ctx()
        .accesskit_node_builder(response.id, |node| node.set_label(hint.as_str()));
    ui.add_space(size::STEP);
}

fn note(ui: &mut Ui, tokens: &Tokens, text: String) {
    ui.horizontal(|ui| {
        ui.add_space(INDENT);
        text::ellipsis(ui, RichText::new(text).font(font()).color(tokens.muted));
    });
}

fn link(ui: &mut Ui, tokens: &Tokens, text: &str, name: &str) -> Response {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ENTRY));
    let response = ui.interact(rect, ui.scope_id().with("more"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    let ink = if Feel::of(&response, false).hot {
        tokens.text
    } else {
        tokens.accent
    };
    let at = pos2(rect.left() + INDENT, rect.center().y);
    ui.painter()
        .text(at, egui::Align2::LEFT_CENTER, text, font(), ink);
    ring(ui, tokens, &response, rect.shrink2(vec2(0.0, 1.0)));
    response
}

fn font() -> FontId {
    FontId::proportional(12.0)
}

fn ring(ui: &Ui, tokens: &Tokens, response: &Response, rect: Rect) {
    if Feel::of(response, false).focus {
        let stroke = Stroke::new(2.0, tokens.accent);
        let radius = f32::from(size::RADIUS);
        ui.painter()
            .rect_stroke(rect, radius, stroke, StrokeKind::Inside);
    }
}

fn check(ui: &Ui, center: egui::Pos2, ink: egui::Color32) {
    let points = [vec2(-4.0, 0.0), vec2(-1.0, 3.0), vec2(4.0, -3.5)];
    let points = points.iter().map(|p| center + *p).collect();
    ui.painter().line(points, Stroke::new(1.6, ink));
}

fn chevron(ui: &Ui, center: egui::Pos2, folded: bool, ink: egui::Color32) {
    let points = if folded {
        [vec2(-1.5, -3.5), vec2(2.0, 0.0), vec2(-1.5, 3.5)]
    } else {
        [vec2(-3.5, -1.5), vec2(0.0, 2.0), vec2(3.5, -1.5)]
    };
    let points = points.iter().map(|p| center + *p).collect();
    ui.painter().line(points, Stroke::new(1.2, ink));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_is_always_shown() {
        let mut entries: Vec<Entry> = (0..5_000).map(|n| Entry::new(format!("S{n}"), n)).collect();
        entries[4_321].on = true;
        let (shown, left) = choose(&entries, false, "");
        assert_eq!(shown.len(), FIRST + 1);
        assert_eq!((shown.last(), left), (Some(&4_321), 5_000 - FIRST - 1));
        let (shown, left) = choose(&entries, true, "");
        assert_eq!((shown.len(), left), (MOST + 1, 5_000 - MOST - 1));
        let (shown, left) = choose(&entries, true, "s499");
        assert_eq!(
            (shown.len(), left),
            (12, 0),
            "eleven found and the one that is on"
        );
    }
}

//! The command palette: type a few letters, go with the arrows, Enter does it.

use egui::accesskit::Role;
use egui::{
    Align2, Area, Context, CornerRadius, Frame, Id, Key, KeyboardShortcut, Margin, Modifiers,
    Order, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::field::Field;
use super::paint::{self, Feel};
use super::shortcut;
use super::text;
use super::tokens::{self, size};

/// Height of a row.
pub(super) const ROW: f32 = 32.0;

/// One command.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it does.
    pub title: String,
    /// What it belongs to.
    pub group: String,
    /// The key that does the same.
    pub keys: Option<KeyboardShortcut>,
    /// Why it cannot be done now.
    pub blocked: Option<String>,
}

/// What is typed and where the cursor stands. Lives while the palette is open.
#[derive(Debug, Clone, Default)]
pub struct State {
    typed: String,
    cursor: usize,
    begun: bool,
    /// What had the keyboard before; it gets it back.
    before: Option<Id>,
    /// The entry under the cursor, for assistive programs.
    active: Option<Id>,
}

impl State {
    /// What is typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }
}

/// What the person did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// Nothing yet.
    Nothing,
    /// Chose the entry with this number.
    Chose(usize),
    /// Closed it.
    Closed,
}

/// Numbers of the entries that have every typed word, best first: words that begin one of the
/// title's words come before words in the middle.
pub fn matches(entries: &[Entry], typed: &str) -> Vec<usize> {
    let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let mut found: Vec<(usize, usize)> = entries
        .iter()
        .enumerate()
        .filter_map(|(i, e)| Some((rank(e, &words)?, i)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, i)| i).collect()
}

/// How well an entry fits; smaller is better, `None` does not fit.
fn rank(entry: &Entry, words: &[String]) -> Option<usize> {
    let title = entry.title.to_lowercase();
    let group = entry.group.to_lowercase();
    let mut worst = 0;
    for word in words {
        let begins = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric())
                .any(|w| w.starts_with(word.as_str()))
        };
        let fit = if title.starts_with(word.as_str()) {
            0
        } else if begins(&title) {
            1
        } else if title.contains(word.as_str()) {
            2
        } else if begins(&group) {
            3
        } else {
            return None;
        };
        worst = worst.max(fit);
    }
    Some(worst)
}

/// Draws the palette over everything.
pub fn show(ctx: &Context, entries: &[Entry], state: &mut State) -> Did {
    let found = matches(entries, &state.typed);
    let what = What {
        id: "palette",
        name: "Commands",
        hint: "What do you want to do?",
        width: 560.0,
        rows: found.len(),
    };
    let free = |place: usize| entries[found[place]].blocked.is_none();
    let did = over(ctx, &what, state, free, |ui, place| {
        list(ui, entries, &found, place.cursor, place.jumped, place.room)
    });
    match did {
        // A click gives the entry, Enter the place in the list.
        Over::Clicked(entry) => Did::Chose(entry),
        Over::Entered(place) => Did::Chose(found[place]),
        Over::Closed => Did::Closed,
        Over::Nothing => Did::Nothing,
    }
}

/// A box over everything with a field and a list below it.
pub(super) struct What<'a> {
    /// What tells it apart from other such boxes.
    pub(super) id: &'static str,
    /// Its name.
    pub(super) name: &'a str,
    /// Words in the empty field.
    pub(super) hint: &'a str,
    /// Widest that it gets, in points.
    pub(super) width: f32,
    /// Rows that the cursor can stand on.
    pub(super) rows: usize,
}

/// Where the cursor stands, and how high the list may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) cursor: usize,
    /// A key moved the cursor in this frame.
    pub(super) jumped: bool,
    pub(super) room: f32,
}

/// What the person did in such a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// Nothing yet.
    Nothing,
    /// Pressed Enter on the row with this number.
    Entered(usize),
    /// Clicked what the list calls by this number.
    Clicked(usize),
    /// Closed it.
    Closed,
}

/// Draws such a box: keys, veil, field; `list` draws what is below. `free`: whether Enter may choose
/// a row.
pub(super) fn over(
    ctx: &Context,
    what: &What<'_>,
    state: &mut State,
    free: impl Fn(usize) -> bool,
    list: impl FnOnce(&mut Ui, Place) -> Listed,
) -> Over {
    let t = tokens::of(ctx);
    let screen = ctx.content_rect();
    let width = (screen.width() - 32.0).min(what.width);
    let top = (screen.height() * 0.12).min(96.0);
    state.cursor = state.cursor.min(what.rows.saturating_sub(1));
    let key = |key| ctx.input_mut(|i| i.consume_key(Modifiers::NONE, key));
    if key(Key::Escape) {
        leave(ctx, what.id, state);
        return Over::Closed;
    }
    let page = 8;
    let last = what.rows.saturating_sub(1);
    let moved = if key(Key::ArrowDown) {
        state.cursor + 1
    } else if key(Key::ArrowUp) {
        state.cursor.checked_sub(1).unwrap_or(last)
    } else if key(Key::PageDown) {
        (state.cursor + page).min(last)
    } else if key(Key::PageUp) {
        state.cursor.saturating_sub(page)
    } else {
        state.cursor
    };
    let jumped = moved != state.cursor;
    state.cursor = if moved >= what.rows { 0 } else { moved };
    let mut did = Over::Nothing;
    // The Enter that opened the box is not meant for what stands in it.
    if key(Key::Enter) && state.begun && state.cursor < what.rows && free(state.cursor) {
        did = Over::Entered(state.cursor);
    }
    let veil = Area::new(Id::unique((what.id, "veil")))
        .order(Order::Foreground)
        .fixed_pos(screen.min)
        .show(ctx, |ui| {
            ui.painter().rect_filled(screen, 0.0, t.scrim);
            ui.allocate_rect(screen, Sense::CLICK)
        });
    if !state.begun {
        state.before = ctx.memory(egui::Memory::focused);
    }
    Area::new(Id::unique(what.id))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_TOP, vec2(0.0, top))
        .role(Role::Dialog)
        .accessible_name(what.name)
        .show(ctx, |ui| {
            // The keyboard stays in here.
            ui.memory_mut(|m| m.set_modal_layer(ui.layer_id()));
            super::a11y::only_this(ui);
            Frame::new()
                .fill(t.surface)
                .stroke(Stroke::new(1.0, t.border))
                .corner_radius(CornerRadius::same(size::RADIUS_DIALOG))
                .inner_margin(Margin::same(12))
                .show(ui, |ui| {
                    ui.set_width(width - 24.0);
                    let field = Field::search(what.name, &mut state.typed)
                        .inline()
                        .hint(what.hint)
                        .focus(!state.begun)
                        .show(ui);
                    state.begun = true;
                    let active = state.active;
                    ctx.accesskit_node_builder(field.id, |node| match active {
                        Some(id) => node.set_active_descendant(id.accesskit_id()),
                        None => node.clear_active_descendant(),
                    });
                    if field.changed() {
                        state.cursor = 0;
                    }
                    ui.add_space(size::GAP_SMALL);
                    let room = (screen.height() - top - 120.0).clamp(ROW * 3.0, ROW * 12.0);
                    let place = Place {
                        cursor: state.cursor,
                        jumped,
                        room,
                    };
                    let out = list(ui, place);
                    state.active = out.active;
                    if let Some(i) = out.chosen {
                        did = Over::Clicked(i);
                    }
                });
        });
    if veil.inner.clicked() {
        did = Over::Closed;
    }
    if did != Over::Nothing {
        leave(ctx, what.id, state);
    }
    did
}

/// Lets the keyboard go back to where it was.
fn leave(ctx: &Context, id: &'static str, state: &State) {
    if let Some(before) = state.before {
        super::modal::give_back(ctx, Id::unique(id), before);
    }
}

/// What the list gives back.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Listed {
    /// The entry that was clicked.
    pub(super) chosen: Option<usize>,
    /// The line under the cursor.
    pub(super) active: Option<Id>,
}

pub(super) fn list(
    ui: &mut Ui,
    entries: &[Entry],
    found: &[usize],
    cursor: usize,
    jumped: bool,
    room: f32,
) -> Listed {
    let mut out = Listed::default();
    ScrollArea::vertical()
        .max_height(room)
        // Else it would stay as low as it once was: the box is as high as its content.
        .min_scrolled_height(room)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if found.is_empty() {
                ui.add_space(size::GAP_SMALL);
                ui.label(text::muted("No command has these words"));
                ui.add_space(size::GAP_SMALL);
            }
            for (place, &i) in found.iter().enumerate() {
                let here = place == cursor;
                let response = row(ui, &entries[i], here, place + 1, found.len());
                if here {
                    out.active = Some(response.id);
                }
                if here && jumped {
                    response.scroll_to_me(None);
                }
                if response.clicked() && entries[i].blocked.is_none() {
                    out.chosen = Some(i);
                }
            }
        });
    out
}

fn row(ui: &mut Ui, entry: &Entry, here: bool, n: usize, of: usize) -> egui::Response {
    let t = tokens::of(ui.ctx());
    let blocked = entry.blocked.is_some();
    // The keyboard stays in the field: the arrow keys move the cursor.
    let sense = if blocked { Sense::HOVER } else { Sense::CLICK };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense);
    let spoken = format!("{}, {}", entry.title, entry.group);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, !blocked, here, &spoken));
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_position_in_set(n);
        node.set_size_of_set(of);
    });
    if here || Feel::of(&response, blocked).hot {
        let ground = if here { t.selected } else { t.hover };
        ui.painter()
            .rect_filled(rect, CornerRadius::same(size::RADIUS), ground);
    }
    let ink = if blocked { t.muted } else { t.text };
    let mut right = rect.right() - 8.0;
    if let Some(keys) = &entry.keys {
        let words = shortcut::words(ui.ctx(), keys);
        let wide = shortcut::cap_width(ui, &words);
        let place = Rect::from_min_size(pos2(right - wide, rect.top()), vec2(wide, rect.height()));
        shortcut::paint_cap(ui, place, &words);
        right -= wide + 10.0;
    }
    let group = text::line(ui, &entry.group, text::caption_font(), t.muted, 140.0);
    right -= group.size().x;
    let middle = |h: f32| rect.center().y - h / 2.0;
    ui.painter()
        .galley(pos2(right, middle(group.size().y)), group, t.muted);
    let room = right - rect.left() - 20.0;
    let title = text::line(ui, &entry.title, text::body_font(), ink, room);
    ui.painter()
        .galley(pos2(rect.left() + 8.0, middle(title.size().y)), title, ink);
    match &entry.blocked {
        Some(why) => paint::reason(response, Some(why)),
        None => response,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(titles: &[&str]) -> Vec<Entry> {
        titles
            .iter()
            .map(|t| Entry {
                title: (*t).to_owned(),
                group: "Team".to_owned(),
                keys: None,
                blocked: None,
            })
            .collect()
    }

    #[test]
    fn beginnings_come_before_middles_and_every_word_counts() {
        let all = entries(&[
            "Go to activity",
            "Change roles…",
            "Read the account",
            "Rename",
        ]);
        assert_eq!(matches(&all, "r"), [2, 3, 1]);
        assert_eq!(matches(&all, "acc"), [2]);
        assert_eq!(matches(&all, "go act"), [0]);
        assert_eq!(matches(&all, "zzz"), Vec::<usize>::new());
        assert_eq!(matches(&all, "").len(), 4);
        assert_eq!(matches(&all, "team change"), [1]);
    }
}

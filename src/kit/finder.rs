//! Search over everything: what is typed is looked for elsewhere, and what was found stands in groups.
//! Arrows, Enter and Esc as in the [`palette`].

use egui::accesskit::Role;
use egui::{Context, CornerRadius, KeyboardShortcut, Rect, ScrollArea, Sense, Ui, WidgetInfo};
use egui::{pos2, vec2};

use super::icons::Icon;
use super::palette::{self, Listed, Over, Place, ROW, What};
use super::tokens::{self, size};
use super::{a11y, paint, shortcut, text};

/// Height of the line above a group.
const CAPTION: f32 = 26.0;
/// Part of a row that its name takes where something stands beside it.
const NAME: f32 = 0.46;

pub use super::palette::State;

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What kind of thing it is, as a picture.
    pub icon: Icon,
    /// Its name.
    pub title: String,
    /// What tells it apart from others of that name.
    pub detail: String,
    /// The key that does the same.
    pub keys: Option<KeyboardShortcut>,
    /// Why it cannot be gone to.
    pub blocked: Option<String>,
}

/// Everything of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub title: String,
    /// How many there are, in words.
    pub count: String,
    /// Those that are shown.
    pub rows: Vec<Row>,
}

/// Words around what was found.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words<'a> {
    /// How it stands with what is searched, above the list; may be empty.
    pub note: &'a str,
    /// Nothing was found: a sentence and what to do, in the place of a list; may be empty.
    pub nothing: (&'a str, &'a str),
    /// What was found, read out when it changes.
    pub spoken: &'a str,
}

/// What the person did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// Nothing yet.
    Nothing,
    /// Chose this row of this group.
    Chose(usize, usize),
    /// Closed it.
    Closed,
}

/// Draws the search over everything.
pub fn show(ctx: &Context, groups: &[Group], words: &Words<'_>, state: &mut State) -> Did {
    let rows = || {
        let each = |(g, group): (usize, &Group)| (0..group.rows.len()).map(move |r| (g, r));
        groups.iter().enumerate().flat_map(each)
    };
    let what = What {
        id: "finder",
        name: "Search everything",
        hint: "People, sites, invites, roles, members, settings, commands",
        width: 680.0,
        rows: rows().count(),
    };
    let at = |n: usize| rows().nth(n);
    let free = |n: usize| at(n).is_some_and(|(g, r)| groups[g].rows[r].blocked.is_none());
    let did = palette::over(ctx, &what, state, free, |ui, place| {
        list(ui, groups, words, place, what.rows)
    });
    match did {
        Over::Entered(n) | Over::Clicked(n) => {
            at(n).map_or(Did::Nothing, |(g, r)| Did::Chose(g, r))
        }
        Over::Closed => Did::Closed,
        Over::Nothing => Did::Nothing,
    }
}

fn list(ui: &mut Ui, groups: &[Group], words: &Words<'_>, place: Place, rows: usize) -> Listed {
    let mut out = Listed::default();
    a11y::announce(ui, words.spoken);
    if !words.note.is_empty() {
        text::ellipsis(ui, text::small_muted(words.note));
        ui.add_space(2.0);
    }
    ScrollArea::vertical()
        .max_height(place.room)
        // Else it would stay as low as it once was: the box is as high as its content.
        .min_scrolled_height(place.room)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let (sentence, step) = words.nothing;
            if !sentence.is_empty() {
                ui.add_space(size::GAP_SMALL);
                text::paragraph(ui, text::strong(sentence));
                text::paragraph(ui, text::muted(step));
                ui.add_space(size::GAP_SMALL);
            }
            let mut n = 0;
            for group in groups {
                let top = caption(ui, group);
                for (at, row) in group.rows.iter().enumerate() {
                    let here = n == place.cursor;
                    let response = one(ui, row, &group.title, here, (n + 1, rows));
                    if here {
                        out.active = Some(response.id);
                    }
                    if here && place.jumped {
                        // The first row of a group comes with the words above it.
                        let rect = if at == 0 {
                            response.rect.union(top)
                        } else {
                            response.rect
                        };
                        ui.scroll_to_rect(rect, None);
                    }
                    if response.clicked() && row.blocked.is_none() {
                        out.chosen = Some(n);
                    }
                    n += 1;
                }
            }
        });
    out
}

fn caption(ui: &mut Ui, group: &Group) -> Rect {
    let t = tokens::of(ui.ctx());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), CAPTION), Sense::hover());
    let spoken = if group.count.is_empty() {
        group.title.clone()
    } else {
        format!("{}, {}", group.title, group.count)
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    let line = |words: &str, ink| text::line(ui, words, text::caption_font(), ink, rect.width());
    let title = line(&group.title, t.muted);
    let count = line(&group.count, t.muted);
    let y = |h: f32| rect.bottom() - 5.0 - h;
    ui.painter()
        .galley(pos2(rect.left() + 8.0, y(title.size().y)), title, t.muted);
    ui.painter().galley(
        pos2(rect.right() - 8.0 - count.size().x, y(count.size().y)),
        count,
        t.muted,
    );
    rect
}

fn one(ui: &mut Ui, row: &Row, group: &str, here: bool, (n, of): (usize, usize)) -> egui::Response {
    let t = tokens::of(ui.ctx());
    let blocked = row.blocked.is_some();
    // The keyboard stays in the field: the arrow keys move the cursor.
    let sense = if blocked { Sense::HOVER } else { Sense::CLICK };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense);
    let parts = [row.title.as_str(), row.detail.as_str(), group];
    let spoken: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    let spoken = spoken.join(", ");
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, !blocked, here, &spoken));
    response.ctx.accesskit_node_builder(response.id, |node| {
        node.set_position_in_set(n);
        node.set_size_of_set(of);
    });
    if here || response.hovered() {
        let ground = if here { t.selected } else { t.hover };
        let corner = CornerRadius::same(size::RADIUS);
        ui.painter().rect_filled(rect, corner, ground);
    }
    let ink = if blocked { t.muted } else { t.text };
    let icon = Rect::from_center_size(pos2(rect.left() + 16.0, rect.center().y), vec2(16.0, 16.0));
    row.icon.paint(ui.painter(), icon, t.muted);
    let mut right = rect.right() - 8.0;
    if let Some(keys) = &row.keys {
        let words = shortcut::words(ui.ctx(), keys);
        let wide = shortcut::cap_width(ui, &words);
        let cap = Rect::from_min_size(pos2(right - wide, rect.top()), vec2(wide, rect.height()));
        shortcut::paint_cap(ui, cap, &words);
        right -= wide + 10.0;
    }
    let left = rect.left() + 32.0;
    let room = if row.detail.is_empty() {
        right - left
    } else {
        ((rect.right() - left) * NAME).min(right - left)
    };
    let middle = |h: f32| rect.center().y - h / 2.0;
    let title = text::line(ui, &row.title, text::body_font(), ink, room);
    ui.painter()
        .galley(pos2(left, middle(title.size().y)), title, ink);
    let beside = left + room + 12.0;
    if !row.detail.is_empty() && beside < right {
        let detail = text::line(ui, &row.detail, text::small_font(), t.muted, right - beside);
        ui.painter()
            .galley(pos2(beside, middle(detail.size().y)), detail, t.muted);
    }
    match &row.blocked {
        Some(why) => paint::reason(response, Some(why)),
        None => response,
    }
}

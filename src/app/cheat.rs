//! Every shortcut on one sheet: what this pane does comes first. Made from the commands of the
//! palette and the keys that kit and panes take by themselves, so that none can be missing.

use super::commands::UiCommand;
use super::shell::Shell;
use crate::kit::field::Field;
use crate::kit::keys::{self as kit_keys, Stroke};
use crate::kit::modal::{Dialog, Did};
use crate::kit::{a11y, shortcut, text};
use crate::model::{Model, Route, count};
use crate::panes::keys as pane_keys;
use egui::accesskit::Role;
use egui::{Context, Key, KeyboardShortcut, Modifiers, Sense, Ui, UiBuilder, vec2};
use strum::IntoEnumIterator as _;

/// From this width of the dialog on it has two columns.
const TWO: f32 = 560.0;
/// Height of a line.
const LINE: f32 = 24.0;
/// Space above the title of a group, and below it.
const ABOVE: f32 = 14.0;
/// How far an arrow key scrolls.
const STEP: f32 = 48.0;

/// Shortcuts that belong together.
#[derive(Debug, Clone)]
pub struct Group {
    /// What they belong to.
    pub title: String,
    /// Keys, and what they do. Each of the keys does it, or does it in its own direction.
    pub lines: Vec<(Vec<KeyboardShortcut>, String)>,
}

impl Group {
    fn new(title: impl Into<String>, lines: Vec<(Vec<KeyboardShortcut>, String)>) -> Self {
        let title = title.into();
        Self { title, lines }
    }

    fn of(title: &str, strokes: &[Stroke]) -> Self {
        Self::new(title, strokes.iter().map(words).collect())
    }

    /// How much room it takes.
    fn height(&self) -> f32 {
        ABOVE + LINE * (self.lines.len() as f32 + 1.0)
    }
}

fn words(stroke: &Stroke) -> (Vec<KeyboardShortcut>, String) {
    (stroke.keys.to_vec(), stroke.does.to_owned())
}

/// Every shortcut there is, in groups, those of the pane that is shown first.
pub fn shortcuts(model: &Model) -> Vec<Group> {
    let shown = model.shown();
    let mut here = Vec::new();
    let mut everywhere = Vec::new();
    for command in UiCommand::all(model) {
        let Some(keys) = command.keys() else { continue };
        let line = (vec![keys], command.title(model));
        match command {
            UiCommand::Pane(_) => here.push(line),
            _ => everywhere.push(line),
        }
    }
    let title = if shown.is_list() {
        let own = pane_keys::of(shown).iter().map(words);
        here.extend(own);
        format!("Here: {}", shown.title())
    } else {
        "In lists".to_owned()
    };
    let first = Group::new(title, here);
    let everywhere = Group::new("Everywhere", everywhere);
    let mut all = if shown.is_list() {
        vec![first, everywhere]
    } else {
        vec![everywhere, first]
    };
    let mut rows = Group::of("Rows of a list", &kit_keys::TABLE);
    rows.lines.extend(pane_keys::of_lists().iter().map(words));
    all.push(rows);
    all.push(Group::of("Headings of a list", &kit_keys::HEADINGS));
    all.push(Group::of("Controls", &kit_keys::CONTROLS));
    all.push(Group::of("Dialogs and fields", &kit_keys::DIALOGS));
    for route in Route::iter().filter(|r| *r != shown) {
        let own = pane_keys::of(route);
        if !own.is_empty() {
            all.push(Group::of(route.title(), own));
        }
    }
    all
}

/// The sheet while it is open.
#[derive(Debug, Default)]
pub(super) struct Cheat {
    typed: String,
    begun: bool,
}

impl Cheat {
    /// Draws it; false when it is closed.
    fn show(&mut self, ctx: &Context, model: &Model) -> bool {
        let scroll = ctx.input_mut(scrolled);
        let shown = Dialog::new("keyboard shortcuts", "Keyboard shortcuts")
            .subtitle("Everything can be done without a mouse")
            .cancel("Close")
            .show(ctx, |ui| {
                if scroll != 0.0 {
                    ui.scroll_with_delta(vec2(0.0, scroll));
                }
                Field::search("Search the shortcuts", &mut self.typed)
                    .inline()
                    .hint("What a key does, or its name")
                    .focus(!self.begun)
                    .show(ui);
                self.begun = true;
                let found = matching(ctx, shortcuts(model), &self.typed);
                let n: usize = found.iter().map(|g| g.lines.len()).sum();
                let told = match (n, self.typed.trim().is_empty()) {
                    (0, _) => "No shortcut has these words".to_owned(),
                    (_, true) => String::new(),
                    (n, false) => count(n, "shortcut", "shortcuts"),
                };
                a11y::announce(ui, &told);
                if n == 0 {
                    ui.label(text::muted(told));
                }
                columns(ui, &found);
            });
        shown.did != Did::Cancel
    }
}

/// How far the keys scroll in this frame.
fn scrolled(input: &mut egui::InputState) -> f32 {
    let page = STEP * 5.0;
    let keys = [
        (Key::ArrowDown, -STEP),
        (Key::ArrowUp, STEP),
        (Key::PageDown, -page),
        (Key::PageUp, page),
    ];
    let pressed = keys.into_iter();
    let pressed = pressed.filter(|(key, _)| input.consume_key(Modifiers::NONE, *key));
    pressed.map(|(_, by)| by).sum()
}

/// What has every typed word in its line, in its group, or in the name of a key.
fn matching(ctx: &Context, all: Vec<Group>, typed: &str) -> Vec<Group> {
    let wanted: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let narrowed = all.into_iter().map(|mut group| {
        let title = group.title.to_lowercase();
        group.lines.retain(|(keys, does)| {
            let keys: Vec<String> = keys.iter().map(|k| shortcut::words(ctx, k)).collect();
            let text = format!("{title} {does} {}", keys.join(" ")).to_lowercase();
            wanted.iter().all(|w| text.contains(w.as_str()))
        });
        group
    });
    narrowed.filter(|g| !g.lines.is_empty()).collect()
}

/// Two columns of about the same height, where there is room.
fn columns(ui: &mut Ui, groups: &[Group]) {
    let width = ui.available_width();
    if width < TWO {
        for each in groups {
            group(ui, each);
        }
        return;
    }
    let whole: f32 = groups.iter().map(Group::height).sum();
    let mut left = 0;
    let mut height = 0.0;
    while left < groups.len() && (left == 0 || height + groups[left].height() / 2.0 < whole / 2.0) {
        height += groups[left].height();
        left += 1;
    }
    let (first, second) = groups.split_at(left);
    ui.spacing_mut().item_spacing.x = 24.0;
    ui.columns(2, |sides| {
        for (side, part) in sides.iter_mut().zip([first, second]) {
            for each in part {
                group(side, each);
            }
        }
    });
}

fn group(ui: &mut Ui, group: &Group) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(ABOVE);
    ui.label(text::strong(group.title.as_str()));
    ui.add_space(4.0);
    let builder = UiBuilder::new()
        .id_salt(&group.title)
        .accessibility_role(Role::List)
        .accessibility_label(group.title.as_str());
    ui.scope_builder(builder, |ui| {
        for (keys, does) in &group.lines {
            line(ui, keys, does);
        }
    });
}

/// What keys do, and their caps at the right.
fn line(ui: &mut Ui, keys: &[KeyboardShortcut], does: &str) {
    let caps: Vec<String> = keys.iter().map(|k| shortcut::words(ui.ctx(), k)).collect();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::hover());
    let spoken = format!("{does}: {}", caps.join(" or "));
    a11y::role(&response, Role::ListItem, &spoken);
    let mut right = rect.right();
    for words in caps.iter().rev() {
        let wide = shortcut::cap_width(ui, words);
        let place = rect.with_min_x(right - wide).with_max_x(right);
        shortcut::paint_cap(ui, place, words);
        right -= wide + 4.0;
    }
    let t = crate::kit::tokens::of(ui.ctx());
    let room = right - rect.left() - 8.0;
    let galley = text::line(ui, does, text::body_font(), t.text, room);
    let cut = galley.elided;
    let at = egui::pos2(rect.left(), rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, t.text);
    if cut {
        response.on_hover_text(spoken);
    }
}

impl Shell {
    /// Draws the sheet of shortcuts, if it is open.
    pub(super) fn show_cheat(&mut self, ctx: &Context) {
        if let Some(mut cheat) = self.cheat.take()
            && cheat.show(ctx, &self.model)
        {
            self.cheat = Some(cheat);
        }
    }
}

//! The kit's own page: every component in every state, to look at and to test.

mod charts;
mod controls;
mod fields;
mod looks;
mod parts;
mod poses;
mod states;

use egui::{
    Align, CornerRadius, Frame, Layout, Margin, ScrollArea, Stroke, StrokeKind, Ui, UiBuilder,
    Vec2, vec2,
};

use super::layout::{self, Head};
use super::tokens::{self, size};
use super::{choice, palette};

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Page {
    #[default]
    Controls,
    Poses,
    Fields,
    States,
    Charts,
    Parts,
    Looks,
}

impl Page {
    const ALL: [(Self, &'static str, Option<u64>); 7] = [
        (Self::Controls, "Controls", None),
        (Self::Poses, "Every state", None),
        (Self::Fields, "Fields", None),
        (Self::States, "States and notes", None),
        (Self::Charts, "Badges and charts", None),
        (Self::Parts, "Frame and lists", None),
        (Self::Looks, "Colours and type", None),
    ];
}

/// Every component of the kit in every state. Keeps only what is typed and chosen on it.
#[derive(Default)]
pub struct Gallery {
    page: Page,
    controls: controls::State,
    fields: fields::State,
    states: states::State,
    charts: charts::State,
    parts: parts::State,
}

impl std::fmt::Debug for Gallery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Gallery")
            .field("page", &self.page)
            .finish_non_exhaustive()
    }
}

impl Gallery {
    /// Draws the page into all the room there is, from 512 x 320 points up.
    pub fn ui(&mut self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = 0.0;
        Head::new("Design kit")
            .line("Every component in every state")
            .bare()
            .buttons(ui, &[]);
        let side = layout::margin(ui);
        Frame::new()
            .inner_margin(Margin::symmetric(side as i8, 0))
            .show(ui, |ui| {
                choice::tabs(ui, "Parts of the kit", &mut self.page, &Page::ALL);
            });
        let page = self.page;
        ScrollArea::vertical()
            .id_salt(("gallery", page as u8))
            .auto_shrink(false)
            .show(ui, |ui| {
                Frame::new()
                    .inner_margin(Margin::symmetric(side as i8, 16))
                    .show(ui, |ui| {
                        ui.set_width(ui.available_width());
                        ui.spacing_mut().item_spacing = vec2(size::GAP_SMALL, size::GAP_SMALL);
                        self.page(ui);
                    });
            });
        self.controls.over(ui.ctx());
    }

    fn page(&mut self, ui: &mut Ui) {
        match self.page {
            Page::Controls => controls::show(ui, &mut self.controls),
            Page::Poses => poses::show(ui),
            Page::Fields => fields::show(ui, &mut self.fields),
            Page::States => states::show(ui, &mut self.states),
            Page::Charts => charts::show(ui, &mut self.charts),
            Page::Parts => parts::show(ui, &mut self.parts),
            Page::Looks => looks::show(ui),
        }
    }
}

/// A part of a page with its heading.
fn section(ui: &mut Ui, title: &str, beside: &str, add: impl FnOnce(&mut Ui)) {
    ui.push_id(title, |ui| {
        layout::section(ui, title, beside);
        ui.add_space(size::STEP);
        add(ui);
        ui.add_space(16.0);
    });
}

/// A box of its own for something that fills its room.
fn stage(ui: &mut Ui, wanted: Vec2, add: impl FnOnce(&mut Ui)) {
    let t = tokens::of(ui.ctx());
    let (_, rect) = ui.allocate_space(wanted);
    let radius = CornerRadius::same(size::RADIUS_NOTE);
    let line = Stroke::new(1.0, t.border);
    ui.painter()
        .rect(rect, radius, t.surface, line, StrokeKind::Inside);
    let inner = rect.shrink(8.0);
    let layout = Layout::top_down(Align::Min);
    let mut child = ui.new_child(UiBuilder::new().max_rect(inner).layout(layout));
    child.shrink_clip_rect(inner.expand(4.0));
    add(&mut child);
}

/// How many boxes of at least `least` points stand side by side, and how wide they are.
fn across(ui: &Ui, least: f32, most: usize) -> (usize, f32) {
    let room = ui.available_width();
    let n = ((room + size::GAP) / (least + size::GAP)).floor();
    let n = (n as usize).clamp(1, most);
    (n, (room - size::GAP * (n as f32 - 1.0)) / n as f32)
}

/// Commands for the samples of the palette.
fn commands() -> Vec<palette::Entry> {
    use egui::{Key, KeyboardShortcut, Modifiers};
    let entry =
        |title: &str, group: &str, key: Option<Key>, blocked: Option<&str>| palette::Entry {
            title: title.to_owned(),
            group: group.to_owned(),
            keys: key.map(|k| KeyboardShortcut::new(Modifiers::COMMAND, k)),
            blocked: blocked.map(str::to_owned),
        };
    vec![
        entry("Go to the team", "Go", Some(Key::Num2), None),
        entry("Read the account again", "Account", Some(Key::R), None),
        entry("Change roles of 3 people…", "Selection", None, None),
        entry(
            "Remove 3 people…",
            "Selection",
            Some(Key::Delete),
            Some("This profile is read only"),
        ),
        entry("Look: dark", "Settings", None, None),
        entry(
            "A command with a name that is longer than the room there is for it, in any window",
            "Long",
            None,
            None,
        ),
    ]
}

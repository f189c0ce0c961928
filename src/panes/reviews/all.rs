//! All reviews with how far they are, and what can be done with each.

use super::words;
use crate::kit::button::Button;
use crate::kit::icons::Icon;
use crate::kit::layout::Head;
use crate::kit::notice::Note;
use crate::kit::state::{Kind, State, skeleton};
use crate::kit::table::{Column, Rows, Selection, Table, TableState, cell_label, cell_quiet};
use crate::kit::tone::Tone;
use crate::kit::{badge, layout, progress};
use crate::model::{count, day};
use crate::panes::{Cx, copying};
use crate::worker::protocol::{ReviewCard, Stage};
use egui::{Frame, Ui};
use jiff::Timestamp;

/// What was asked of the list.
pub(super) enum Did {
    /// Make one.
    New,
    /// Open this one.
    Open(String),
    /// Make this one again.
    Repeat(String),
    /// Delete this one.
    Delete(String),
}

/// What the list keeps between frames.
#[derive(Debug, Default)]
pub(super) struct All {
    table: TableState,
    selection: Selection,
    focused: bool,
}

struct Cards<'a> {
    cards: &'a [ReviewCard],
    now: Timestamp,
}

impl Rows for Cards<'_> {
    fn len(&self) -> usize {
        self.cards.len()
    }

    fn key(&self, row: usize) -> u32 {
        u32::try_from(row).unwrap_or(u32::MAX)
    }

    fn name(&self, row: usize) -> String {
        let card = self.cards.get(row);
        card.map_or_else(String::new, |c| c.campaign.name.clone())
    }

    fn cell(&self, ui: &mut Ui, row: usize, column: usize) {
        let Some(card) = self.cards.get(row) else {
            return;
        };
        match column {
            0 => {
                cell_label(ui, card.campaign.name.as_str());
            }
            1 => {
                let (done, all) = (card.counts.decided(), card.counts.all);
                let words = words::progress(card);
                let place = egui::vec2(64.0, 20.0);
                let middle = egui::Layout::left_to_right(egui::Align::Center);
                ui.allocate_ui_with_layout(place, middle, |ui| {
                    ui.set_width(place.x);
                    progress::bar(ui, &words, done.into(), Some(all.into()));
                });
                ui.add_space(4.0);
                cell_quiet(ui, words::short_progress(card));
            }
            5 => {
                let tone = match card.stage {
                    Stage::New | Stage::Open => Tone::Accent,
                    Stage::Closed => Tone::Neutral,
                    Stage::Applied => Tone::Success,
                };
                badge::badge(ui, card.stage.label(), tone);
            }
            _ => {
                cell_quiet(ui, self.cell_text(row, column));
            }
        }
    }

    fn cell_text(&self, row: usize, column: usize) -> String {
        let Some(card) = self.cards.get(row) else {
            return String::new();
        };
        match column {
            0 => card.campaign.name.clone(),
            1 => words::progress(card),
            2 => card.counts.words(),
            3 => day(card.campaign.snapshot_at),
            4 => words::due(card, self.now).map_or_else(|| "–".to_owned(), |d| d.0),
            _ => card.stage.label().to_owned(),
        }
    }
}

fn columns() -> Vec<Column> {
    let column = |id, title: &str| Column::new(id, title).unsortable();
    vec![
        column("name", "Review").width(240.0, 140.0).stretch(2.0),
        column("progress", "Decided")
            .width(180.0, 140.0)
            .stretch(1.0),
        column("decisions", "Decisions")
            .width(220.0, 120.0)
            .stretch(1.0)
            .priority(3),
        column("snapshot", "Reading of")
            .width(110.0, 96.0)
            .priority(2),
        column("due", "Due").width(180.0, 120.0).priority(1),
        column("state", "State").width(96.0, 84.0),
    ]
}

impl All {
    /// Draws it.
    pub(super) fn show(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) -> Option<Did> {
        ui.spacing_mut().item_spacing.y = 0.0;
        let model = cx.model;
        let list = model.reviews.as_ref();
        let cards = list.and_then(|l| l.all.as_ref().ok());
        let open = cards.map_or(0, |all| {
            let open = |c: &&ReviewCard| matches!(c.stage, Stage::New | Stage::Open);
            all.iter().filter(open).count()
        });
        let line = match cards {
            None => String::new(),
            Some(all) => format!("{}, {open} open", count(all.len(), "review", "reviews")),
        };
        let no_new = model.team.is_none().then_some("Read the account first");
        let new = Button::primary("New review…").icon(Icon::Add);
        let head = Head::new("Reviews").line(line);
        if head.buttons(ui, &[new.enabled_or(no_new)]).is_some() {
            return Some(Did::New);
        }
        let Some(list) = list else {
            Frame::new()
                .inner_margin(layout::margins(ui, 0, 12))
                .show(ui, |ui| skeleton(ui, "Waiting for reviews", 6));
            return None;
        };
        match &list.all {
            Err(error) => {
                super::trouble(ui, error);
                None
            }
            Ok(all) if all.is_empty() => {
                let state = State::new(Kind::Empty, "No review yet").detail(
                    "A review goes through who may do what, one by one. It stands on the newest \
                     reading and needs no network until you apply it",
                );
                let new = Button::primary("New review…").enabled_or(no_new);
                state.action(new).show(ui).map(|_| Did::New)
            }
            Ok(all) => self.cards(ui, all, cx),
        }
    }

    fn cards(&mut self, ui: &mut Ui, all: &[ReviewCard], cx: &mut Cx<'_>) -> Option<Did> {
        let now = cx.model.now;
        self.selection.retain(|n| (n as usize) < all.len());
        if self.selection.is_empty() && !self.focused {
            self.selection.insert(0);
        }
        let chosen = self.selection.iter().next();
        let chosen = chosen.and_then(|n| all.get(n as usize));
        let mut did = None;
        let margin = layout::margins(ui, 8, 8);
        Frame::new().inner_margin(margin).show(ui, |ui| {
            let late = all
                .iter()
                .filter_map(|c| words::due(c, now).filter(|d| d.1).map(|d| (c, d.0)));
            for (card, words) in late.take(3) {
                let words = format!("{}: {}", card.campaign.name, words);
                Note::new(Tone::Warning, words).show(ui);
                ui.add_space(6.0);
            }
            did = actions(ui, chosen);
        });
        let columns = columns();
        let table = Table::new("reviews", "Reviews", &columns);
        if !std::mem::replace(&mut self.focused, true) {
            let id = table.focus_id(ui);
            ui.memory_mut(|m| m.request_focus(id));
        }
        let rows = Cards { cards: all, now };
        let out = table.show(ui, &mut self.table, &mut self.selection, &rows);
        if out.copy
            && let Some(ask) = copying::table(&columns, &self.table, &self.selection, &rows)
        {
            cx.ask(ask);
        }
        if let Some(card) = out.activated.and_then(|at| all.get(at)) {
            self.focused = false;
            return Some(Did::Open(card.campaign.id.clone()));
        }
        did
    }
}

fn actions(ui: &mut Ui, chosen: Option<&ReviewCard>) -> Option<Did> {
    let none = "Select a review first";
    let id = chosen.map(|c| c.campaign.id.clone());
    let blocked = |why: Option<&'static str>| chosen.is_none().then_some(none).or(why);
    let kept = chosen.filter(|c| c.stage != Stage::New);
    let kept = kept.map(|_| "Something was decided in it, so it stays");
    let buttons = vec![
        Button::secondary("Open").enabled_or(blocked(None)),
        Button::secondary("Make it again")
            .hint("The same scope on the newest reading")
            .enabled_or(blocked(None)),
        Button::secondary("Delete").enabled_or(blocked(kept)),
    ];
    match (layout::buttons(ui, buttons), id) {
        (Some(0), Some(id)) => Some(Did::Open(id)),
        (Some(1), Some(id)) => Some(Did::Repeat(id)),
        (Some(_), Some(id)) => Some(Did::Delete(id)),
        _ => None,
    }
}

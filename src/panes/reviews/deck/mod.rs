//! The entries of one review: a table to go through by keyboard alone.

pub(in crate::panes) mod cells;
mod head;
pub(in crate::panes) mod inspector;
mod keys;

use super::dialogs::Open;
use super::words;
use crate::access::review::Verdict;
use crate::index::Filter;
use crate::kit::icons::Icon;
use crate::kit::table::{Column, cell_quiet};
use crate::model::{Ask, Model};
use crate::panes::Cx;
use crate::panes::listing::{
    Deed, Line, Listed, Listing, Opener, Parts, Picked, Shown, View, Words, lists,
};
use crate::worker::protocol::{
    ReviewCommand, ReviewRow, ReviewTable, SaveKind, Stage, TableView, review_groups,
};
use egui::Ui;
use jiff::Timestamp;
use std::borrow::Cow;
use std::collections::BTreeSet;

static WORDS: Words = Words {
    title: "Review",
    grid: "Entries of the review",
    kept: &["review"],
    search: "Search the review",
    hint: "Search names, roles, sites, notes",
    searched: "names, addresses, roles, places, ids, notes and reasons",
    no_one: "No entry",
    nobody: "No entry selected",
    noun: ("entry", "entries"),
    place: "in the review",
    empty: (
        "There is nothing in this review",
        "Make one with a wider scope",
    ),
    elsewhere: "Decide here; roles change when the decisions are applied",
    ..Words::NONE
};

impl Listed for ReviewTable {
    fn name(row: &ReviewRow) -> String {
        let item = &row.item;
        format!("{}, {}, {}", item.name, item.role_words(), item.place)
    }
}

/// What the deck asks of the pane around it.
#[derive(Debug)]
pub(super) enum Wanted {
    /// Back to all reviews.
    Back,
    /// A dialog.
    Dialog(Box<Open>),
}

/// What the deck has beside its list.
#[derive(Debug, Default)]
pub(super) struct Deck {
    /// The review that is shown.
    shown: Option<String>,
    /// Go to where it was left, in the next frame.
    resume: bool,
    pub(super) wanted: Option<Wanted>,
    /// Decided here, and not in the table yet.
    pending: BTreeSet<u32>,
    /// Go to the next one without a decision, in the next frame.
    next: bool,
    /// Why the selection cannot be reduced.
    no_reducing: Option<&'static str>,
    /// What is read out.
    said: String,
}

impl Deck {
    /// These were decided in a dialog.
    pub(super) fn decided(&mut self, numbers: &[u32]) {
        self.pending.extend(numbers);
        self.next = true;
    }

    fn dialog(&mut self, dialog: Open) {
        self.wanted = Some(Wanted::Dialog(Box::new(dialog)));
    }
}

impl Parts for Deck {
    type Table = ReviewTable;

    lists!(ReviewTable, review, review_view, ViewReview);

    fn words(&self) -> &'static Words {
        &WORDS
    }

    fn title(&self, model: &Model) -> Cow<'static, str> {
        let name = model.review.as_ref().map(|t| t.card.campaign.name.clone());
        name.map_or(Cow::Borrowed(WORDS.title), Cow::Owned)
    }

    fn columns(&self) -> Vec<Column> {
        cells::columns()
    }

    fn line(&self, model: &Model) -> Line {
        let Some(table) = &model.review else {
            return Line::default();
        };
        let campaign = &table.card.campaign;
        let mut more = vec![format!("Reviewed: {}", campaign.scope.words())];
        if !campaign.reviewer.is_empty() {
            more.push(format!("Reviewer: {}", campaign.reviewer));
        }
        if let Some((due, _)) = words::due(&table.card, model.now) {
            more.push(due);
        }
        Line {
            words: words::stands_on(&table.card),
            more: Some(more.join("\n")),
        }
    }

    fn cell(&self, ui: &mut Ui, row: &ReviewRow, column: usize, now: Timestamp) {
        // What was said is shown at once, before the worker has told it.
        let pending = row.made.is_none() && self.pending.contains(&row.number);
        if column == 5 && pending {
            cell_quiet(ui, "…");
        } else {
            cells::draw(ui, row, column, now);
        }
    }

    fn cell_text(&self, row: &ReviewRow, column: usize, now: Timestamp) -> String {
        cells::words(row, column, now)
    }

    fn openers(&self, model: &Model) -> Vec<Opener> {
        let card = model.review.as_ref().map(|t| &t.card);
        let standing = model.review.as_ref().map(|t| &t.standing);
        let stage = card.map_or(Stage::New, |c| c.stage);
        let applied = || "This review was applied, so its decisions stand".to_owned();
        let nothing = standing.is_none_or(|s| s.undoable.is_empty());
        let no_undo = card
            .and_then(crate::worker::protocol::ReviewCard::locked)
            .or_else(|| nothing.then(|| "There is nothing to undo".to_owned()));
        let end = match stage {
            Stage::Closed => "Reopen",
            _ => "Finish",
        };
        let acts = card.map_or(0, |c| c.counts.acts());
        let no_apply = match stage {
            Stage::Applied => Some(applied()),
            _ => (acts == 0).then(|| "Revoke or reduce something first".to_owned()),
        };
        let opener = |label, icon, blocked, primary| Opener {
            command: None,
            label,
            icon,
            keys: None,
            blocked,
            primary,
        };
        let mut undo = opener("Undo", Icon::Undo, no_undo, false);
        undo.keys = Some(crate::kit::keys::plain(crate::panes::keys::TAKE_BACK));
        let closing = (stage == Stage::Applied).then(applied);
        // Where nothing more is decided nothing is taken back either, but it can be proved.
        let first = match stage {
            Stage::New | Stage::Open => undo,
            Stage::Closed | Stage::Applied => {
                opener("Save evidence pack…", Icon::Download, None, false)
            }
        };
        vec![
            first,
            opener(end, Icon::Check, closing, false),
            opener("Apply decisions…", Icon::Run, no_apply, true),
        ]
    }

    fn open(&mut self, opener: usize, _: &mut Listing<ReviewTable>, cx: &mut Cx<'_>) {
        let Some(table) = &cx.model.review else {
            return;
        };
        let id = table.card.campaign.id.clone();
        match opener {
            0 if matches!(table.card.stage, Stage::New | Stage::Open) => {
                super::ask(cx, ReviewCommand::Undo(id));
            }
            0 => {
                let name = pack_name(&table.card.campaign.name);
                let what = Box::new(SaveKind::Pack(id));
                cx.ask(Ask::Save { what, name });
            }
            1 => {
                let word = if table.card.stage == Stage::Closed {
                    crate::access::review::Word::Reopened
                } else {
                    crate::access::review::Word::Closed
                };
                super::ask(cx, ReviewCommand::Say(id, word));
            }
            _ => {
                super::ask(cx, ReviewCommand::Since(id.clone()));
                self.dialog(Open::apply(id));
            }
        }
    }

    fn deeds(&self, picked: &Picked, model: &Model) -> Vec<Deed> {
        keys::deeds(picked, self.no_reducing, model)
    }

    fn begin(&mut self, deed: usize, list: &mut Listing<ReviewTable>, cx: &mut Cx<'_>) {
        keys::begin(self, deed, false, list, cx);
    }

    fn begin_frame(&mut self, cx: &mut Cx<'_>) {
        let id = cx.model.review.as_ref().map(|t| t.card.campaign.id.clone());
        if self.shown != id {
            self.shown = id;
            self.pending.clear();
            self.resume = true;
        }
        if let Some(said) = &cx.model.review_said
            && said.end.is_err()
        {
            self.pending.clear();
        }
    }

    fn follow(&mut self, view: &View<ReviewTable>, _: &Filter) {
        let rows = &view.table.rows;
        self.pending.retain(|n| {
            let row = rows.get(*n as usize);
            row.is_some_and(|r| r.made.is_none())
        });
    }

    fn pick(&mut self, picked: &Picked, view: &TableView<ReviewTable>) {
        self.no_reducing = keys::no_reducing(picked, &view.table);
    }

    fn elsewhere(&self) -> &'static [&'static str] {
        &[review_groups::DECISION]
    }

    /// A review stands on its snapshot; reading the account again changes nothing in it.
    fn reads_account(&self) -> bool {
        false
    }

    fn top(&mut self, _: &mut Listing<ReviewTable>, ui: &mut Ui, cx: &mut Cx<'_>) {
        match head::progress(ui, cx, &self.said) {
            head::Pressed::Nothing => {}
            head::Pressed::Back => self.wanted = Some(Wanted::Back),
            head::Pressed::Progress => self.dialog(Open::progress()),
        }
    }

    fn before_filters(&mut self, list: &mut Listing<ReviewTable>, ui: &mut Ui, cx: &mut Cx<'_>) {
        head::chips(list, ui, cx);
    }

    fn banner(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        head::banner(ui, cx);
    }

    fn unread(&mut self, ui: &mut Ui, _: &mut Cx<'_>, _: bool) {
        crate::panes::listing::loading(ui, "entries", "Opening the review");
    }

    fn rows(
        &mut self,
        list: &mut Listing<ReviewTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<ReviewTable>,
    ) {
        let shown = Some(&view.table.card.campaign.id);
        if self.resume && self.shown.as_ref() == shown {
            self.resume = false;
            keys::resume(self, list, cx, view);
        }
        if std::mem::take(&mut self.next) {
            keys::next(self, list, cx, view);
        }
        let (out, opened) = {
            let rows = Shown {
                view,
                parts: &*self,
                now: cx.model.now,
            };
            list.table_of(self, ui, (WORDS.key(), WORDS.grid), &rows)
        };
        list.after(self, ui, cx, &out, opened);
        // Letters belong to the rows while they have the keyboard, or while nothing has it.
        let (free, over) = ui.memory(|m| (m.focused().is_none(), m.top_modal_layer().is_some()));
        if (out.focused || free) && !over && self.shown.as_ref() == shown {
            keys::handle(self, ui, list, cx, view);
        }
    }

    fn inspector(
        &mut self,
        list: &mut Listing<ReviewTable>,
        ui: &mut Ui,
        cx: &mut Cx<'_>,
        view: &View<ReviewTable>,
    ) {
        if let Some(deed) = inspector::show(self, list.picked(), ui, cx, &view.table) {
            list.begin(self, deed, cx);
        }
    }
}

impl Deck {
    /// Takes back what was said last in the review.
    pub(super) fn take_back(&mut self, cx: &mut Cx<'_>) {
        let Some(table) = &cx.model.review else {
            return;
        };
        if let Some(why) = table.card.locked() {
            self.said = why;
        } else {
            self.pending.clear();
            super::ask(cx, ReviewCommand::Undo(table.card.campaign.id.clone()));
        }
    }
}

/// A name for the pack of a review with this name, that every system takes.
fn pack_name(review: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let name: String = review.trim().chars().take(60).map(plain).collect();
    format!("gatehouse-review-{}.zip", name.trim_matches('-'))
}

/// The one-key decisions in the order of the deeds.
fn verdict(deed: usize) -> Option<Verdict> {
    match deed {
        0 => Some(Verdict::Keep),
        2 => Some(Verdict::Revoke),
        3 => Some(Verdict::Unsure),
        _ => None,
    }
}

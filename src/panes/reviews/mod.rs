//! Access reviews: all of them, and the one that is being decided. Everything but a plan and a look
//! at its end works with the network off.

mod all;
pub(in crate::panes) mod deck;
mod dialogs;
pub(in crate::panes) mod words;

use crate::kit::state::{Kind, State};
use crate::model::{Dialog, Model};
use crate::panes::listing::ListPane;
use crate::panes::{Cx, Pane, PaneCommand};
use crate::worker::protocol::{Command, ProfileId, ReviewCommand, RunPhase};
use deck::Deck;
use dialogs::Open;
use egui::{Context, Ui};

/// The pane: the list of reviews, or the entries of one.
#[derive(Debug, Default)]
pub struct ReviewsPane {
    deck: ListPane<Deck>,
    all: all::All,
    dialog: Open,
    /// The profile for which the list was asked.
    asked: Option<ProfileId>,
    /// The saving of a pack whose digest was shown.
    packed: Option<std::sync::Arc<crate::worker::protocol::Packed>>,
    /// The review whose end was asked for.
    proved: Option<String>,
}

/// Asks something about reviews.
fn ask(cx: &mut Cx<'_>, command: ReviewCommand) {
    cx.ask(Command::Reviews(Box::new(command)));
}

/// Whether one is open.
fn is_open(model: &Model) -> bool {
    model.review.is_some()
}

impl ReviewsPane {
    /// Asks for the list, once for each profile, and for the end of a review whose run is over.
    fn follow(&mut self, cx: &mut Cx<'_>) {
        let profile = cx.model.session.as_ref().map(|s| s.profile.id.clone());
        if self.asked != profile {
            *self = Self {
                asked: profile,
                ..Self::default()
            };
            ask(cx, ReviewCommand::List);
        }
        if let Some(packed) = &cx.model.packed {
            let shown = |p| std::sync::Arc::ptr_eq(p, packed);
            if !self.packed.as_ref().is_some_and(shown) && !self.has_dialog() {
                self.packed = Some(std::sync::Arc::clone(packed));
                self.dialog = Open::Packed(std::sync::Arc::clone(packed));
            }
        }
        let Some(table) = &cx.model.review else {
            return;
        };
        let card = &table.card;
        let run = cx.model.run.as_ref();
        let plan = card.plan.as_ref().map(|(plan, _)| plan);
        // The run of its plan has come to its end before our eyes.
        let over = run.is_some_and(|r| {
            // One that was stopped before its first write leaves the decisions open.
            let receipt = r.receipt.as_ref();
            let sent = receipt.is_some_and(|x| x.how != "stale" && x.how != "held");
            r.phase == RunPhase::Over && sent && Some(&r.plan.id) == plan
        });
        let fresh = card.run.is_none() && over;
        let mark = card.plan.as_ref().map(|(plan, _)| plan.clone());
        if (card.wants_proof() || fresh) && cx.model.no_writing().is_none() && self.proved != mark {
            self.proved = mark;
            ask(cx, ReviewCommand::Prove(card.campaign.id.clone()));
        }
    }

    /// Takes back what was said last in the review that is open.
    pub fn take_back(&mut self, cx: &mut Cx<'_>) {
        self.deck.own.take_back(cx);
    }

    fn leave(&mut self, cx: &mut Cx<'_>) {
        // The next one begins without filters and without a selection.
        self.deck = ListPane::default();
        ask(cx, ReviewCommand::Open(None));
        ask(cx, ReviewCommand::List);
    }
}

impl Pane for ReviewsPane {
    fn forget(&mut self, cx: &mut Cx<'_>) {
        self.deck.forget(cx);
        *self = Self::default();
    }

    fn ui(&mut self, ui: &mut Ui, cx: &mut Cx<'_>) {
        self.follow(cx);
        if is_open(cx.model) {
            self.deck.ui(ui, cx);
            if let Some(wanted) = self.deck.own.wanted.take() {
                match wanted {
                    deck::Wanted::Back => self.leave(cx),
                    deck::Wanted::Dialog(dialog) => self.dialog = *dialog,
                }
            }
            return;
        }
        match self.all.show(ui, cx) {
            Some(all::Did::New) => self.dialog = Open::new_review(cx.model),
            Some(all::Did::Open(id)) => ask(cx, ReviewCommand::Open(Some(id))),
            Some(all::Did::Repeat(id)) => ask(cx, ReviewCommand::Repeat(id)),
            Some(all::Did::Delete(id)) => ask(cx, ReviewCommand::Delete(id)),
            None => {}
        }
    }

    fn dialogs(&mut self, ctx: &Context, cx: &mut Cx<'_>) {
        let was = self.has_dialog();
        let decided = dialogs::show(&mut self.dialog, ctx, cx);
        if let Some(numbers) = decided {
            self.deck.own.decided(&numbers);
        }
        if was && !self.has_dialog() {
            self.deck.list.focus_table();
        }
    }

    fn has_dialog(&self) -> bool {
        !matches!(self.dialog, Open::None)
    }

    fn open_dialog(&mut self, dialog: Dialog) -> Option<Dialog> {
        Some(dialog)
    }

    fn command(&mut self, command: PaneCommand, cx: &mut Cx<'_>) {
        if is_open(cx.model) {
            self.deck.command(command, cx);
        }
    }

    fn blocked(&self, command: PaneCommand, cx: &Cx<'_>) -> Option<String> {
        if is_open(cx.model) {
            return self.deck.blocked(command, cx);
        }
        Some("Open a review first".to_owned())
    }
}

/// What stands in the place of the list where it cannot be read.
fn trouble(ui: &mut Ui, error: &crate::worker::protocol::ErrorCard) {
    State::new(Kind::Error, error.sentence.clone())
        .detail(error.remedy.clone())
        .technical(error.details.clone())
        .show(ui);
}

//! Asked about reviews: what is in a new one, roles, reasons, and whether to apply.

mod apply;
mod decide;
mod new;
mod packed;
mod pick;
mod progress;

use crate::access::review::Verdict;
use crate::model::Model;
use crate::panes::Cx;
use crate::worker::protocol::{Packed, ReviewRow};
use decide::Decide;
use egui::Context;
use std::sync::Arc;

/// The entries that a dialog is about.
#[derive(Debug, Clone)]
pub(super) struct About {
    /// The review.
    pub(super) review: String,
    /// Numbers of the entries.
    pub(super) numbers: Vec<u32>,
    /// The name of one, or how many they are.
    pub(super) name: String,
}

/// The dialog that is open.
#[derive(Debug, Default)]
pub(super) enum Open {
    /// None.
    #[default]
    None,
    /// A new review.
    New(Box<new::New>),
    /// A decision, or a note.
    Decide(Box<Decide>),
    /// What applying would do.
    Apply(apply::Apply),
    /// What was decided when, and by whom.
    Progress(Box<progress::Progress>),
    /// The digest of the pack that was saved.
    Packed(Arc<Packed>),
}

impl Open {
    pub(super) fn new_review(model: &Model) -> Self {
        Self::New(Box::new(new::New::of(model)))
    }

    pub(super) fn reason(about: About, verdict: Verdict) -> Self {
        Self::Decide(Box::new(Decide::reason(about, verdict)))
    }

    pub(super) fn reduce(about: About, rows: &[&ReviewRow], model: &Model) -> Self {
        Self::Decide(Box::new(Decide::reduce(about, rows, model)))
    }

    pub(super) fn hand_over(about: About) -> Self {
        Self::Decide(Box::new(Decide::hand_over(about)))
    }

    pub(super) fn note(about: About, note: String) -> Self {
        Self::Decide(Box::new(Decide::note(about, note)))
    }

    pub(super) fn progress() -> Self {
        Self::Progress(Box::default())
    }

    pub(super) fn apply(review: String) -> Self {
        Self::Apply(apply::Apply::new(review))
    }
}

/// Draws the open dialog and closes it when it was answered; gives the numbers of entries that were
/// decided in it.
pub(super) fn show(open: &mut Open, ctx: &Context, cx: &mut Cx<'_>) -> Option<Vec<u32>> {
    let (stays, decided) = match open {
        Open::None => return None,
        Open::New(new) => (new.show(ctx, cx), None),
        Open::Decide(decide) => decide.show(ctx, cx),
        Open::Apply(apply) => (apply.show(ctx, cx), None),
        Open::Progress(progress) => (progress.show(ctx, cx), None),
        Open::Packed(saved) => (packed::show(saved, ctx, cx), None),
    };
    if !stays {
        *open = Open::None;
    }
    decided
}

//! Coming back after a plan: the dialog makes way for it and stands again where it was.

use crate::journal::RunId;
use crate::model::{Model, Route};
use crate::worker::protocol::PlanState;

/// A plan that was asked for from the dialog.
#[derive(Debug)]
pub(super) struct Asked {
    /// The run that was shown before.
    before: Option<RunId>,
    /// The plan or its run was seen.
    seen: bool,
    /// It was carried out, at least in part.
    applied: bool,
}

/// What is to be done in this frame.
pub(super) enum Now {
    /// The plan or its run is shown.
    Wait,
    /// It is gone. Nothing was sent, so what was typed still stands.
    Back,
    /// It is gone, and was carried out.
    BackApplied,
    /// Somebody went on to something else.
    Gone,
}

impl Asked {
    /// For a plan that is asked for now.
    pub(super) fn now(model: &Model) -> Self {
        Self {
            before: model.run.as_ref().map(|r| r.run.clone()),
            seen: false,
            applied: false,
        }
    }

    /// Looks at how the plan stands.
    pub(super) fn follow(&mut self, model: &Model) -> Now {
        if model.shown() != Route::Members {
            return Now::Gone;
        }
        let run = model.run.as_ref().map(|r| &r.run);
        let runs = run.is_some() && run != self.before.as_ref();
        self.applied |= runs;
        if runs || *model.plan != PlanState::None {
            self.seen = true;
            return Now::Wait;
        }
        match (self.seen, self.applied) {
            (false, _) => Now::Wait,
            (true, false) => Now::Back,
            (true, true) => Now::BackApplied,
        }
    }
}

//! Looking at runs that are over, and going on with what one left.

use super::super::open::Open;
use super::super::protocol::{ErrorCard, JobId, PlanState, RunPhase, RunView, Tone};
use super::{plans, settle};
use crate::journal::RunId;
use crate::plan::{Receipt, Traffic, remaining};
use std::sync::Arc;

/// Shows a run that is over.
pub(in crate::worker) async fn show(open: Arc<Open>, id: RunId) {
    match settle::kept(&open, &id).await {
        Ok(Some((row, plan, results))) => {
            let receipt: Option<Receipt> = row
                .receipt
                .as_deref()
                .and_then(|t| serde_json::from_str(t).ok());
            let traffic = receipt
                .as_ref()
                .map_or_else(Traffic::default, |r| r.traffic);
            let view = RunView {
                run: id,
                job: JobId(0),
                plan: Arc::new(plan),
                phase: RunPhase::Over,
                results,
                moved: Vec::new(),
                traffic,
                trouble: None,
                receipt: receipt.map(Arc::new),
            };
            open.shared.board.run(Some(Arc::new(view)));
        }
        Ok(None) => gone(&open).await,
        Err(error) => open.tell(Tone::Error, error).await,
    }
}

async fn gone(open: &Open) {
    let text = ErrorCard::new("This run is not in the ledger", "");
    open.tell(Tone::Error, text).await;
}

/// Makes a plan of what an interrupted run left. It is shown and confirmed like any other.
pub(in crate::worker) async fn go_on(open: Arc<Open>, id: RunId) {
    match settle::kept(&open, &id).await {
        Ok(Some((_, plan, results))) => {
            let new = (open.shared.ids)();
            let state = match remaining(&plan, &results, new, id) {
                Some(rest) => PlanState::Ready(Arc::new(plans::review(&open, Arc::new(rest)))),
                None => PlanState::Failed(ErrorCard::new("Nothing is left of this run", "")),
            };
            open.shared.board.run(None);
            open.shared.board.plan(Arc::new(state));
        }
        Ok(None) => gone(&open).await,
        Err(error) => open.tell(Tone::Error, error).await,
    }
}

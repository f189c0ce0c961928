//! Making plans from what is kept. Sends nothing.

use super::super::cards::capital;
use super::super::open::Open;
use super::super::protocol::{ErrorCard, PlanReview, PlanState};
use super::super::shared::lock;
use crate::plan::{Observed, Plan, Wish, brakes, make};
use std::sync::Arc;

/// Makes a plan of a wish and shows it.
pub(in crate::worker) async fn make_plan(open: Arc<Open>, wish: Wish) {
    open.shared.board.plan(Arc::new(PlanState::Making));
    let Some(table) = open.table.borrow().clone() else {
        let error = ErrorCard::new("The team has not been read yet", "Read the account first");
        open.shared.board.plan(Arc::new(PlanState::Failed(error)));
        return;
    };
    let (account, id, now) = (open.account(), (open.shared.ids)(), open.shared.now());
    let made = super::super::files::blocking(move || {
        let seen = Observed {
            account: &account,
            team: &table.team,
            directory: &table.directory,
            read_at: table.info.as_ref().and_then(|i| i.read_at),
            complete: table.info.as_ref().is_some_and(|i| i.complete),
        };
        make(seen, &wish, id, now)
    })
    .await;
    let state = match made {
        Ok(Ok(plan)) => PlanState::Ready(Arc::new(review(&open, Arc::new(plan)))),
        Ok(Err(error)) => {
            let text = capital(&error.to_string());
            let (sentence, remedy) = text.split_once(". ").unwrap_or((&text, ""));
            PlanState::Failed(ErrorCard::new(sentence, remedy))
        }
        Err(_) => PlanState::None,
    };
    open.shared.board.plan(Arc::new(state));
}

/// What has to be seen before a plan is confirmed.
pub(in crate::worker) fn review(open: &Open, plan: Arc<Plan>) -> PlanReview {
    let metrics = lock(&open.pace).as_ref().map(|p| p.metrics());
    let per_minute = match metrics {
        Some(metrics) => metrics.limit,
        None => Some(crate::wix::PER_MINUTE),
    };
    let card = open.card();
    PlanReview {
        summary: plan.summary(per_minute, open.pages_of_team()),
        brakes: brakes::check(&plan, &card.brakes),
        name_to_type: card.name_to_type().to_owned(),
        no_writing: open.no_writing(),
        plan,
    }
}

//! Looking at runs, going on with what one left, and taking one back.

use super::super::files::blocking;
use super::super::observe::Basis;
use super::super::open::{Open, ending};
use super::super::protocol::{ErrorCard, JobId, PlanState, RunPhase, RunView, Trouble};
use super::super::shared::lock;
use super::look::{self, Breadth, Wanted};
use super::settle::Kept;
use super::{apply, plans, settle, site_settings};
use crate::access::SiteId;
use crate::journal::RunId;
use crate::plan::{
    self, Action, Deed, Finished, ObjectKey, Outcome, Plan, Receipt, Traffic, Undo, remaining,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Shows a run that is over or stands still. One that is under way shows itself, and is more than
/// the ledger knows of it.
pub(in crate::worker) async fn show(open: Arc<Open>, id: RunId) {
    if lock(&open.runs).contains(&id) {
        return;
    }
    match settle::kept(&open, &id).await {
        Ok(Some(Kept {
            row, plan, results, ..
        })) => {
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
                phase: if row.ended.is_some() {
                    RunPhase::Over
                } else {
                    RunPhase::Left
                },
                results,
                moved: Vec::new(),
                traffic,
                waiting: None,
                trouble: None,
                receipt: receipt.map(Arc::new),
            };
            open.shared.board.run(Some(Arc::new(view)));
        }
        Ok(None) => apply::failed(&open, gone()).await,
        Err(error) => apply::failed(&open, error).await,
    }
}

fn gone() -> ErrorCard {
    ErrorCard::new("This run is not in the ledger", "").of(Trouble::BadInput)
}

/// Makes a plan of what an interrupted run left. It is shown and confirmed like any other.
pub(in crate::worker) async fn go_on(open: Arc<Open>, id: RunId) {
    match settle::kept(&open, &id).await {
        Ok(Some(Kept { plan, results, .. })) => {
            let new = (open.shared.ids)();
            let state = match remaining(&plan, &results, new, id) {
                Some(rest) => plans::ready(&open, rest).await,
                None => PlanState::Failed(ErrorCard::new("Nothing is left of this run", "")),
            };
            open.shared.board.run(None);
            open.shared.board.plan(Arc::new(state));
        }
        Ok(None) => apply::failed(&open, gone()).await,
        Err(error) => apply::failed(&open, error).await,
    }
}

/// Places that taking a line back changes, beside its own.
fn back_at(plan: &Plan, line: usize) -> Vec<Wanted> {
    let line = plan.lines.get(line);
    let Some((Action::Member(of), Undo::MemberBack { deeds })) = line.map(|l| (&l.action, &l.undo))
    else {
        return Vec::new();
    };
    let place = |deed: &Deed| Wanted {
        object: ObjectKey::member(&of.site, &of.member, deed.facet()),
        email: String::new(),
    };
    deeds.iter().map(place).collect()
}

/// Makes a plan that takes a run back. Everything it was about is read first, so that what others
/// changed since is left alone.
pub(in crate::worker) async fn undo(open: Arc<Open>, id: RunId) {
    open.shared.board.plan(Arc::new(PlanState::Making));
    let state = match undo_of(&open, &id).await {
        Ok(plan) => plans::ready(&open, plan).await,
        Err(error) => PlanState::Failed(error),
    };
    open.shared.board.run(None);
    open.shared.board.plan(Arc::new(state));
}

/// Sites whose roles and badges a plan gives or takes: their titles are told.
fn holding(plan: &Plan) -> BTreeSet<SiteId> {
    let of = plan.lines.iter().filter_map(|line| match &line.action {
        Action::Member(of) if !of.deed.facet().is_of_member() => Some(of.site.clone()),
        _ => None,
    });
    of.collect()
}

async fn undo_of(open: &Arc<Open>, id: &RunId) -> Result<Plan, ErrorCard> {
    let Some(kept) = settle::kept(open, id).await? else {
        return Err(gone());
    };
    if kept.row.ended.is_none() {
        let why = "This run stands still and is not over";
        let remedy = "Let it go on, or end it; then take it back";
        return Err(ErrorCard::new(why, remedy).of(Trouble::BadInput));
    }
    let Kept { plan, results, .. } = kept;
    let mut basis = Basis::of(open);
    let done = |i: &usize| results.get(*i).is_some_and(|r| r.outcome == Outcome::Done);
    let lines = (0..plan.lines.len()).filter(done);
    let mut wanted = look::of_lines(&plan, lines.clone());
    wanted.extend(lines.flat_map(|i| back_at(&plan, i)));
    // Invites to an address, and who has it in the team, are told by the whole list alone.
    let breadth = if plan.is_about_team() {
        Breadth::WholeTeam
    } else {
        Breadth::Cheapest
    };
    plans::look_at(open, &mut basis, wanted, breadth).await?;
    basis.freshen();
    for site in holding(&plan) {
        site_settings::titles(open, &mut basis, &site, Vec::new()).await?;
    }
    let (run, new, now) = (id.clone(), (open.shared.ids)(), open.shared.now());
    blocking(move || {
        let finished = Finished {
            run: &run,
            plan: &plan,
            results: &results,
        };
        plan::undo(basis.observed(), finished, new, now)
    })
    .await
    .map_err(ending)?
    .map_err(|error| ErrorCard::new(error.to_string(), "").of(Trouble::Nothing))
}

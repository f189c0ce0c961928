//! Beginning a run, and going on with one that stands still.

use super::super::super::observe::Basis;
use super::super::super::open::Open;
use super::super::super::protocol::{ErrorCard, JobKind, PlanState, RunPhase, Tone, Trouble};
use super::super::super::shared::{Job, lock};
use super::super::look;
use super::super::settle::{self, Kept};
use super::check::{self, Verdict};
use super::drive::{self, Looked};
use super::finish::{self, How};
use super::{Recorder, record};
use crate::journal::RunId;
use crate::plan::{FormError, Lift, LineResult, Outcome, Plan, brakes};
use std::sync::Arc;

/// Carries out exactly this plan. A run of the same plan that stands still goes on instead; a plan
/// that was carried out already sends nothing.
pub(in crate::worker) async fn run(open: Arc<Open>, plan: Arc<Plan>, lifts: Vec<Lift>) {
    let done = async {
        // One run at a time, from before the ledger is asked what became of this plan: two askers
        // must not both hear that it is new.
        let job = job(&open)?;
        let begun = match earlier(&open, &plan).await {
            Ok(Earlier::None) => fresh(&open, &plan, lifts, &job).await,
            Ok(Earlier::Open(id)) => resume(&open, &id, &job).await,
            Err(error) => Err(error),
        };
        carry_on(begun, job).await
    };
    if let Err(error) = done.await {
        failed(&open, error).await;
    }
}

/// Goes on with a run that stands still.
pub(in crate::worker) async fn go_on(open: Arc<Open>, id: RunId) {
    let done = async {
        let job = job(&open)?;
        carry_on(resume(&open, &id, &job).await, job).await
    };
    if let Err(error) = done.await {
        failed(&open, error).await;
    }
}

/// Ends the run with its receipt, or the job of a run that never began.
async fn carry_on(begun: Result<(super::Run, How), ErrorCard>, job: Job) -> Result<(), ErrorCard> {
    match begun {
        Ok((run, how)) => {
            finish::finish(run, job, how).await;
            Ok(())
        }
        Err(error) => {
            job.failed(error.clone());
            Err(error)
        }
    }
}

/// Nothing came of it: shows why.
pub(in crate::worker) async fn failed(open: &Open, error: ErrorCard) {
    let state = PlanState::Failed(error.clone());
    open.shared.board.plan(Arc::new(state));
    open.tell(Tone::Error, error).await;
}

enum Earlier {
    None,
    Open(RunId),
}

fn on(at: jiff::Timestamp) -> String {
    at.strftime("on %Y-%m-%d at %H:%M UTC").to_string()
}

/// What became of this plan before.
async fn earlier(open: &Open, plan: &Plan) -> Result<Earlier, ErrorCard> {
    let hash = plan
        .hash()
        .map_err(|e| ErrorCard::new(format!("The plan cannot be written down ({e})"), ""))?;
    let found = open
        .files
        .run(move |s| s.ledger.run_of_plan(&hash))
        .await
        .map_err(super::super::super::open::ending)?
        .map_err(|e| super::super::super::cards::store_card(&e))?;
    match found {
        Some(run) if run.ended.is_none() => Ok(Earlier::Open(run.id)),
        Some(run) if run.state.starts_with("done") => Err(ErrorCard::new(
            format!("This plan was carried out already, {}", on(run.started)),
            "Make a new plan if more is to be changed. Nothing was sent",
        )
        .of(Trouble::Nothing)),
        Some(run) if run.state.contains(" unknown") => Err(ErrorCard::new(
            format!(
                "This plan was carried out {}, and of some lines nobody knows what became of them",
                on(run.started)
            ),
            "Read the account and make a new plan of what is missing. Nothing was sent",
        )
        .of(Trouble::Stale)),
        // A run that ended early sent a part at most: looking finds out which.
        Some(_) | None => Ok(Earlier::None),
    }
}

/// Why nothing can be sent now.
fn may_write(open: &Open, plan: &Plan) -> Result<(), ErrorCard> {
    if let Some(why) = open.no_writing() {
        let trouble = if open.busy.is_some() {
            Trouble::Busy
        } else {
            Trouble::NoAccess
        };
        return Err(ErrorCard::new(why, "Nothing was sent").of(trouble));
    }
    if plan.account != open.account() {
        return Err(ErrorCard::new(
            "This plan was made for another account",
            "Open the profile of that account first. Nothing was sent",
        )
        .of(Trouble::BadInput));
    }
    super::super::who_may::check(open, plan)?;
    plan.check_form().map_err(|error| unusable(&error))
}

fn unusable(error: &FormError) -> ErrorCard {
    let sentence = format!("This plan cannot be carried out: {error}");
    ErrorCard::new(sentence, "Make the plan again. Nothing was sent").of(Trouble::BadInput)
}

fn job(open: &Open) -> Result<Job, ErrorCard> {
    open.shared
        .start(JobKind::Apply, "Starting")
        .ok_or_else(|| {
            ErrorCard::new(
                "Another plan is being applied",
                "Wait until it is done, or stop it. Nothing was sent",
            )
            .of(Trouble::Busy)
        })
}

async fn fresh(
    open: &Arc<Open>,
    plan: &Arc<Plan>,
    lifts: Vec<Lift>,
    job: &Job,
) -> Result<(super::Run, How), ErrorCard> {
    may_write(open, plan)?;
    if plan.lines.is_empty() {
        let nothing = ErrorCard::new("There is nothing to do in this plan", "");
        return Err(nothing.of(Trouble::Nothing));
    }
    let mut basis = Basis::of(open);
    plan.check_against(basis.observed())
        .map_err(|error| unusable(&error))?;
    let client = open.client()?.bulk();
    basis.members = look::members_of(&client, plan).await;
    let hits = open.brakes(plan, &mut basis).await?;
    let held = brakes::held(hits.clone(), &lifts);
    if !held.is_empty() {
        record::held(open, &held).await;
        return Err(record::held_card(&held));
    }
    let id = RunId::new((open.shared.ids)());
    let lifted: Vec<&Lift> = lifts
        .iter()
        .filter(|l| hits.iter().any(|h| l.lifts(h)))
        .collect();
    let recorder = Recorder::new(Arc::clone(open), id.clone());
    recorder.begin(plan, &lifted).await?;
    let now = open.shared.now();
    let results = plan.lines.iter().map(|l| {
        if l.action.is_sent() {
            LineResult::not_tried()
        } else {
            LineResult::unsent(Outcome::ByHand, "To do by hand; nothing was sent", now)
        }
    });
    let results: Vec<LineResult> = results.collect();
    let by_hand: Vec<(u32, LineResult, u32)> = (0_u32..)
        .zip(&results)
        .filter(|(_, r)| r.outcome == Outcome::ByHand)
        .map(|(i, r)| (i, r.clone(), 0))
        .collect();
    let mut run = super::Run::new(open, client, Arc::clone(plan), results, id, job);
    open.shared.board.plan(Arc::default());
    run.show(job);
    let how = async {
        if !by_hand.is_empty() {
            run.recorder.outcomes(&by_hand).await?;
        }
        Ok::<_, ErrorCard>(match check::fresh(&mut run, &lifts, basis.members).await? {
            Verdict::Go => How::of(drive::all(&mut run, job, Looked::JustNow).await),
            Verdict::Stale => How::Stale,
            Verdict::Held(held) => {
                record::held(open, &held).await;
                run.trouble(record::held_card(&held));
                How::Held
            }
        })
    }
    .await;
    let how = end_of(&mut run, how);
    Ok((run, how))
}

/// An error before the first write ends the run; closing the profile leaves it.
fn end_of(run: &mut super::Run, how: Result<How, ErrorCard>) -> How {
    match how {
        Ok(how) => how,
        Err(_) if run.is_leaving() => How::Left,
        Err(error) => {
            run.trouble(error);
            if run.stop.is_cancelled() {
                How::Cancelled
            } else {
                How::Stopped
            }
        }
    }
}

async fn resume(open: &Arc<Open>, id: &RunId, job: &Job) -> Result<(super::Run, How), ErrorCard> {
    if lock(&open.runs).contains(id) {
        let why = "What became of this run is being looked up";
        return Err(ErrorCard::new(why, "Try again in a moment").of(Trouble::Busy));
    }
    let Some(kept) = settle::kept(open, id).await? else {
        return Err(ErrorCard::new("This run is not in the ledger", ""));
    };
    may_write(open, &kept.plan)?;
    let client = open.client()?.bulk();
    let Kept {
        plan,
        mut results,
        behind,
        ..
    } = kept;
    // What was proved not done may be sent now: it certainly did not happen.
    for result in &mut results {
        if result.outcome == Outcome::NotDone {
            *result = LineResult::not_tried();
        }
    }
    let mut run = super::Run::new(open, client, Arc::new(plan), results, id.clone(), job);
    open.shared.board.plan(Arc::default());
    run.phase(RunPhase::Checking, job);
    run.show(job);
    let how = async {
        run.recorder.catch_up(behind).await?;
        run.recorder.resume().await?;
        let held = check::held_again(&mut run).await?;
        if !held.is_empty() {
            record::held(open, &held).await;
            let remedy = "End the run, and go on with what it left: there the brake can be lifted";
            let mut card = record::held_card(&held);
            remedy.clone_into(&mut card.remedy);
            return Err(card);
        }
        Ok::<_, ErrorCard>(How::of(drive::all(&mut run, job, Looked::LongAgo).await))
    }
    .await;
    let how = match how {
        Ok(how) => how,
        // It was begun before: it stays as it is, to go on later.
        Err(error) => {
            run.trouble(error);
            How::Left
        }
    };
    Ok((run, how))
}

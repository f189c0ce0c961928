//! Carrying out a plan: check, send, read back, receipt.
//!
//! The order on disk makes every crash tellable: the run with its plan stands in the ledger before
//! the journal names it, the journal names a call before it is sent, and an outcome stands in
//! ledger and journal before anybody is told. Whatever has an intent and no outcome is unknown, and
//! reading settles it (see the sibling `settle`).

mod back;
mod record;
mod send;

pub(in crate::worker) use back::settle_lines;
pub(in crate::worker) use record::Recorder;

use super::super::cards::{capital, wix_card};
use super::super::open::Open;
use super::super::protocol::{ErrorCard, JobKind, PlanState, RunPhase, RunView, Tone};
use super::super::shared::Job;
use super::people;
use crate::journal::{Record, RunId};
use crate::plan::{BrakeHit, Lift, LineResult, Outcome, Plan, Receipt, Traffic, brakes, moved};
use crate::wix::Client;
use std::sync::Arc;
use tokio_util::sync::CancellationToken;

/// A run while it goes on.
pub(in crate::worker) struct Run {
    pub(in crate::worker) open: Arc<Open>,
    pub(in crate::worker) client: Client,
    pub(in crate::worker) view: RunView,
    pub(in crate::worker) recorder: Recorder,
    pub(in crate::worker) stop: CancellationToken,
}

impl Run {
    /// Shows where it stands, and how far the job is.
    pub(in crate::worker) fn show(&self, job: Option<&Job>) {
        if let Some(job) = job {
            let all = self.view.plan.lines.len() as u64;
            let open = |r: &&LineResult| r.outcome == Outcome::NotTried;
            let done = all - self.view.results.iter().filter(open).count() as u64;
            let step = match self.view.phase {
                RunPhase::Checking => "Checking that nobody changed since",
                RunPhase::Sending => "Sending",
                RunPhase::ReadingBack => "Reading back",
                RunPhase::Over => "Over",
            };
            job.progress(done, Some(all), step);
        }
        if !self.open.closed.is_cancelled() {
            self.open
                .shared
                .board
                .run(Some(Arc::new(self.view.clone())));
        }
        self.open.publish_pace();
    }

    pub(in crate::worker) fn phase(&mut self, phase: RunPhase, job: Option<&Job>) {
        self.view.phase = phase;
        self.show(job);
    }
}

/// Carries out exactly this plan.
pub(in crate::worker) async fn run(open: Arc<Open>, plan: Arc<Plan>, lifts: Vec<Lift>) {
    match start(&open, &plan, &lifts).await {
        Ok((run, job)) => carry_out(run, job).await,
        Err(error) => {
            open.shared
                .board
                .plan(Arc::new(PlanState::Failed(error.clone())));
            open.tell(Tone::Error, error).await;
        }
    }
}

/// Everything that must be so before anything is written down.
async fn start(
    open: &Arc<Open>,
    plan: &Arc<Plan>,
    lifts: &[Lift],
) -> Result<(Run, Job), ErrorCard> {
    if let Some(why) = open.no_writing() {
        return Err(ErrorCard::new(why, "Nothing was sent"));
    }
    if plan.account != open.account() {
        return Err(ErrorCard::new(
            "This plan was made for another account",
            "Open the profile of that account first. Nothing was sent",
        ));
    }
    if plan.lines.is_empty() {
        return Err(ErrorCard::new("There is nothing to do in this plan", ""));
    }
    let card = open.card();
    let hits = brakes::check(plan, &card.brakes);
    let held = brakes::held(hits.clone(), lifts, card.name_to_type());
    if let Some(first) = held.first() {
        note_held(open, &held).await;
        return Err(ErrorCard::new(
            format!("A brake holds this plan: {}", first.message),
            "Type the name of the account to lift it, or plan less. Nothing was sent",
        ));
    }
    let client = open.client()?.urgent();
    let Some(job) = open.shared.start(JobKind::Apply, "Starting") else {
        return Err(ErrorCard::new(
            "Another plan is being applied",
            "Wait until it is done, or stop it. Nothing was sent",
        ));
    };
    let id = RunId::new((open.shared.ids)());
    let recorder = Recorder::new(Arc::clone(open), id.clone());
    let lifted: Vec<&Lift> = lifts
        .iter()
        .filter(|l| hits.iter().any(|h| h.brake == l.brake))
        .collect();
    if let Err(error) = recorder.begin(plan, &lifted).await {
        job.failed(error.clone());
        return Err(error);
    }
    let run = Run {
        open: Arc::clone(open),
        client,
        view: RunView {
            run: id,
            job: job.id(),
            plan: Arc::clone(plan),
            phase: RunPhase::Checking,
            results: vec![LineResult::not_tried(); plan.lines.len()],
            moved: Vec::new(),
            traffic: Traffic::default(),
            trouble: None,
            receipt: None,
        },
        recorder,
        stop: job.token().clone(),
    };
    open.shared.board.plan(Arc::default());
    Ok((run, job))
}

async fn note_held(open: &Open, held: &[BrakeHit]) {
    let now = open.shared.now();
    let records: Vec<Record> = held
        .iter()
        .map(|h| Record::BrakeHeld {
            brake: h.brake.word().to_owned(),
            message: h.message.clone(),
        })
        .collect();
    let noted = open
        .files
        .run(move |s| {
            records.into_iter().try_for_each(|record| {
                crate::journal::Sink::commit(&mut s.journal, now, record).map(|_| ())
            })
        })
        .await;
    if let Ok(Err(error)) = noted {
        tracing::error!(%error, "a brake could not be noted");
    }
}

async fn carry_out(mut run: Run, job: Job) {
    run.phase(RunPhase::Checking, Some(&job));
    let how = match check(&mut run).await {
        Ok(true) => {
            run.phase(RunPhase::Sending, Some(&job));
            let how = send::all(&mut run, &job).await;
            run.phase(RunPhase::ReadingBack, Some(&job));
            back::all(&mut run, &job).await;
            how
        }
        Ok(false) => "stale",
        Err(error) => {
            run.view.trouble = Some(error);
            if run.stop.is_cancelled() {
                "cancelled"
            } else {
                "stopped"
            }
        }
    };
    finish(run, job, how).await;
}

/// Reads everybody again. `false`: somebody moved, and nothing may be sent.
async fn check(run: &mut Run) -> Result<bool, ErrorCard> {
    let plan = Arc::clone(&run.view.plan);
    let wanted = people::of_lines(&plan, 0..plan.lines.len());
    let mut reads = 0;
    let stop = run.stop.clone();
    let read = tokio::select! {
        () = stop.cancelled() => Err(ErrorCard::new("Stopped before the first write", "")),
        read = people::read(&run.open, &run.client, &wanted, &mut reads) => {
            if let Err(people::Unread::Wix(error)) = &read {
                run.open.heard::<()>(&Err(error.clone()));
            }
            read.map_err(|e| e.card())
        }
    };
    run.view.traffic.check_reads += reads;
    let found = read?;
    run.open.heard::<()>(&Ok(()));
    run.view.moved = moved(&plan, &found);
    if !run.view.moved.is_empty() {
        run.recorder.keep_people(&found).await;
    }
    Ok(run.view.moved.is_empty())
}

/// Writes the receipt, shows it, and tells how it went.
pub(in crate::worker) async fn finish(mut run: Run, job: Job, how: &str) {
    // The team first: whoever sees the end of a run sees what it made.
    if let Err(error) = run.open.reload().await {
        tracing::error!(%error, "the team could not be shown after a run");
    }
    let receipt = run.recorder.end(&run.view, how).await;
    run.view.phase = RunPhase::Over;
    match receipt {
        Ok(receipt) => {
            let sentence = receipt.sentence();
            tell_end(&run, &receipt, how, &sentence).await;
            run.view.receipt = Some(Arc::new(receipt));
            run.show(None);
            if how == "cancelled" {
                job.cancelled(sentence);
            } else {
                job.done(sentence);
            }
        }
        Err(error) => {
            run.view.trouble = Some(error.clone());
            run.show(None);
            run.open.tell(Tone::Error, error.clone()).await;
            job.failed(error);
        }
    }
    run.open.publish_activity().await;
}

async fn tell_end(run: &Run, receipt: &Receipt, how: &str, sentence: &str) {
    let clean = how == "done"
        && receipt.lines.iter().all(|l| {
            l.result.outcome == Outcome::Done
                && l.result.read_back.as_ref().is_some_and(|b| b.as_planned)
        });
    let tone = if clean { Tone::Success } else { Tone::Warning };
    let mut text = ErrorCard::new(
        format!("{}: {}", receipt.title, lower(sentence)),
        if clean {
            ""
        } else {
            "See the receipt under Activity"
        },
    );
    if let Some(trouble) = &run.view.trouble {
        text.details = format!("{trouble}\n{}", trouble.details);
    }
    run.open.tell(tone, text).await;
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// What a failed call means for the rest of a run: a dead network or a key without the right makes
/// every further line fail in the same way, so those are left untried.
pub(super) fn ends_run(error: &crate::wix::WixError) -> bool {
    use crate::wix::ErrorKind;
    error.is_network()
        || matches!(
            error.kind,
            ErrorKind::Unauthorized | ErrorKind::InvalidKey | ErrorKind::Forbidden { .. }
        )
}

/// A sentence of Wix for a line's detail.
pub(super) fn line_detail(error: &crate::wix::WixError) -> String {
    let card = wix_card(error);
    match &error.words {
        Some(words) if !words.is_empty() => format!("{}. Wix says: {words}", card.sentence),
        _ => capital(&card.sentence),
    }
}

//! The end of a run: its receipt, or the note that it can go on.

use super::super::super::protocol::{ErrorCard, RunPhase, Tone, Trouble};
use super::super::super::shared::Job;
use super::super::look;
use super::drive::End;
use super::run::Run;
use crate::access::Member;
use crate::plan::{LineResult, Outcome, Receipt, Skip, Who, sentence_of};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::worker) enum How {
    /// Every line has its outcome.
    Done,
    /// An error makes every further line useless.
    Stopped,
    /// Somebody stopped it.
    Cancelled,
    /// The account had changed: nothing was sent.
    Stale,
    /// With what was so when it began, a brake held it: nothing was sent.
    Held,
    /// The program had ended in the middle, and the owner ended the run.
    Interrupted,
    /// It stands still and can go on later.
    Left,
}

impl How {
    pub(super) fn of(end: End) -> Self {
        match end {
            End::Done => Self::Done,
            End::Stopped => Self::Stopped,
            End::Cancelled => Self::Cancelled,
            End::Left => Self::Left,
        }
    }

    /// The word that stands in journal, ledger and receipt.
    fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Stopped => "stopped",
            Self::Cancelled => "cancelled",
            Self::Stale => "stale",
            Self::Held => "held",
            Self::Interrupted => "interrupted",
            Self::Left => "paused",
        }
    }
}

/// Writes the receipt, shows it, and tells how it went. A run that only stands still gets a note
/// instead, and stays open.
pub(in crate::worker) async fn finish(mut run: Run, job: Job, how: How) {
    // The team first: whoever sees the end of a run sees what it made.
    if let Err(error) = run.open.reload().await {
        tracing::error!(%error, "the team could not be shown after a run");
    }
    super::super::accounts::show(&run.open).await;
    if let Err(error) = run.open.show_members().await {
        tracing::error!(%error, "the members could not be shown after a run");
    }
    run.open.show_settings().await;
    super::super::members::show_one_again(&run.open).await;
    if how == How::Left {
        return leave(run, job).await;
    }
    let late = late(&run, how).await;
    let came = late.len();
    let receipt = run.recorder.end(&run.view, how.word(), late).await;
    run.let_go();
    job.free();
    run.view.phase = RunPhase::Over;
    match receipt {
        Ok(receipt) => {
            let sentence = receipt.sentence();
            let sentence = match came {
                0 => sentence,
                1 => format!("{sentence}; 1 member signed up meanwhile and was left alone"),
                n => format!("{sentence}; {n} members signed up meanwhile and were left alone"),
            };
            tell_end(&run, &receipt, how, &sentence).await;
            run.view.receipt = Some(Arc::new(receipt));
            run.show(&job);
            if how == How::Cancelled {
                job.cancelled(sentence);
            } else {
                job.done(sentence);
            }
        }
        Err(error) => {
            run.view.trouble = Some(error.clone());
            run.show(&job);
            run.open.tell(Tone::Error, error.clone()).await;
            job.failed(error);
        }
    }
    run.open.publish_activity().await;
}

/// Members who signed up after a filter had chosen whom the plan is about. They may fit the filter
/// and were not touched, so the receipt names them.
async fn late(run: &Run, how: How) -> Vec<Skip> {
    let plan = &run.view.plan;
    if plan.selection.is_none() || plan.newest.is_empty() || how == How::Interrupted {
        return Vec::new();
    }
    let (all, more) = match look::newcomers(&run.client, plan).await {
        Ok(found) => found,
        Err(error) => {
            tracing::warn!(%error, "it is not known who signed up meanwhile");
            return Vec::new();
        }
    };
    let lines = plan.lines.iter().map(|l| l.who.id.as_str());
    let skipped = plan.skipped.iter().map(|s| s.who.id.as_str());
    let named: BTreeSet<&str> = lines.chain(skipped).collect();
    let more = if more { "; there are more" } else { "" };
    let skip = |member: Member| Skip {
        site: None,
        reason: format!(
            "Signed up after the plan was made ({}){more}",
            member.status.label().to_lowercase()
        ),
        who: Who {
            id: member.id.as_str().to_owned(),
            name: member.display_name(),
            email: member.login_email,
        },
        already_so: false,
    };
    all.into_iter()
        .map(|(_, member)| member)
        .filter(|m| !named.contains(m.id.as_str()))
        .map(skip)
        .collect()
}

/// The run stands still. What is known of it is on disk, and it goes on when it is asked to.
async fn leave(mut run: Run, job: Job) {
    let why = if run.is_leaving() { "closed" } else { "outage" };
    let sentence = sentence_of(&run.view.results);
    if let Err(error) = run.recorder.pause(why, &sentence).await {
        // The journal has everything that matters: the next start finds the run open all the same.
        tracing::error!(%error, "the pause of a run could not be noted");
    }
    run.let_go();
    job.free();
    let trouble = run.view.trouble.clone().unwrap_or_default();
    run.view.trouble = Some(ErrorCard {
        trouble: match trouble.trouble {
            kept @ (Trouble::Quota | Trouble::Held) => kept,
            _ => Trouble::Interrupted,
        },
        ..trouble
    });
    run.view.phase = RunPhase::Left;
    run.view.waiting = None;
    run.show(&job);
    if !run.is_leaving() {
        let text = ErrorCard::new(
            format!("“{}” stands still: {sentence}", run.view.plan.title),
            "It can go on under Activity; nothing is sent twice",
        );
        run.open.tell(Tone::Warning, text).await;
    }
    job.cancelled(sentence);
    run.open.publish_activity().await;
}

async fn tell_end(run: &Run, receipt: &Receipt, how: How, sentence: &str) {
    let as_planned = |r: &LineResult| r.read_back.as_ref().is_some_and(|b| b.as_planned);
    let clean = how == How::Done
        && receipt.lines.iter().all(|l| match l.result.outcome {
            Outcome::Done => as_planned(&l.result) || l.unread,
            Outcome::AlreadySo => true,
            _ => false,
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

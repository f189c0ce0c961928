//! Reading back: what became of the lines that were sent.
//!
//! Queries lag behind writes (contract 9, "Eventual consistency"). "As planned" counts at the first
//! look that shows it; "not there" counts only when the last look still shows it.

use super::super::super::shared::Job;
use super::super::people;
use super::Run;
use crate::plan::settle::{Finding, finding};
use crate::plan::{LineResult, ObjectKey, Outcome, ReadBack};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

/// Looks at every line that was sent until it is as planned or patience is over.
pub(super) async fn all(run: &mut Run, job: &Job) {
    let sent = |r: &LineResult| matches!(r.outcome, Outcome::Done | Outcome::Unknown);
    let lines: BTreeSet<usize> = (0..run.view.results.len())
        .filter(|i| sent(&run.view.results[*i]))
        .collect();
    settle_lines(run, Some(job), lines).await;
}

/// The same for these lines.
pub(in crate::worker) async fn settle_lines(
    run: &mut Run,
    job: Option<&Job>,
    mut lines: BTreeSet<usize>,
) {
    let looks: Vec<Duration> = run.open.shared.patience.looks.clone();
    let last = looks.len().saturating_sub(1);
    for (number, wait) in looks.into_iter().enumerate() {
        if lines.is_empty() {
            return;
        }
        tokio::time::sleep(wait).await;
        let plan = Arc::clone(&run.view.plan);
        let wanted = people::of_lines(&plan, lines.iter().copied());
        let mut reads = 0;
        let read = people::read(&run.open, &run.client, &wanted, &mut reads).await;
        run.view.traffic.back_reads += reads;
        let found = match read {
            Ok(found) => found,
            Err(error) => {
                if let people::Unread::Wix(error) = &error {
                    run.open.heard::<()>(&Err(error.clone()));
                }
                run.view.trouble.get_or_insert(error.card());
                continue;
            }
        };
        run.recorder.keep_people(&found).await;
        for line in lines.clone() {
            let Some(planned) = plan.lines.get(line) else {
                continue;
            };
            let object = planned.action.object();
            let seen = finding(&planned.action, member(&found, &object));
            if seen == Finding::AsPlanned || number == last {
                lines.remove(&line);
                note(run, line, seen).await;
            }
        }
        run.show(job);
    }
}

fn member<'a>(
    found: &'a people::Found,
    object: &ObjectKey,
) -> Option<&'a crate::access::TeamMember> {
    found.get(object).and_then(Option::as_ref)
}

/// Writes down what a look showed, and settles an unknown outcome by it.
async fn note(run: &mut Run, line: usize, seen: Finding) {
    let now = run.open.shared.now();
    let Some(result) = run.view.results.get_mut(line) else {
        return;
    };
    let was_unknown = result.outcome == Outcome::Unknown;
    result.read_back = Some(ReadBack {
        at: now,
        as_planned: seen == Finding::AsPlanned,
        found: seen.words().to_owned(),
    });
    let settled = match (was_unknown, seen) {
        (true, Finding::AsPlanned) => {
            result.outcome = Outcome::Done;
            Some("The answer was lost; reading shows that it was done")
        }
        (true, Finding::NotYet) => {
            result.outcome = Outcome::NotDone;
            Some("The answer was lost; repeated reading shows that it did not happen")
        }
        (true, Finding::Partly) => Some("The answer was lost; reading shows only a part of it"),
        (false, _) => None,
    };
    if let Some(words) = settled {
        let before = result
            .detail
            .take()
            .map(|d| format!(" ({d})"))
            .unwrap_or_default();
        result.detail = Some(format!("{words}{before}"));
        result.at = Some(now);
    }
    let result = result.clone();
    let kept = async {
        if settled.is_some() {
            run.recorder.outcome(line as u32, &result).await?;
        }
        run.recorder.read_back(line as u32, &result).await
    };
    if let Err(error) = kept.await {
        run.view.trouble.get_or_insert(error);
    }
}

//! Sending: several lanes so that latency does not eat the quota, in order for each person.

use super::super::super::protocol::ErrorCard;
use super::super::super::shared::Job;
use super::{Run, ends_run, line_detail};
use crate::access::AccountId;
use crate::journal::Intent;
use crate::plan::{Action, LineResult, ObjectKey, Outcome, Plan};
use crate::wix::{BuildError, Client, SendError, Sent, Write, team};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use tokio::task::JoinSet;

/// Calls under way at once.
const LANES: usize = 4;

/// What came of one call.
struct Answer {
    line: u32,
    result: LineResult,
    sent: bool,
    /// Ends the run: nothing further can work.
    fatal: Option<ErrorCard>,
}

/// Sends every line; tells how it ended.
pub(super) async fn all(run: &mut Run, job: &Job) -> &'static str {
    let mut queues = by_object(&run.view.plan);
    let mut lanes: JoinSet<(ObjectKey, Answer)> = JoinSet::new();
    let mut how = "done";
    loop {
        while lanes.len() < LANES && how == "done" {
            if run.stop.is_cancelled() {
                how = "cancelled";
                break;
            }
            let Some((object, line)) = next(&mut queues) else {
                break;
            };
            let call = one(run, line);
            lanes.spawn(async move { (object, call.await) });
        }
        let Some(ended) = lanes.join_next().await else {
            break;
        };
        match ended {
            Ok((object, answer)) => {
                queues.entry(object).and_modify(|q| q.busy = false);
                if let Some(fatal) = take_in(run, job, answer) {
                    run.view.trouble.get_or_insert(fatal);
                    how = "stopped";
                }
            }
            Err(error) => {
                tracing::error!(%error, "a lane ended with a panic");
                how = "stopped";
            }
        }
    }
    how
}

/// Lines of one object that are still to be sent.
struct Queue {
    lines: VecDeque<u32>,
    busy: bool,
}

fn by_object(plan: &Plan) -> BTreeMap<ObjectKey, Queue> {
    let mut queues: BTreeMap<ObjectKey, Queue> = BTreeMap::new();
    for call in plan.calls() {
        for line in call {
            if let Some(l) = plan.lines.get(line as usize) {
                queues
                    .entry(l.action.object())
                    .or_insert(Queue {
                        lines: VecDeque::new(),
                        busy: false,
                    })
                    .lines
                    .push_back(line);
            }
        }
    }
    queues
}

/// The first line in the plan's order whose object is not being written to.
fn next(queues: &mut BTreeMap<ObjectKey, Queue>) -> Option<(ObjectKey, u32)> {
    let (object, queue) = queues
        .iter_mut()
        .filter(|(_, q)| !q.busy && !q.lines.is_empty())
        .min_by_key(|(_, q)| q.lines.front().copied())?;
    queue.busy = true;
    let line = queue.lines.pop_front()?;
    Some((object.clone(), line))
}

/// One line: written down, sent, written down.
fn one(run: &Run, line: u32) -> impl Future<Output = Answer> + Send + 'static {
    let plan = Arc::clone(&run.view.plan);
    let (client, open) = (run.client.clone(), Arc::clone(&run.open));
    let recorder = super::Recorder::new(Arc::clone(&run.open), run.view.run.clone());
    let id = run.view.run.clone();
    async move {
        let account = open.account();
        let mut answer = Answer {
            line,
            result: LineResult::not_tried(),
            sent: false,
            fatal: None,
        };
        let Some(planned) = plan.lines.get(line as usize) else {
            return answer;
        };
        let what = format!("{}: {}", planned.action.label(), planned.who.name);
        let intent = |request: &crate::wix::WriteRequest| Intent {
            run: id,
            lines: vec![line],
            method: request.method.to_owned(),
            path: request.path.clone(),
            request: request.hash(),
            what,
        };
        match &planned.action {
            Action::UpdateAssignments { user, add, remove } => {
                let write =
                    team::UpdateAssignments::new(account, user.clone(), add, remove.clone());
                send(&client, &recorder, write, intent, &mut answer).await;
            }
            Action::RemoveMember { user } => {
                let write = team::RemoveMember::new(AccountId::clone(&account), user.clone());
                send(&client, &recorder, write, intent, &mut answer).await;
            }
        }
        answer.result.at = Some(open.shared.now());
        if let Err(error) = recorder.outcome(line, &answer.result).await {
            // The call is out and its outcome is not on disk: stop here, the journal's intent
            // makes the next start look again.
            answer.fatal = Some(error);
        }
        answer
    }
}

async fn send<W: Write>(
    client: &Client,
    recorder: &super::Recorder,
    write: Result<W, BuildError>,
    intent: impl FnOnce(&crate::wix::WriteRequest) -> Intent,
    answer: &mut Answer,
) {
    let write = match write {
        Ok(write) => write,
        Err(error) => {
            answer.result.outcome = Outcome::Skipped;
            answer.result.detail = Some(super::capital(&error.to_string()));
            return;
        }
    };
    let permit = match recorder.intend(intent(&write.request())).await {
        Ok(permit) => permit,
        Err(error) => {
            answer.result.detail = Some(error.sentence.clone());
            answer.fatal = Some(error);
            return;
        }
    };
    let ended = client.send(&write, permit).await;
    let (outcome, meta) = match &ended {
        Ok(Sent { meta, .. }) => (Outcome::Done, Some(meta)),
        Err(SendError::Refused(_)) => (Outcome::Refused, None),
        Err(SendError::Unknown(_)) => (Outcome::Unknown, None),
        Err(SendError::NotSent(_)) => (Outcome::NotTried, None),
    };
    answer.sent = outcome != Outcome::NotTried;
    answer.result.outcome = outcome;
    answer.result.request_id = meta.and_then(|m| m.request_id.clone());
    if let Err(error) = &ended {
        let error = error.error();
        answer.result.request_id.clone_from(&error.request_id);
        answer.result.detail = Some(line_detail(error));
        // A lost answer says nothing about the other lines; a refused key does.
        if outcome != Outcome::Unknown && ends_run(error) {
            answer.fatal = Some(super::wix_card(error));
        }
    }
}

fn take_in(run: &mut Run, job: &Job, answer: Answer) -> Option<ErrorCard> {
    if answer.sent {
        run.view.traffic.writes += 1;
    }
    if let Some(slot) = run.view.results.get_mut(answer.line as usize) {
        *slot = answer.result;
    }
    run.show(Some(job));
    answer.fatal
}

//! Sending: several lanes so that latency does not eat the quota, in order for each person and
//! site; looks at lines whose answer was lost go on beside it.

use super::super::super::protocol::{ErrorCard, RunPhase, Trouble, Waiting};
use super::super::super::shared::Job;
use super::call::{Answer, Later, Sender};
use super::checker::{self, Checker};
use super::looker::{self, Looker};
use super::queue::Queue;
use super::run::Run;
use super::wave::Lock;
use crate::plan::{Action, Call, LineResult, Outcome, calls};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, sleep_until};

/// Calls under way at once.
const LANES: usize = 4;
/// First and longest wait until a dead network is tried again.
const TRY_AGAIN: (Duration, Duration) = (Duration::from_secs(2), Duration::from_mins(1));
/// How often a removal is sent at most, when reading shows each time that it did not happen.
const REMOVED_AT_MOST: u32 = 3;
/// How often one call may be refused as too fast before that counts as a refusal.
const THROTTLED: u32 = 20;

/// When everything that is left was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looked {
    /// A moment ago, all of it.
    JustNow,
    /// Before the run stood still: part by part, it is looked at before it is sent.
    LongAgo,
}

/// How sending ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Every line has its outcome.
    Done,
    /// An error makes every further line useless.
    Stopped,
    /// Somebody stopped it.
    Cancelled,
    /// It stands still and can go on later.
    Left,
}

/// Sends what is left, and reads everything back that went out.
pub(super) async fn all(run: &mut Run, job: &Job, looked: Looked) -> End {
    let left = run.lines_with(|r| r.outcome.is_left());
    let mut drive = Drive::new(run);
    if let Some(waves) = run.view.plan.waves.clone() {
        match Lock::of(&run.open, &waves).await {
            Ok(lock) => drive.lock = Some(lock),
            Err(error) => {
                run.trouble(error);
                return End::Left;
            }
        }
    }
    match looked {
        Looked::JustNow => {
            drive.checker.seen(&left, run.open.shared.now());
            drive.queue.extend(calls(&run.view.plan, left));
        }
        Looked::LongAgo => drive.checker.add(left),
    }
    for line in run.lines_with(|r| r.outcome == Outcome::Unknown) {
        drive.looker.add(line);
        drive.lost.insert(line);
    }
    run.phase(RunPhase::Sending, job);
    drive.send(run, job).await;
    let end = drive.end.unwrap_or(End::Done);
    if end == End::Left {
        return end;
    }
    // Nothing is left that could be held up.
    run.open.shared.pause(job.id(), false);
    run.phase(RunPhase::ReadingBack, job);
    let unread = |r: &LineResult| {
        let went = matches!(r.outcome, Outcome::Done | Outcome::Unknown);
        went && r.read_back.is_none()
    };
    // Where no public call reads it, the answer alone counts: waiting would tell nothing more.
    let answered = |line: usize| {
        let done = run.view.results.get(line).map(|r| r.outcome) == Some(Outcome::Done);
        let planned = run.view.plan.lines.get(line);
        done && planned.is_some_and(|l| !l.action.can_be_read())
    };
    let back: Vec<usize> = run
        .lines_with(unread)
        .into_iter()
        .filter(|l| !answered(*l))
        .collect();
    for line in back {
        drive.looker.add(line);
    }
    drive.read_back(run, job).await;
    for tries in 2..=REMOVED_AT_MOST {
        if drive.end.is_some() || !drive.once_more(run, job, tries).await {
            break;
        }
    }
    if run.is_leaving() && !drive.looker.is_empty() {
        return End::Left;
    }
    drive.end.unwrap_or(end)
}

/// Only looks at these lines; nothing is sent.
pub(in crate::worker) async fn settle(run: &mut Run, job: &Job, lines: Vec<usize>) {
    let mut drive = Drive::new(run);
    for line in lines {
        drive.looker.add(line);
    }
    drive.read_back(run, job).await;
}

struct Drive {
    queue: Queue,
    checker: Checker,
    checks: JoinSet<checker::Checked>,
    lanes: JoinSet<(Call, Answer)>,
    /// The call of each lane, for a lane that ends with a panic.
    under_way: BTreeMap<Id, Call>,
    looks: JoinSet<looker::Looked>,
    looker: Looker,
    /// Lines whose answer was lost before the run stood still. The owner let it go on, so those
    /// that reading proves not done are sent.
    lost: BTreeSet<usize>,
    end: Option<End>,
    /// Nothing is sent before.
    wait: Option<Instant>,
    /// Waits in a row.
    waits: u32,
    waiting_since: Option<Instant>,
    /// Holds mails back until their hour, where the plan has waves.
    lock: Option<Lock>,
    /// A wait of the plan's waves began that lists do not show yet.
    began_to_wait: bool,
}

impl Drive {
    fn new(run: &Run) -> Self {
        Self {
            queue: Queue::default(),
            checker: Checker::new(run.view.plan.lines.len()),
            checks: JoinSet::new(),
            lanes: JoinSet::new(),
            under_way: BTreeMap::new(),
            looks: JoinSet::new(),
            looker: Looker::new(run.open.shared.patience.looks.clone()),
            lost: BTreeSet::new(),
            end: None,
            wait: None,
            waits: 0,
            waiting_since: None,
            lock: None,
            began_to_wait: false,
        }
    }

    /// Whether nothing waits to be sent or looked at before.
    fn is_through(&self) -> bool {
        let sent = self.queue.is_empty() && self.checker.is_empty() && self.checks.is_empty();
        sent && self.lost.is_empty()
    }

    async fn send(&mut self, run: &mut Run, job: &Job) {
        let mut paused = job.paused();
        loop {
            self.fill(run, job, *paused.borrow_and_update());
            if std::mem::take(&mut self.began_to_wait) {
                // It may wait for days: lists show it meanwhile, with the lines sent so far.
                run.open.publish_activity().await;
            }
            let idle = self.lanes.is_empty();
            if idle && (self.end.is_some() || self.is_through()) {
                return;
            }
            let wait = self.wait.filter(|_| self.end.is_none());
            let (due, show) = (self.looker.due(), run.show_at());
            tokio::select! {
                Some(ended) = self.lanes.join_next_with_id() => self.take_in(run, job, ended).await,
                Some(looked) = self.looks.join_next() => self.looked(run, job, looked).await,
                Some(checked) = self.checks.join_next() => self.checked(run, job, checked).await,
                () = at(due) => { self.looks.spawn(self.looker.begin(run)); }
                () = at(show) => run.show(job),
                () = at(wait) => self.wait = None,
                () = run.stop.cancelled(), if self.end.is_none() => self.stop(run),
                changed = paused.changed() => if changed.is_err() { return },
            }
        }
    }

    /// Somebody stopped the run, or the profile is being closed.
    fn stop(&mut self, run: &Run) {
        self.end = Some(if run.is_leaving() {
            End::Left
        } else {
            End::Cancelled
        });
    }

    /// Sends removals again of which repeated reading has shown that they did not happen: who shall
    /// be gone is not left standing for a passing failure. False when there is none.
    async fn once_more(&mut self, run: &mut Run, job: &Job, tries: u32) -> bool {
        let plan = Arc::clone(&run.view.plan);
        let failed = run.lines_with(|r| r.outcome == Outcome::NotDone && r.read_back.is_some());
        let removes = |line: &usize| {
            let action = plan.lines.get(*line).map(|l| &l.action);
            matches!(
                action,
                Some(Action::RemoveContributor { .. } | Action::RemoveTeamMember { .. })
            )
        };
        let failed: Vec<usize> = failed.into_iter().filter(removes).collect();
        if failed.is_empty() || run.is_leaving() || run.stop.is_cancelled() {
            return false;
        }
        let before: Vec<Option<String>> = failed
            .iter()
            .map(|l| run.view.results.get(*l).and_then(|r| r.detail.clone()))
            .collect();
        self.checker.seen(&failed, run.open.shared.now());
        self.queue.extend(calls(&plan, failed.iter().copied()));
        run.phase(RunPhase::Sending, job);
        self.send(run, job).await;
        run.phase(RunPhase::ReadingBack, job);
        for line in &failed {
            self.looker.add(*line);
        }
        self.read_back(run, job).await;
        for (line, why) in failed.into_iter().zip(before) {
            self.tell_tries(run, line, tries, why).await;
        }
        true
    }

    /// A line that worked at a later try says so.
    async fn tell_tries(&self, run: &mut Run, line: usize, tries: u32, why: Option<String>) {
        let Some(result) = run.view.results.get_mut(line) else {
            return;
        };
        if result.outcome != Outcome::Done {
            return;
        }
        let failed = if tries == 2 {
            "once".to_owned()
        } else {
            format!("{} times", tries - 1)
        };
        let why = why.map(|w| format!(" ({w})")).unwrap_or_default();
        result.detail = Some(format!("Failed {failed} and then worked{why}"));
        let row = [(line as u32, result.clone(), 0)];
        let kept = async {
            run.recorder.outcomes(&row).await?;
            run.recorder.read_back(&row).await
        };
        if let Err(error) = kept.await {
            run.trouble(error);
        }
    }

    /// Starts calls as long as there is a lane, and shows what it is waiting for.
    fn fill(&mut self, run: &mut Run, job: &Job, paused: bool) {
        if self.end.is_some() {
            return;
        }
        if paused {
            run.view.waiting = None;
            run.phase(RunPhase::Paused, job);
            return;
        }
        if self.wait.is_some() {
            run.phase(RunPhase::Waiting, job);
            return;
        }
        let Some(mut room) = self.room(run, job) else {
            return;
        };
        run.view.waiting = None;
        run.phase(RunPhase::Sending, job);
        // Before the queue runs dry, the next lines are looked at.
        if self.checks.is_empty() && self.queue.len() < LANES * 2 && !self.checker.is_empty() {
            self.checks.spawn(self.checker.begin(run));
        }
        while self.lanes.len() < LANES && room > 0 {
            let Some(call) = self.queue.next() else {
                return;
            };
            if self.checker.is_old(&call, run.open.shared.now()) {
                // Looked at too long ago: the lines go back and are looked at again.
                self.queue.free(&call.lane);
                self.checker.add(call.lines.iter().map(|l| *l as usize));
                if self.checks.is_empty() {
                    self.checks.spawn(self.checker.begin(run));
                }
                continue;
            }
            let sender = Sender::new(run);
            let going = call.clone();
            let lane = self.lanes.spawn(async move {
                let answer = sender.carry_out(going.clone()).await;
                (going, answer)
            });
            room = room.saturating_sub(call.lines.len());
            self.under_way.insert(lane.id(), call);
        }
    }

    /// How many lines may be sent now. `None` while the plan's waves hold them back: then it waits,
    /// and looks at the clock now and then, since a computer that slept wakes at any hour.
    fn room(&mut self, run: &mut Run, job: &Job) -> Option<usize> {
        let Some(lock) = self.lock.as_ref().filter(|_| !self.is_through()) else {
            return Some(usize::MAX);
        };
        let now = run.open.shared.now();
        let shut = match lock.room(now) {
            Ok(left) => {
                let going: usize = self.under_way.values().map(|c| c.lines.len()).sum();
                return Some(left.saturating_sub(going));
            }
            Err(shut) => shut,
        };
        let waiting = Some(lock.waiting(shut, now));
        self.wait = Some(Instant::now() + run.open.shared.patience.clock);
        if run.view.waiting != waiting {
            self.began_to_wait = true;
            run.view.waiting = waiting;
            run.show_soon(job);
        }
        run.phase(RunPhase::Waiting, job);
        None
    }

    async fn take_in(
        &mut self,
        run: &mut Run,
        job: &Job,
        ended: Result<(Id, (Call, Answer)), JoinError>,
    ) {
        let (call, answer) = match ended {
            Ok((id, ended)) => {
                self.under_way.remove(&id);
                ended
            }
            Err(error) => return self.panicked(run, job, &error).await,
        };
        self.queue.free(&call.lane);
        if answer.sent {
            run.view.traffic.writes += 1;
        }
        for (line, result) in answer.lines {
            let unknown = result.outcome == Outcome::Unknown;
            if let Some(lock) = &mut self.lock {
                lock.came(&result, run.open.shared.now());
            }
            if let Some(slot) = run.view.results.get_mut(line as usize) {
                *slot = result;
            }
            if unknown {
                self.looker.add(line as usize);
            }
        }
        match (answer.fatal, answer.later) {
            (Some(fatal), _) => {
                run.trouble(fatal);
                self.end = Some(End::Stopped);
            }
            (None, Some(later)) => self.later(run, call, &later),
            (None, None) => {
                (self.waits, self.waiting_since) = (0, None);
                run.open.heard::<()>(&Ok(()));
            }
        }
        run.show_soon(job);
    }

    /// A call did not get through. Lines that certainly did not happen queue again, and everything
    /// waits a while.
    fn later(&mut self, run: &mut Run, call: Call, later: &Later) {
        let open = |l: &u32| {
            let result = run.view.results.get(*l as usize);
            result.is_some_and(|r| r.outcome == Outcome::NotTried)
        };
        if call.lines.iter().all(open) {
            self.queue.again(call);
        }
        self.wait_for(run, later);
    }

    /// Nothing is sent for a while, longer each time.
    fn wait_for(&mut self, run: &mut Run, later: &Later) {
        self.waits += 1;
        let now = Instant::now();
        let since = *self.waiting_since.get_or_insert(now);
        let patience = run.open.shared.patience.outage;
        let refused = later.why.trouble != Trouble::Offline && self.waits > THROTTLED;
        if refused || patience.is_some_and(|p| now - since > p) {
            run.trouble(later.why.clone());
            self.end = Some(if refused { End::Stopped } else { End::Left });
            return;
        }
        let doubled = TRY_AGAIN.0 * 2_u32.saturating_pow(self.waits.saturating_sub(1).min(8));
        let wait = later.after.unwrap_or_else(|| doubled.min(TRY_AGAIN.1));
        let wait = wait.min(patience.unwrap_or(wait));
        let until = jiff::SignedDuration::try_from(wait)
            .ok()
            .and_then(|d| run.open.shared.now().checked_add(d).ok());
        self.wait = Some(self.wait.map_or(now + wait, |at| at.max(now + wait)));
        run.view.waiting = Some(Waiting {
            why: later.why.clone(),
            until,
            planned: false,
        });
    }

    /// The program itself failed in the middle of a call. The journal names the call, so nobody
    /// knows what became of it.
    async fn panicked(&mut self, run: &mut Run, job: &Job, error: &JoinError) {
        tracing::error!(%error, "a lane ended with a panic");
        self.end = Some(End::Stopped);
        run.trouble(ErrorCard::new(
            "The program failed in the middle of a call",
            "What became of it is looked up now. Please report this",
        ));
        let Some(call) = self.under_way.remove(&error.id()) else {
            return;
        };
        let unknown = LineResult {
            outcome: Outcome::Unknown,
            detail: Some("The program failed while this was being sent".to_owned()),
            at: Some(run.open.shared.now()),
            ..LineResult::not_tried()
        };
        let rows: Vec<_> = call
            .lines
            .iter()
            .map(|l| (*l, unknown.clone(), 0))
            .collect();
        if let Err(error) = run.recorder.outcomes(&rows).await {
            run.trouble(error);
        }
        for line in call.lines {
            if let Some(slot) = run.view.results.get_mut(line as usize) {
                *slot = unknown.clone();
            }
            self.looker.add(line as usize);
        }
        run.show(job);
    }

    /// Lines were looked at again before they are sent.
    async fn checked(
        &mut self,
        run: &mut Run,
        job: &Job,
        checked: Result<checker::Checked, JoinError>,
    ) {
        let checked = match checked {
            Ok(checked) => checked,
            Err(error) => {
                tracing::error!(%error, "a look ended with a panic");
                run.trouble(ErrorCard::new(
                    "The program failed while it was looking",
                    "",
                ));
                self.end = Some(End::Left);
                return;
            }
        };
        run.view.traffic.check_reads += checked.reads;
        match checked.result {
            Ok(looked) => {
                run.open.heard::<()>(&Ok(()));
                match super::check::again(run, &checked.lines, &looked).await {
                    Ok(open) => {
                        self.checker.seen(&open, run.open.shared.now());
                        self.queue.extend(calls(&run.view.plan, open));
                    }
                    Err(error) => {
                        run.trouble(error);
                        self.end = Some(End::Stopped);
                    }
                }
            }
            Err(error) => {
                if let Some(error) = error.wix() {
                    run.open.heard::<()>(&Err(error.clone()));
                }
                self.checker.add(checked.lines);
                let why = error.card();
                match why.trouble {
                    Trouble::NoAccess => {
                        run.trouble(why);
                        self.end = Some(End::Left);
                    }
                    _ => self.wait_for(run, &Later { why, after: None }),
                }
            }
        }
        run.show_soon(job);
    }

    async fn looked(
        &mut self,
        run: &mut Run,
        job: &Job,
        looked: Result<looker::Looked, JoinError>,
    ) {
        match looked {
            Ok(looked) => self.looker.end(run, looked).await,
            Err(error) => {
                tracing::error!(%error, "a look ended with a panic");
                self.looker.give_up();
            }
        }
        let settled: Vec<usize> = self.lost.iter().copied().collect();
        for line in settled.into_iter().filter(|l| !self.looker.has(*l)) {
            self.lost.remove(&line);
            let result = run.view.results.get_mut(line);
            if let Some(slot) = result.filter(|r| r.outcome == Outcome::NotDone) {
                *slot = LineResult::not_tried();
                self.checker.add([line]);
            }
        }
        run.show_soon(job);
    }

    /// Looks until every line is as planned or patience is over.
    async fn read_back(&mut self, run: &mut Run, job: &Job) {
        while !self.looker.is_empty() {
            let (due, show) = (self.looker.due(), run.show_at());
            tokio::select! {
                Some(looked) = self.looks.join_next() => self.looked(run, job, looked).await,
                () = at(due) => { self.looks.spawn(self.looker.begin(run)); }
                () = at(show) => run.show(job),
                () = run.open.closed.cancelled() => return,
            }
        }
    }
}

/// Waits until then; without a time, for ever.
async fn at(when: Option<Instant>) {
    match when {
        Some(when) => sleep_until(when).await,
        None => std::future::pending().await,
    }
}

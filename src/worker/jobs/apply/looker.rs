//! Reading back: which lines are still looked at, and when.
//!
//! Queries lag behind writes (contract 9, "Eventual consistency"). "As planned" counts at the first
//! look that shows it; "not there" counts only when the last look still shows it.

use super::super::look::{self, Breadth, Look, Unread};
use super::run::Run;
use crate::plan::settle::{Finding, finding};
use crate::plan::{LineResult, Outcome, ReadBack};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Lines in one look: what is read should not hold up what waits behind it.
const LINES_A_LOOK: usize = 500;

#[derive(Debug, Clone, Copy)]
struct Turn {
    looks: usize,
    due: Instant,
}

/// Lines that have to be looked at, each with the number of looks so far.
#[derive(Debug)]
pub(super) struct Looker {
    waits: Vec<Duration>,
    turns: BTreeMap<usize, Turn>,
    busy: BTreeSet<usize>,
}

/// What one look found.
pub(super) struct Looked {
    lines: Vec<usize>,
    reads: u32,
    result: Result<Look, Unread>,
}

impl Looker {
    /// Looks after these waits, and no more.
    pub(super) fn new(waits: Vec<Duration>) -> Self {
        Self {
            waits,
            turns: BTreeMap::new(),
            busy: BTreeSet::new(),
        }
    }

    /// This line has to be looked at.
    pub(super) fn add(&mut self, line: usize) {
        let Some(first) = self.waits.first() else {
            return;
        };
        let due = Instant::now() + *first;
        self.turns.entry(line).or_insert(Turn { looks: 0, due });
    }

    /// Whether no line waits for a look.
    pub(super) fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }

    /// Whether this line waits for a look.
    pub(super) fn has(&self, line: usize) -> bool {
        self.turns.contains_key(&line)
    }

    /// A look failed as a whole: its lines end as they are known.
    pub(super) fn give_up(&mut self) {
        for line in std::mem::take(&mut self.busy) {
            self.turns.remove(&line);
        }
    }

    /// When the next look is due, unless one is under way.
    pub(super) fn due(&self) -> Option<Instant> {
        if self.busy.is_empty() {
            self.turns.values().map(|t| t.due).min()
        } else {
            None
        }
    }

    /// Begins to look at the lines that are due.
    pub(super) fn begin(&mut self, run: &Run) -> impl Future<Output = Looked> + Send + use<> {
        let now = Instant::now();
        let due = self.turns.iter().filter(|(_, t)| t.due <= now);
        let lines: Vec<usize> = due.map(|(l, _)| *l).take(LINES_A_LOOK).collect();
        self.busy = lines.iter().copied().collect();
        // Of what no public call tells, a look would prove the opposite: a mail that may have been
        // sent would look as if it was not.
        let told = |line: &usize| {
            let line = run.view.plan.lines.get(*line);
            line.is_some_and(|l| l.action.can_be_read())
        };
        let wanted = look::of_lines(&run.view.plan, lines.iter().copied().filter(told));
        let (open, client) = (Arc::clone(&run.open), run.client.clone());
        async move {
            let mut reads = 0;
            let result = look::look(&open, &client, &wanted, Breadth::After, &mut reads).await;
            Looked {
                lines,
                reads,
                result,
            }
        }
    }

    /// Takes in what a look found.
    pub(super) async fn end(&mut self, run: &mut Run, looked: Looked) {
        self.busy.clear();
        run.view.traffic.back_reads += looked.reads;
        let found = match looked.result {
            Ok(found) => {
                run.open.heard::<()>(&Ok(()));
                found
            }
            Err(error) => {
                if let Some(error) = error.wix() {
                    run.open.heard::<()>(&Err(error.clone()));
                }
                run.trouble(error.card());
                // A look that could not be made shows nothing, so its lines end as they are known.
                for line in looked.lines {
                    self.next(line);
                }
                return;
            }
        };
        run.recorder.keep(&found).await;
        let plan = Arc::clone(&run.view.plan);
        for line in looked.lines {
            let action = plan.lines.get(line).map(|l| &l.action);
            let seen = action
                .and_then(|a| Some((a, found.found.get(&a.object()?)?)))
                .map(|(a, now)| finding(a, now));
            let last = self.is_last(line);
            match seen {
                Some(seen) if seen == Finding::AsPlanned || last => {
                    self.turns.remove(&line);
                    note(run, line, seen).await;
                }
                _ => self.next(line),
            }
        }
    }

    fn is_last(&self, line: usize) -> bool {
        let looks = self.turns.get(&line).map_or(0, |t| t.looks);
        looks + 1 >= self.waits.len()
    }

    /// The next turn of a line; after the last one it is looked at no more.
    fn next(&mut self, line: usize) {
        let Some(turn) = self.turns.get_mut(&line) else {
            return;
        };
        turn.looks += 1;
        match self.waits.get(turn.looks) {
            Some(wait) => turn.due = Instant::now() + *wait,
            None => {
                self.turns.remove(&line);
            }
        }
    }
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
    let result: LineResult = result.clone();
    let mails = if result.outcome == Outcome::Done {
        run.view
            .plan
            .line(line as u32)
            .map_or(0, |l| l.action.mails())
    } else {
        0
    };
    let row = [(line as u32, result, mails)];
    let kept = async {
        if settled.is_some() {
            run.recorder.outcomes(&row).await?;
        }
        run.recorder.read_back(&row).await
    };
    if let Err(error) = kept.await {
        run.trouble(error);
    }
}

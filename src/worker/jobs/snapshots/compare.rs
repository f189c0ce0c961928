//! Comparing two snapshots, and telling our own changes from those of others.

use super::super::super::cards::store_card;
use super::super::super::files::blocking;
use super::super::super::open::{Open, ending};
use super::super::super::protocol::{
    By, ChangeRow, Changes, ChangesState, CompareRequest, ErrorCard, Trouble, When,
};
use super::words::Words;
use crate::access::{Difference, Fact, InviteStatus, SnapshotHead, compare as compare_moments};
use crate::journal::RunId;
use crate::plan::{Action, Outcome, Plan, did};
use crate::store::{Pair, ProfileStore, StoreError};
use jiff::Timestamp;
use std::sync::Arc;

/// Compares two moments and shows what came of it.
pub(in crate::worker) async fn compare(open: Arc<Open>, request: CompareRequest) {
    open.shared.board.changes(Arc::new(ChangesState::Working));
    let state = found(&open, request)
        .await
        .unwrap_or_else(ChangesState::Failed);
    if open.shows() {
        open.shared.board.changes(Arc::new(state));
    }
}

/// Two moments compared, or why not.
pub(in crate::worker) async fn found(
    open: &Open,
    request: CompareRequest,
) -> Result<ChangesState, ErrorCard> {
    let in_window = open.shared.by_itself;
    let read = open.files.run(move |store| {
        let all = store.snapshots.list().map_err(|e| store_card(&e))?;
        let last_visit = super::last_visit(store, in_window);
        let from = chosen(&all, &request.from, last_visit.as_deref())?;
        let to = chosen(&all, &request.to, last_visit.as_deref())?;
        // Whichever way round they were given, time runs forwards.
        let (from, to) = if from.at <= to.at {
            (from, to)
        } else {
            (to, from)
        };
        if let Some(refusal) = refused(&from, &to).filter(|_| !request.insist) {
            return Ok(Err(refusal));
        }
        let pair = store.snapshots.pair(&from.id, &to.id);
        let pair = pair.map_err(|e| store_card(&e))?.ok_or_else(gone)?;
        let lines = our_lines(store, from.at, to.at).map_err(|e| store_card(&e))?;
        Ok::<_, ErrorCard>(Ok((pair, lines)))
    });
    let (pair, lines) = match read.await.map_err(ending)?? {
        Ok(read) => read,
        Err(refusal) => return Ok(ChangesState::Incomplete(refusal)),
    };
    let made = blocking(move || changes(pair, &lines)).await;
    Ok(ChangesState::Ready(Arc::new(made.map_err(ending)?)))
}

fn gone() -> ErrorCard {
    ErrorCard::new("This snapshot is not kept any more", "Choose another one").of(Trouble::BadInput)
}

/// The snapshot that is meant.
fn chosen(
    all: &[SnapshotHead],
    when: &When,
    last_visit: Option<&str>,
) -> Result<SnapshotHead, ErrorCard> {
    let bad =
        |sentence: String, remedy: &str| ErrorCard::new(sentence, remedy).of(Trouble::BadInput);
    let Some(newest) = all.first() else {
        let remedy = "One is taken each time the account is read";
        return Err(bad("There is no snapshot yet".to_owned(), remedy));
    };
    match when {
        When::Newest => Ok(newest.clone()),
        When::By(at) => all.iter().find(|h| h.at <= *at).cloned().ok_or_else(|| {
            let oldest = all.last().unwrap_or(newest).at;
            let why = format!(
                "No snapshot is that old; the first is of {}",
                oldest.strftime("%Y-%m-%d %H:%M")
            );
            bad(why, "Choose a later moment")
        }),
        When::LastVisit => {
            let found = last_visit.and_then(|id| all.iter().find(|h| h.id == *id));
            found.cloned().ok_or_else(|| {
                let why = "It is not known what was seen last".to_owned();
                bad(why, "Choose a date or a snapshot")
            })
        }
        When::Id(id) => {
            let mut fits = all
                .iter()
                .filter(|h| !id.is_empty() && h.id.starts_with(id.as_str()));
            match (fits.next(), fits.next()) {
                (Some(one), None) => Ok(one.clone()),
                (None, _) => Err(bad(
                    format!("No snapshot begins with “{id}”"),
                    "Look at the list of snapshots",
                )),
                _ => Err(bad(
                    format!("Several snapshots begin with “{id}”"),
                    "Give more of the id",
                )),
            }
        }
    }
}

/// Why these two are not compared without somebody insisting.
fn refused(from: &SnapshotHead, to: &SnapshotHead) -> Option<ErrorCard> {
    let missing = [from, to].into_iter().find(|h| !h.is_complete())?;
    let at = missing.at.strftime("%Y-%m-%d %H:%M");
    Some(ErrorCard {
        sentence: format!("The snapshot of {at} is incomplete"),
        remedy: "What is missing in it would look like a change. Choose another one, or insist; \
                 the report will say that it is incomplete"
            .to_owned(),
        details: missing.gaps.join("\n"),
        trouble: Trouble::BadInput,
    })
}

/// A line of ours that was sent in a span.
pub(in crate::worker) struct Sent {
    at: Timestamp,
    run: RunId,
    action: Action,
    /// Whether it is known to be done.
    sure: bool,
}

impl Sent {
    /// Whether it was sent between two moments.
    pub(in crate::worker) fn is_in(&self, after: Timestamp, by: Timestamp) -> bool {
        self.at >= after && self.at <= by
    }
}

/// Lines of runs that were carried out between two moments, or may have been.
pub(in crate::worker) fn our_lines(
    store: &ProfileStore,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Sent>, StoreError> {
    let mut sent = Vec::new();
    for head in store.ledger.runs(u32::MAX)? {
        if head.started > to || head.ended.is_some_and(|ended| ended < from) {
            continue;
        }
        let Some(row) = store.ledger.run(&head.id)? else {
            continue;
        };
        // A plan of a version that nobody reads any more claims nothing.
        let Ok(plan) = serde_json::from_str::<Plan>(&row.plan) else {
            tracing::warn!(run = %head.id, "the plan of a run cannot be read");
            continue;
        };
        for line in store.ledger.lines(&head.id)? {
            let sure = line.outcome == Outcome::Done.word();
            let perhaps = line.outcome == Outcome::Unknown.word();
            let in_span = line.at >= from && line.at <= to;
            if let Some(of) = plan.lines.get(line.line as usize)
                && (sure || perhaps)
                && in_span
            {
                sent.push(Sent {
                    at: line.at,
                    run: head.id.clone(),
                    action: of.action.clone(),
                    sure,
                });
            }
        }
    }
    Ok(sent)
}

/// Who made a difference.
pub(in crate::worker) fn by<'a>(
    difference: &Difference,
    lines: impl Iterator<Item = &'a Sent> + Clone,
) -> By {
    let mut ours = lines.filter(|l| did(&l.action, difference));
    let sure = ours.clone().find(|l| l.sure);
    if let Some(line) = sure {
        return By::Us(line.run.clone());
    }
    if let Some(line) = ours.next() {
        return By::PerhapsUs(line.run.clone());
    }
    let ended = |fact: &Option<Fact>| {
        matches!(
            fact,
            Some(Fact::Invite { status, .. } | Fact::SiteInvite { status, .. })
                if *status == InviteStatus::Expired
        )
    };
    if difference.before.is_some() && ended(&difference.after) {
        By::Itself
    } else {
        By::Others
    }
}

fn changes(pair: Pair, lines: &[Sent]) -> Changes {
    let Pair { before, after } = pair;
    let found = compare_moments(&before.1, &after.1);
    let words = Words::of(&before.1, &after.1);
    let mut rows: Vec<ChangeRow> = found
        .differences
        .iter()
        .map(|difference| words.row(difference, by(difference, lines.iter())))
        .collect();
    rows.sort_by(|a, b| {
        let key = |r: &ChangeRow| (r.weight, Words::rank(r.group));
        key(a).cmp(&key(b)).then_with(|| a.what.cmp(&b.what))
    });
    Changes {
        from: before.0,
        to: after.0,
        rows,
        untold: found.untold.iter().map(|u| words.untold(u)).collect(),
    }
}

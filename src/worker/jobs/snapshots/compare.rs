//! Comparing two snapshots, and telling our own changes from those of others.

use super::super::super::cards::store_card;
use super::super::super::files::blocking;
use super::super::super::open::{Open, ending};
use super::super::super::protocol::{
    By, ChangeRow, Changes, ChangesState, CompareRequest, ErrorCard, Numbered as _, SnapshotsList,
    Trouble, When, freeze_changes,
};
use super::told;
use super::words::Words;
use crate::access::{
    Difference, Fact, InviteStatus, MemberEvent, SiteId, SnapshotHead, Thing, Untold,
    compare as compare_moments,
};
use crate::journal::{Hash, RunId};
use crate::plan::{Action, Outcome, Plan, did};
use crate::store::{Pair, ProfileStore, StoreError};
use jiff::Timestamp;
use std::sync::Arc;

/// Letters of the short name of a change.
const KEY: usize = 10;

/// Compares two moments and shows what came of it. What was shown before stays until then.
pub(in crate::worker) async fn compare(open: Arc<Open>, request: CompareRequest) {
    open.shared.board.changes(Arc::new(ChangesState::Working));
    let state = found(&open, request)
        .await
        .unwrap_or_else(ChangesState::Failed);
    let table = match &state {
        ChangesState::Ready(changes) => {
            let (changes, before) = (Arc::clone(changes), open.changes.table.borrow().clone());
            let freeze = move || freeze_changes(changes).after(before.as_deref());
            let Ok(table) = blocking(freeze).await else {
                return;
            };
            Some(Arc::new(table))
        }
        _ => None,
    };
    open.changes.table.send_replace(table.clone());
    if open.shows() {
        open.shared.board.changes_table(table);
        open.shared.board.changes(Arc::new(state));
    }
}

/// Lets go of a comparison when one of its moments is not kept any more.
pub(super) fn forget_gone(open: &Open, list: &SnapshotsList) {
    let Ok(all) = &list.all else { return };
    let there = |head: &SnapshotHead| all.iter().any(|h| h.id == head.id);
    let table = open.changes.table.borrow().clone();
    if table.is_some_and(|t| !there(&t.of.from) || !there(&t.of.to)) {
        open.changes.table.send_replace(None);
        open.shared.board.changes_table(None);
        open.shared.board.changes(Arc::default());
    }
}

/// Two moments compared, or why not.
pub(in crate::worker) async fn found(
    open: &Open,
    request: CompareRequest,
) -> Result<ChangesState, ErrorCard> {
    let both = match moments(open, request).await? {
        Ok(both) => both,
        Err(refusal) => return Ok(ChangesState::Incomplete(refusal)),
    };
    let made = blocking(move || changes(&both)).await;
    Ok(ChangesState::Ready(Arc::new(made.map_err(ending)?)))
}

/// Two moments, and what else tells what happened between them.
pub(super) struct Both {
    pub(super) pair: Pair,
    lines: Vec<Sent>,
    events: Vec<(SiteId, MemberEvent)>,
}

/// Reads two moments out of the files; the inner error is that one of them is incomplete and nobody
/// insisted.
pub(super) async fn moments(
    open: &Open,
    request: CompareRequest,
) -> Result<Result<Both, ErrorCard>, ErrorCard> {
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
        let events = told::events(store, from.at, to.at).map_err(|e| store_card(&e))?;
        Ok(Ok(Both {
            pair,
            lines,
            events,
        }))
    });
    read.await.map_err(ending)?
}

/// A short name of a thing that stays the same wherever it is compared.
pub(super) fn key_of(thing: &Thing) -> String {
    let text = serde_json::to_vec(thing).unwrap_or_default();
    let mut key = Hash::of(&text).to_string();
    key.truncate(KEY);
    key
}

/// What is otherwise, and what cannot be compared.
pub(super) fn differences(both: &Both) -> (Vec<Difference>, Vec<Untold>) {
    let Pair { before, after } = &both.pair;
    let mut found = compare_moments(&before.1, &after.1);
    let told = told::differences(&both.events, &found.differences);
    found.differences.extend(told);
    (found.differences, found.untold)
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
        When::Previous => all.get(1).cloned().ok_or_else(|| {
            let why = "There is only one snapshot".to_owned();
            bad(why, "One is taken each time the account is read")
        }),
        When::By(at) => all.iter().find(|h| h.at <= *at).cloned().ok_or_else(|| {
            let oldest = all.last().unwrap_or(newest).at;
            let why = format!(
                "No snapshot is that old; the first is of {}",
                oldest.strftime("%-d %b %Y, %H:%M UTC")
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
    let at = missing.at.strftime("%-d %b %Y, %H:%M UTC");
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

fn changes(both: &Both) -> Changes {
    let Pair { before, after } = &both.pair;
    let (found, untold) = differences(both);
    let words = Words::of(&before.1, &after.1);
    let mut rows: Vec<ChangeRow> = found
        .iter()
        .map(|difference| words.row(difference, by(difference, both.lines.iter())))
        .collect();
    rows.sort_by(|a, b| {
        let key = |r: &ChangeRow| (r.weight, Words::rank(r.group));
        key(a).cmp(&key(b)).then_with(|| a.what.cmp(&b.what))
    });
    Changes {
        from: before.0.clone(),
        to: after.0.clone(),
        rows,
        untold: untold.iter().map(|u| words.untold(u)).collect(),
    }
}

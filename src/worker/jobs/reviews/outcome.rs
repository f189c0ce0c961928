//! From decisions to Wix and back: what changed since, the plan, and what became of it.

use super::super::super::files::blocking;
use super::super::super::observe::Basis;
use super::super::super::open::{Open, ending};
use super::super::super::protocol::{
    ChangesState, CompareRequest, ErrorCard, PlanState, ReviewSince, Trouble, When,
};
use super::super::super::shared::lock;
use super::super::{plans, snapshots};
use super::{Loaded, add, no_keeping, read, say, show, show_list, told};
use crate::access::review::{After, Item, Refusal, Standing, Verdict, Word, after};
use crate::plan::{Wish, wish_of_review};
use crate::store::ProfileStore;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Why a snapshot was taken, as the file has it.
const AFTER_REVIEW: &str = "review";

impl Loaded {
    /// Items with their decisions, in their order.
    fn decided(&self) -> impl Iterator<Item = (&Item, &Verdict)> {
        let items = &self.items;
        self.standing.made.iter().filter_map(|(n, made)| {
            let item = items.get(*n as usize)?;
            Some((&**item, &made.verdict))
        })
    }
}

/// What a snapshot tells of the decisions; nothing where it cannot be read any more.
pub(super) fn told_by(
    store: &ProfileStore,
    snapshot: &str,
    at: Timestamp,
    items: &[Arc<Item>],
    standing: &Standing,
) -> BTreeMap<u32, After> {
    let moment = match store.snapshots.moment(snapshot) {
        Ok(Some((_, moment))) => moment,
        Ok(None) => return BTreeMap::new(),
        Err(error) => {
            tracing::error!(%error, "the snapshot after a review cannot be read");
            return BTreeMap::new();
        }
    };
    let made = standing.made.iter();
    let decided: Vec<(u32, &Item, &Verdict)> = made
        .filter_map(|(n, made)| Some((*n, &**items.get(*n as usize)?, &made.verdict)))
        .collect();
    let found = after(&moment, at, decided.iter().map(|(_, item, v)| (*item, *v)));
    let numbers = decided.iter().map(|(n, ..)| *n);
    let told = numbers.zip(found);
    told.filter_map(|(n, after)| Some((n, after?))).collect()
}

/// Compares the snapshot of a review with the newest one.
pub(in crate::worker) async fn since(open: &Open, id: String) {
    let tell = |changes, moved| {
        if open.shows() {
            let since = ReviewSince {
                review: id.clone(),
                changes,
                moved,
            };
            open.shared.board.review_since(Some(Arc::new(since)));
        }
    };
    tell(None, 0);
    let loaded = match read(open, &id).await {
        Ok(loaded) => loaded,
        Err(error) => return tell(Some(Err(error)), 0),
    };
    let request = CompareRequest {
        from: When::Id(loaded.campaign.snapshot.clone()),
        to: When::Newest,
        // What the review stands on was shown with its gaps; what is missing is named again.
        insist: true,
    };
    let found = match snapshots::found(open, request).await {
        Ok(ChangesState::Ready(changes)) => changes,
        Ok(ChangesState::Incomplete(error) | ChangesState::Failed(error)) | Err(error) => {
            return tell(Some(Err(error)), 0);
        }
        Ok(ChangesState::None | ChangesState::Working) => return,
    };
    let acts = loaded.decided().filter(|(_, verdict)| verdict.acts());
    let moved = acts.filter(|(item, _)| {
        let mut rows = found.rows.iter();
        rows.any(|row| item.matter.is_touched_by(&row.thing))
    });
    let moved = moved.count();
    tell(Some(Ok(found)), moved);
}

/// Makes a plan of the decisions. It is shown as every plan is, with its brakes.
pub(in crate::worker) async fn plan(open: &Arc<Open>, id: String) {
    open.shared.board.plan(Arc::new(PlanState::Making));
    let (state, end) = match planned(open, &id).await {
        Ok(plan) => (plans::ready(open, plan).await, Ok("Planned".to_owned())),
        Err(error) => (PlanState::Failed(error.clone()), Err(error)),
    };
    show(open).await;
    show_list(open).await;
    open.shared.board.plan(Arc::new(state));
    if open.shared.by_itself && end.is_err() {
        // The dialog of plans says so already.
        return;
    }
    told(open, &id, end).await;
}

async fn planned(open: &Arc<Open>, id: &str) -> Result<crate::plan::Plan, ErrorCard> {
    if let Some(error) = no_keeping(open) {
        return Err(error);
    }
    let loaded = read(open, id).await?;
    if loaded.run.is_some() {
        return Err(say::refused(&Refusal::Applied));
    }
    let basis = Basis::of(open);
    let name = loaded.campaign.name.clone();
    let wish = wish_of_review(&name, loaded.decided(), basis.observed().team);
    if matches!(&wish, Wish::Sheet { parts, .. } if parts.is_empty()) {
        let why = "No decision asks for anything at Wix";
        return Err(ErrorCard::new(why, "Revoke or reduce something first").of(Trouble::Nothing));
    }
    let mut plan = plans::make_of(open, wish).await?;
    let lines = crate::access::count(plan.lines.len(), "line", "lines");
    plan.title = format!("Apply the review “{name}”: {lines}");
    let word = Word::Planned {
        plan: plan.id.clone(),
    };
    add(open, id, word).await?;
    Ok(plan)
}

/// Looks up what became of the decisions, in a snapshot that is taken now and kept with the review.
pub(in crate::worker) async fn prove(open: &Open, id: String) {
    let end = proved(open, &id).await;
    show_list(open).await;
    told(open, &id, end).await;
}

async fn proved(open: &Open, id: &str) -> Result<String, ErrorCard> {
    if let Some(error) = no_keeping(open) {
        return Err(error);
    }
    let mut loaded = read(open, id).await?;
    if loaded.run.as_ref().is_none_or(|run| run.ended.is_none()) {
        let why = "No run of this review is over yet";
        return Err(ErrorCard::new(why, "Apply its decisions first").of(Trouble::BadInput));
    }
    let head = snapshots::take(open, AFTER_REVIEW, Vec::new()).await?;
    let word = Word::Proved {
        snapshot: head.id.clone(),
        at: head.at,
    };
    let entry = add(open, id, word).await?;
    loaded.entries.push(entry);
    loaded.standing = Standing::of(&loaded.entries);
    let (items, standing) = (Arc::clone(&loaded.items), loaded.standing.clone());
    let told = open
        .files
        .run(move |store| told_by(store, &head.id, head.at, &items, &standing));
    loaded.after = Arc::new(told.await.map_err(ending)?);
    let counted = blocking({
        let after = Arc::clone(&loaded.after);
        move || words(&after)
    });
    let sentence = counted.await.map_err(ending)?;
    {
        let mut shown = lock(&open.reviews.open);
        if shown.as_ref().is_some_and(|l| l.campaign.id == id) {
            *shown = Some(loaded);
        }
    }
    show(open).await;
    Ok(sentence)
}

/// `12 gone, 3 as decided, 1 still there`.
fn words(after: &BTreeMap<u32, After>) -> String {
    let all = [After::Gone, After::AsDecided, After::Still, After::Unknown];
    let counted = all.into_iter().filter_map(|what| {
        let n = after.values().filter(|a| **a == what).count();
        let label = what.label().to_lowercase();
        (n > 0).then(|| format!("{} {label}", crate::access::grouped(n)))
    });
    let counted: Vec<String> = counted.collect();
    if counted.is_empty() {
        "Nothing had to be done".to_owned()
    } else {
        counted.join(", ")
    }
}

//! Making a review of the newest snapshot, with what older ones tell of its entries.

use super::super::super::cards::store_card;
use super::super::super::files::blocking;
use super::super::super::open::{Open, ending};
use super::super::super::protocol::{By, ErrorCard, NewReview, ReviewDraft, Trouble};
use super::super::snapshots::{Sent, by, our_lines};
use super::{DOMAINS, no_keeping, read, show_list, show_one, told};
use crate::access::review::{
    Beside, Campaign, Candidate, Change, Drawn as Told, Fit, Hand, Item, ItemKind, LastChange,
    MOST, Scope, Share, Story, Tally, Tracker, differences, population,
};
use crate::access::{Moment, SnapshotHead};
use crate::store::{ProfileStore, StoreError};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// Longest name, in characters.
const LONGEST: usize = 120;

/// Everything that can be reviewed in a snapshot.
pub(in crate::worker) struct Drawn {
    head: SnapshotHead,
    domains: Vec<String>,
    members: bool,
    all: Arc<Vec<Candidate>>,
}

impl Drawn {
    fn serves(&self, newest: &SnapshotHead, scope: &Scope) -> bool {
        self.head.id == newest.id
            && self.domains == scope.domains
            && (self.members || !scope.wants(ItemKind::Members))
    }
}

/// Counts what a scope would take. The newest question counts.
pub(in crate::worker) async fn draft(open: &Open, scope: Scope) {
    let number = open.reviews.drafts.fetch_add(1, Ordering::SeqCst) + 1;
    let tell = |found| {
        let newest = open.reviews.drafts.load(Ordering::SeqCst) == number;
        if newest && open.shows() {
            let draft = ReviewDraft {
                scope: scope.clone(),
                found,
            };
            open.shared.board.review_draft(Some(Arc::new(draft)));
        }
    };
    tell(None);
    let found = tallied(open, &scope).await;
    tell(Some(found));
}

async fn tallied(open: &Open, scope: &Scope) -> Result<(SnapshotHead, Tally), ErrorCard> {
    let (head, all) = drawn(open, scope).await?;
    let (scope, now) = (scope.clone(), open.shared.now());
    let tally = blocking(move || scope.tally(&all, now)).await;
    Ok((head, tally.map_err(ending)?))
}

/// Everything that can be reviewed, read once for each snapshot.
async fn drawn(
    open: &Open,
    scope: &Scope,
) -> Result<(SnapshotHead, Arc<Vec<Candidate>>), ErrorCard> {
    let mut kept = open.reviews.drawn.lock().await;
    let list = open.files.run(|store| store.snapshots.list());
    let list = list.await.map_err(ending)?.map_err(|e| store_card(&e))?;
    let Some(newest) = list.first().cloned() else {
        let why = "There is no snapshot to review yet";
        return Err(ErrorCard::new(why, "Read the account first").of(Trouble::BadInput));
    };
    if let Some(known) = kept.as_ref().filter(|d| d.serves(&newest, scope)) {
        return Ok((newest, Arc::clone(&known.all)));
    }
    let members = scope.wants(ItemKind::Members);
    let all = Arc::new(read_all(open, list, scope, members).await?);
    *kept = Some(Drawn {
        head: newest.clone(),
        domains: scope.domains.clone(),
        members,
        all: Arc::clone(&all),
    });
    Ok((newest, all))
}

async fn moment(open: &Open, id: String, members: bool) -> Result<Option<Moment>, ErrorCard> {
    let read = open
        .files
        .run(move |store| store.snapshots.moment_of(&id, members));
    let read = read.await.map_err(ending)?.map_err(|e| store_card(&e))?;
    Ok(read.map(|(_, moment)| moment))
}

/// Reads the newest snapshot and goes back through the older ones. The files are given to others
/// between two of them.
async fn read_all(
    open: &Open,
    list: Vec<SnapshotHead>,
    scope: &Scope,
    members: bool,
) -> Result<Vec<Candidate>, ErrorCard> {
    let mut heads = list.into_iter();
    let gone = || ErrorCard::new("The snapshot is not kept any more", "Try again");
    let newest = heads.next().ok_or_else(gone)?;
    let now = moment(open, newest.id.clone(), members)
        .await?
        .ok_or_else(gone)?;
    let beside = beside(open, scope, &now, members).await?;
    let at = newest.at;
    let begun = blocking(move || {
        let all = population(&now, at, &beside, members);
        let tracker = Tracker::new(at, &now, all.iter().map(|c| &c.item.matter), members);
        (all, tracker)
    });
    let (mut all, mut tracker) = begun.await.map_err(ending)?;
    let mut oldest = at;
    for head in heads {
        if tracker.is_done() {
            break;
        }
        let Some(older) = moment(open, head.id.clone(), members).await? else {
            continue;
        };
        oldest = head.at;
        let looked = blocking(move || {
            tracker.look(head.at, &older);
            tracker
        });
        tracker = looked.await.map_err(ending)?;
    }
    let stories = tracker.finish();
    let lines = open.files.run(move |store| our_lines(store, oldest, at));
    let lines = lines.await.map_err(ending)?.map_err(|e| store_card(&e))?;
    let told = blocking(move || {
        for (candidate, story) in all.iter_mut().zip(stories) {
            let changed = last_change(&candidate.item, &story, &lines);
            candidate.tell(story.seen, changed);
        }
        all
    });
    told.await.map_err(ending)
}

fn last_change(item: &Item, story: &Story, lines: &[Sent]) -> LastChange {
    match &story.change {
        Change::NotSince(at) => LastChange::NotSince(*at),
        Change::Between {
            after,
            by: until,
            before,
        } => {
            let then: Vec<&Sent> = lines.iter().filter(|l| l.is_in(*after, *until)).collect();
            let mut hand = Hand::Others;
            for difference in differences(item, before.as_ref(), &story.now) {
                match by(&difference, then.iter().copied()) {
                    By::Us(run) => hand = Hand::Us(run.as_str().to_owned()),
                    By::PerhapsUs(run) if hand == Hand::Others => {
                        hand = Hand::PerhapsUs(run.as_str().to_owned());
                    }
                    _ => {}
                }
            }
            LastChange::Between {
                after: *after,
                by: *until,
                made: before.is_none(),
                hand,
            }
        }
    }
}

/// Names of accounts, and last logins of members where they were read.
async fn beside(
    open: &Open,
    scope: &Scope,
    moment: &Moment,
    members: bool,
) -> Result<Beside, ErrorCard> {
    let names = open.access.borrow().access.names.clone();
    let names = names.into_iter().map(|(id, n)| (id, (n.name, n.email)));
    let mut beside = Beside {
        names: names.collect(),
        domains: scope.domains.clone(),
        ..Beside::default()
    };
    if members {
        let sites: Vec<_> = moment.members.keys().cloned().collect();
        let read = open.files.run(move |store| logins(store, sites));
        beside.logins = read.await.map_err(ending)?.map_err(|e| store_card(&e))?;
    }
    Ok(beside)
}

type Logins =
    std::collections::BTreeMap<(crate::access::SiteId, crate::access::MemberId), Option<Timestamp>>;

fn logins(
    store: &mut ProfileStore,
    sites: Vec<crate::access::SiteId>,
) -> Result<Logins, StoreError> {
    let mut all = Logins::new();
    for site in sites {
        if store.cache.members_state(&site)?.is_none() {
            continue;
        }
        store.cache.visit_members(&site, |_, brief| {
            let at = brief
                .last_login
                .and_then(|s| Timestamp::from_second(s).ok());
            all.insert((site.clone(), brief.id.into()), at);
        })?;
    }
    Ok(all)
}

/// Makes a review and opens it.
pub(in crate::worker) async fn make(open: &Open, wanted: NewReview) {
    begin(open, wanted, None).await;
}

/// Makes the same review again.
pub(in crate::worker) async fn repeat(open: &Open, id: &str) {
    match read(open, id).await {
        Ok(before) => {
            let campaign = &before.campaign;
            let now = open.shared.now();
            let wanted = NewReview {
                name: again(&campaign.name, now),
                scope: campaign.scope.clone(),
                reviewer: campaign.reviewer.clone(),
                due_days: campaign.due.map(|due| {
                    let hours = due.duration_since(campaign.made).as_hours();
                    u32::try_from(hours / 24).unwrap_or_default()
                }),
                repeat_days: campaign.repeat_days,
            };
            begin(open, wanted, Some(id.to_owned())).await;
        }
        Err(error) => told(open, id, Err(error)).await,
    }
}

/// The name of the next one: with its day in the place of the day of the one before.
fn again(name: &str, now: Timestamp) -> String {
    let base = match name.rsplit_once(" (") {
        Some((base, day)) if day.len() == 11 && day.ends_with(')') => base,
        _ => name,
    };
    format!("{base} ({})", now.strftime("%Y-%m-%d"))
}

async fn begin(open: &Open, wanted: NewReview, follows: Option<String>) {
    let end = match no_keeping(open) {
        Some(error) => Err(error),
        None => made(open, wanted, follows).await,
    };
    match end {
        Ok(id) => {
            let end = show_one(open, &id).await;
            show_list(open).await;
            told(open, &id, end.map(|()| "Made".to_owned())).await;
        }
        Err(error) => told(open, "", Err(error)).await,
    }
}

async fn made(
    open: &Open,
    wanted: NewReview,
    follows: Option<String>,
) -> Result<String, ErrorCard> {
    let bad =
        |sentence: &str, remedy: &str| Err(ErrorCard::new(sentence, remedy).of(Trouble::BadInput));
    let name = wanted.name.trim().to_owned();
    if name.is_empty() {
        return bad("The review has no name", "Give it one");
    }
    if name.chars().count() > LONGEST {
        return bad("The name is too long", "Shorten it to 120 characters");
    }
    let scope = wanted.scope;
    if scope.outside && scope.domains.is_empty() {
        return bad(
            "It is not known which domains are your own",
            "Name the domains of your house",
        );
    }
    if scope.part.is_some_and(|p| !p.is_there()) {
        return bad("There is no such part", "The first part is 1");
    }
    let (head, all) = drawn(open, &scope).await?;
    let (now, by_scope) = (open.shared.now(), scope.clone());
    let chosen = blocking(move || {
        let tally = by_scope.tally(&all, now);
        let fits = all.iter().filter(|c| by_scope.fit(c, now) == Fit::In);
        let items: Vec<Item> = if tally.total() > MOST {
            Vec::new()
        } else {
            fits.map(|c| c.item.clone()).collect()
        };
        (tally, items)
    });
    let (tally, items) = chosen.await.map_err(ending)?;
    if tally.total() > MOST {
        let n = crate::access::grouped(tally.total() as usize);
        let all = scope.part.map_or(1, |p| u64::from(p.of)) * tally.total();
        let parts = Share::first(all).map_or(1, |p| p.of);
        return bad(
            &format!("{n} entries are too many for one review"),
            &format!("Review them in {parts} parts, one after the other"),
        );
    }
    if items.is_empty() {
        return bad("Nothing is in it", "Widen what is reviewed");
    }
    let days = |n: u32| {
        now.checked_add(SignedDuration::from_hours(24 * i64::from(n)))
            .ok()
    };
    let campaign = Campaign {
        id: (open.shared.ids)(),
        name,
        snapshot: head.id,
        snapshot_at: head.at,
        gaps: head.gaps,
        reviewer: wanted.reviewer.trim().to_owned(),
        made: now,
        due: wanted.due_days.and_then(days),
        repeat_days: wanted.repeat_days.filter(|n| *n > 0),
        follows,
        drawn: Told {
            figures: head.figures,
            all: tally.all,
            taken: tally.taken,
            untold: tally.untold,
        },
        scope,
    };
    let id = campaign.id.clone();
    let kept = open.files.run(move |store| {
        if !campaign.scope.domains.is_empty() {
            store.ledger.set_value(DOMAINS, &campaign.scope.domains)?;
        }
        store.ledger.insert_review(&campaign, &items)
    });
    kept.await.map_err(ending)?.map_err(|e| store_card(&e))?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_one_of_a_row_has_its_own_day() {
        let now = "2026-11-20T09:00:00Z".parse().unwrap();
        assert_eq!(again("Quarterly", now), "Quarterly (2026-11-20)");
        assert_eq!(
            again("Quarterly (2026-08-20)", now),
            "Quarterly (2026-11-20)"
        );
        assert_eq!(again("Shops (all)", now), "Shops (all) (2026-11-20)");
    }
}

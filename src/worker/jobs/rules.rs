//! House rules: held against the account whenever something was read or set, off the window's
//! thread and beside everything else; and words about findings, kept in the ledger. None of it
//! needs the network.

use super::super::cards::store_card;
use super::super::files::blocking;
use super::super::open::{Open, ending};
use super::super::protocol::{
    ErrorCard, House, Numbered as _, PeopleTable, RulesCommand, RulesTable, Tone, Trouble,
    freeze_rules,
};
use super::view::Shelf;
use crate::plan::rules::{FindingId, HouseRules, Rule, Waiver};
use crate::store::{ProfileStore, StoreError, WaiverRow};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Key of the rules as they are set, in the ledger.
const RULES: &str = "houseRules";
/// Least time between two looks of that kind.
const NOT_BEFORE: Duration = Duration::from_secs(1);

/// The rules of the open profile, and what breaks them.
pub(in crate::worker) struct Desk {
    pub(in crate::worker) shelf: Shelf<RulesTable>,
    /// Rules and waivers; `None` until the ledger told them.
    house: watch::Sender<Option<Arc<House>>>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            shelf: Shelf::default(),
            house: watch::channel(None).0,
        }
    }
}

/// Reads rules and waivers. Waivers that cannot be read let nothing stand, and stay in the file.
pub(in crate::worker) async fn recall(open: &Open) {
    let read = open
        .files
        .run(|s| (s.ledger.value::<HouseRules>(RULES), words(s)));
    let Ok((rules, waivers)) = read.await else {
        return;
    };
    let mut house = House::default();
    match rules {
        Ok(rules) => house.rules = rules.unwrap_or_default(),
        Err(error) => {
            let text = ErrorCard {
                remedy: "The usual rules are checked. Set them again under House rules".to_owned(),
                ..store_card(&error)
            };
            open.tell(Tone::Error, text).await;
        }
    }
    match waivers {
        Ok(waivers) => house.waivers = waivers,
        Err(error) => open.tell(Tone::Error, store_card(&error)).await,
    }
    open.rules.house.send_replace(Some(Arc::new(house)));
}

/// Words about findings. A rule that this version does not know keeps its words in the file.
fn words(store: &mut ProfileStore) -> Result<Vec<Waiver>, StoreError> {
    let rows = store.ledger.waivers()?.into_iter();
    let known = rows.filter_map(|row| {
        Some(Waiver {
            finding: FindingId {
                rule: Rule::of_word(&row.rule)?,
                key: row.finding,
            },
            who: row.who,
            by: row.by,
            why: row.why,
            at: row.at,
            until: row.until,
        })
    });
    Ok(known.collect())
}

/// Holds the rules against the account each time one of them is another, until the profile is
/// closed.
pub(in crate::worker) async fn run(open: Arc<Open>) {
    let mut people = open.people.table.subscribe();
    let mut house = open.rules.house.subscribe();
    loop {
        let known = people.borrow_and_update().clone();
        let rules = house.borrow_and_update().clone();
        if let (Some(known), Some(rules)) = (known, rules) {
            tokio::select! {
                () = judge(&open, known, rules) => {}
                () = open.closed.cancelled() => return,
            }
        }
        tokio::select! {
            _ = people.changed() => {}
            _ = house.changed() => {}
            () = next_look(&open) => {}
            () = open.closed.cancelled() => return,
        }
    }
}

async fn judge(open: &Open, people: Arc<PeopleTable>, house: Arc<House>) {
    let access = open.contributors.table.borrow().clone();
    let gaps = access.map_or((0, 0), |a| (a.unread, a.incomplete));
    let (before, now) = (open.rules.shelf.table.borrow().clone(), open.shared.now());
    let frozen = blocking(move || {
        let table = freeze_rules(&people, house, gaps, now);
        table.after(before.as_deref())
    });
    let Ok(table) = frozen.await else { return };
    let table = Some(Arc::new(table));
    open.rules.shelf.table.send_replace(table.clone());
    if open.shows() {
        open.shared.board.rules(table);
    }
}

/// Waits until the clock alone may have changed something: until the first waiver that counts ends,
/// and at most for an hour, since invites turn old without a reading.
async fn next_look(open: &Open) {
    let now = open.shared.now();
    let ends = {
        let table = open.rules.shelf.table.borrow();
        let rows = table.iter().flat_map(|t| &t.rows);
        rows.filter_map(|r| r.waiver.as_ref()?.until).min()
    };
    let least = NOT_BEFORE.min(open.shared.patience.hour);
    let left = ends.map_or(Duration::MAX, |end| {
        Duration::try_from(end.duration_since(now)).unwrap_or_default()
    });
    tokio::time::sleep(left.clamp(least, open.shared.patience.hour)).await;
}

/// Carries out what is to become of rules and findings.
pub(in crate::worker) async fn carry_out(open: Arc<Open>, command: RulesCommand) {
    match command {
        RulesCommand::Set(rules) => set(&open, *rules).await,
        RulesCommand::Waive {
            findings,
            why,
            until,
        } => waive(&open, findings, why, until).await,
        RulesCommand::TakeBack(findings) => take_back(&open, findings).await,
    }
}

/// Sets the rules.
async fn set(open: &Open, wanted: HouseRules) {
    let done = match wanted.tidy() {
        Ok(rules) => {
            let kept = rules.clone();
            let disk = move |s: &mut ProfileStore| s.ledger.set_value(RULES, &kept);
            let done = keep(open, disk, |house| house.rules = rules).await;
            done.map(|()| "The rules are set".to_owned())
        }
        Err(why) => Err(ErrorCard::new(why, "Nothing was changed").of(Trouble::BadInput)),
    };
    end(open, done).await;
}

/// Lets findings stand.
async fn waive(open: &Open, findings: Vec<FindingId>, why: String, until: Option<Timestamp>) {
    let (at, by) = (open.shared.now(), open.shared.person.clone());
    let why = why.trim().to_owned();
    let refused = if why.is_empty() {
        Some("A waiver needs a reason")
    } else if until.is_some_and(|u| u <= at) {
        Some("The waiver would have ended already")
    } else {
        None
    };
    let done = match (refused, named(open, &findings)) {
        (Some(why), _) => Err(ErrorCard::new(why, "Nothing was waived").of(Trouble::BadInput)),
        (None, Err(error)) => Err(error),
        (None, Ok(named)) => {
            let n = named.len();
            let each = |(finding, who): (FindingId, String)| Waiver {
                finding,
                who,
                by: by.clone(),
                why: why.clone(),
                at,
                until,
            };
            let waivers: Vec<Waiver> = named.into_iter().map(each).collect();
            add(open, waivers).await.map(|()| said(n, "waived"))
        }
    };
    end(open, done).await;
}

/// Takes waivers back: what was said stays, and does not count any more.
async fn take_back(open: &Open, findings: Vec<FindingId>) {
    let (at, by) = (open.shared.now(), open.shared.person.clone());
    let done = match named(open, &findings) {
        Err(error) => Err(error),
        Ok(named) => {
            let n = named.len();
            let each = |(finding, who): (FindingId, String)| Waiver {
                finding,
                who,
                by: by.clone(),
                why: "Taken back".to_owned(),
                at,
                until: Some(at),
            };
            let waivers: Vec<Waiver> = named.into_iter().map(each).collect();
            add(open, waivers).await.map(|()| said(n, "open again"))
        }
    };
    end(open, done).await;
}

fn said(n: usize, how: &str) -> String {
    match n {
        1 => format!("1 finding is {how}"),
        n => format!("{n} findings are {how}"),
    }
}

/// The findings that are meant, each once, with the names they have now.
fn named(open: &Open, findings: &[FindingId]) -> Result<Vec<(FindingId, String)>, ErrorCard> {
    let table = open.rules.shelf.table.borrow().clone();
    let mut named = Vec::new();
    for id in findings.iter().collect::<std::collections::BTreeSet<_>>() {
        let row = table.as_ref().and_then(|t| {
            let at = t.numbers.row_of(id)?;
            t.rows.get(at as usize)
        });
        let Some(row) = row else {
            return Err(ErrorCard::new(
                "A finding is not there any more",
                "Look at the list again. Nothing was changed",
            )
            .of(Trouble::Stale));
        };
        named.push((id.clone(), row.finding.who.clone()));
    }
    if named.is_empty() {
        return Err(ErrorCard::new("No finding is named", "Choose one first").of(Trouble::Nothing));
    }
    Ok(named)
}

async fn add(open: &Open, waivers: Vec<Waiver>) -> Result<(), ErrorCard> {
    let rows: Vec<WaiverRow> = waivers.iter().map(row).collect();
    let disk = move |s: &mut ProfileStore| s.ledger.add_waivers(&rows);
    keep(open, disk, |house| house.waivers.extend(waivers)).await
}

fn row(waiver: &Waiver) -> WaiverRow {
    WaiverRow {
        rule: waiver.finding.rule.word().to_owned(),
        finding: waiver.finding.key.clone(),
        who: waiver.who.clone(),
        by: waiver.by.clone(),
        why: waiver.why.clone(),
        at: waiver.at,
        until: waiver.until,
    }
}

/// Changes what is kept: on disk, then in memory, where whoever judges hears of it.
async fn keep(
    open: &Open,
    disk: impl FnOnce(&mut ProfileStore) -> Result<(), StoreError> + Send + 'static,
    memory: impl FnOnce(&mut House),
) -> Result<(), ErrorCard> {
    if let Some(busy) = &open.busy {
        let text = ErrorCard::new(busy.clone(), "Change rules and waivers in the other window");
        return Err(text.of(Trouble::Busy));
    }
    if open.shared.read_only {
        let why = "The program was started for reading only";
        return Err(ErrorCard::new(why, "").of(Trouble::NoAccess));
    }
    let kept = open.files.run(disk).await.map_err(ending)?;
    kept.map_err(|e| store_card(&e))?;
    open.rules.house.send_modify(|house| {
        let mut changed = house.as_deref().cloned().unwrap_or_default();
        memory(&mut changed);
        *house = Some(Arc::new(changed));
    });
    Ok(())
}

async fn end(open: &Open, done: Result<String, ErrorCard>) {
    if let Err(error) = &done {
        open.tell(Tone::Error, error.clone()).await;
    }
    if open.shows() {
        open.shared.board.rules_end(Some(Arc::new(done)));
    }
}

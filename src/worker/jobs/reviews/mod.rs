//! Access reviews: making them of a snapshot, deciding, and carrying the decisions out.
//!
//! Everything but a plan and a look at what became of it works with what is kept. What is said is
//! on the disk before anything shows it.

mod draft;
mod evidence;
mod outcome;
mod say;

pub(in crate::worker) use draft::{draft, make, repeat};
pub(in crate::worker) use evidence::save;
pub(in crate::worker) use outcome::{plan, prove, since};
pub(in crate::worker) use say::{say, undo};

use super::super::cards::store_card;
use super::super::files::blocking;
use super::super::open::{Open, ending};
use super::super::protocol::{
    ErrorCard, ReviewCard, ReviewCommand, ReviewRun, ReviewSaid, ReviewTable, ReviewsList, Stage,
    Tone, Trouble, freeze_review,
};
use super::super::shared::lock;
use super::view::Shelf;
use crate::access::Directory;
use crate::access::review::{After, Campaign, Entry, Item, Standing, Word, domain_of};
use crate::store::{ProfileStore, RunHead, StoreError};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Key of the domains of the house in the ledger.
const DOMAINS: &str = "houseDomains";

/// A review with everything that was said in it.
#[derive(Debug, Clone)]
struct Loaded {
    campaign: Arc<Campaign>,
    items: Arc<Vec<Arc<Item>>>,
    entries: Vec<Entry>,
    standing: Standing,
    run: Option<RunHead>,
    next_due: Option<jiff::Timestamp>,
    after: Arc<BTreeMap<u32, After>>,
}

/// What is kept in memory of reviews.
#[derive(Default)]
pub(in crate::worker) struct Desk {
    /// The review that is open, as its pane sees it.
    pub(in crate::worker) shelf: Shelf<ReviewTable>,
    open: Mutex<Option<Loaded>>,
    /// Everything that can be reviewed in the newest snapshot.
    drawn: tokio::sync::Mutex<Option<draft::Drawn>>,
    /// Only the newest picture is frozen.
    showing: tokio::sync::Mutex<()>,
    number: AtomicU64,
    listing: tokio::sync::Mutex<()>,
    lists: AtomicU64,
    drafts: AtomicU64,
}

/// Carries out what does not have to keep its place among others; gives the rest back.
pub(in crate::worker) async fn run(open: Arc<Open>, command: ReviewCommand) {
    match command {
        ReviewCommand::List => show_list(&open).await,
        ReviewCommand::Draft(scope) => draft(&open, scope).await,
        ReviewCommand::Make(wanted) => make(&open, wanted).await,
        ReviewCommand::Open(id) => open_one(&open, id).await,
        ReviewCommand::Repeat(id) => repeat(&open, &id).await,
        ReviewCommand::Delete(id) => delete(&open, id).await,
        ReviewCommand::Since(id) => since(&open, id).await,
        ReviewCommand::Plan(id) => plan(&open, id).await,
        ReviewCommand::Prove(id) => prove(&open, id).await,
        ReviewCommand::Say(id, word) => say(&open, id, word).await,
        ReviewCommand::Undo(id) => undo(&open, id).await,
    }
}

/// Why nothing can be kept; `None` if it can. Nothing of this is sent to Wix, so a profile that is
/// set to read only can be reviewed.
fn no_keeping(open: &Open) -> Option<ErrorCard> {
    if let Some(busy) = &open.busy {
        let remedy = "Review in the other window";
        return Some(ErrorCard::new(busy.clone(), remedy).of(Trouble::Busy));
    }
    open.shared.read_only.then(|| {
        ErrorCard::new("The program was started for reading only", "").of(Trouble::BadInput)
    })
}

/// Tells what came of something.
async fn told(open: &Open, review: &str, end: Result<String, ErrorCard>) {
    if let Err(error) = &end
        && open.shared.by_itself
    {
        open.tell(Tone::Error, error.clone()).await;
    }
    if open.shows() {
        let said = ReviewSaid {
            review: review.to_owned(),
            end,
        };
        open.shared.board.review_said(Some(Arc::new(said)));
    }
}

fn gone() -> ErrorCard {
    let why = "This review is not there any more";
    ErrorCard::new(why, "Look at the list of reviews").of(Trouble::BadInput)
}

/// Whether a run did something, or may have: one that was stopped before the first write leaves the
/// decisions open.
fn counts(run: &RunHead) -> bool {
    !["stale", "held"]
        .iter()
        .any(|how| run.state.starts_with(how))
}

/// The run of the newest plan of a review.
fn run_of(store: &ProfileStore, standing: &Standing) -> Result<Option<RunHead>, StoreError> {
    let Some((plan, _)) = &standing.plan else {
        return Ok(None);
    };
    Ok(store.ledger.run_of_plan_id(plan)?.filter(counts))
}

fn card(
    campaign: &Arc<Campaign>,
    items: usize,
    (entries, standing): (&[Entry], &Standing),
    run: Option<&RunHead>,
    next_due: Option<jiff::Timestamp>,
) -> ReviewCard {
    let stage = match run {
        Some(_) => Stage::Applied,
        None if standing.closed => Stage::Closed,
        None if entries.is_empty() => Stage::New,
        None => Stage::Open,
    };
    ReviewCard {
        campaign: Arc::clone(campaign),
        counts: standing.counts(items),
        stage,
        last: entries.last().map(|e| e.at),
        plan: standing.plan.clone(),
        run: run.map(|r| ReviewRun {
            id: r.id.clone(),
            started: r.started,
            ended: r.ended,
        }),
        proved: standing.proved.as_ref().map(|(_, at)| *at),
        next_due,
    }
}

impl Loaded {
    fn card(&self) -> ReviewCard {
        let said = (self.entries.as_slice(), &self.standing);
        let run = self.run.as_ref();
        card(&self.campaign, self.items.len(), said, run, self.next_due)
    }
}

fn list(store: &ProfileStore) -> Result<Vec<ReviewCard>, StoreError> {
    let all = store.ledger.reviews()?;
    let followed: std::collections::BTreeSet<String> =
        all.iter().filter_map(|(c, _)| c.follows.clone()).collect();
    let mut cards = Vec::new();
    for (campaign, items) in all {
        let entries = store.ledger.review_entries(&campaign.id)?;
        let standing = Standing::of(&entries);
        let run = run_of(store, &standing)?;
        let next_due = campaign
            .next_due()
            .filter(|_| !followed.contains(&campaign.id));
        let said = (entries.as_slice(), &standing);
        cards.push(card(
            &Arc::new(campaign),
            items,
            said,
            run.as_ref(),
            next_due,
        ));
    }
    Ok(cards)
}

fn load(store: &ProfileStore, id: &str) -> Result<Option<Loaded>, StoreError> {
    let Some((campaign, items)) = store.ledger.review(id)? else {
        return Ok(None);
    };
    let entries = store.ledger.review_entries(id)?;
    let standing = Standing::of(&entries);
    let run = run_of(store, &standing)?;
    let all = store.ledger.reviews()?;
    let followed = all.iter().any(|(c, _)| c.follows.as_deref() == Some(id));
    let next_due = campaign.next_due().filter(|_| !followed);
    let items: Vec<Arc<Item>> = items.into_iter().map(Arc::new).collect();
    let after = match &standing.proved {
        Some((snapshot, at)) => outcome::told_by(store, snapshot, *at, &items, &standing),
        None => BTreeMap::new(),
    };
    Ok(Some(Loaded {
        campaign: Arc::new(campaign),
        items: Arc::new(items),
        entries,
        standing,
        run,
        next_due,
        after: Arc::new(after),
    }))
}

/// The review with this id as it is on the disk.
async fn read(open: &Open, id: &str) -> Result<Loaded, ErrorCard> {
    let id = id.to_owned();
    let loaded = open.files.run(move |store| load(store, &id));
    let loaded = loaded.await.map_err(ending)?.map_err(|e| store_card(&e))?;
    loaded.ok_or_else(gone)
}

/// Shows the list; of several that are asked for at once only the last is made.
pub(in crate::worker) async fn show_list(open: &Open) {
    let desk = &open.reviews;
    let number = desk.lists.fetch_add(1, Ordering::SeqCst) + 1;
    let _turn = desk.listing.lock().await;
    if desk.lists.load(Ordering::SeqCst) != number {
        return;
    }
    let person = open.shared.person.clone();
    let common = common_domain(open);
    let read = open.files.run(move |store| {
        let kept: Vec<String> = store
            .ledger
            .value(DOMAINS)
            .unwrap_or_default()
            .unwrap_or_default();
        ReviewsList {
            all: list(store).map_err(|e| store_card(&e)),
            domains: if kept.is_empty() { common } else { kept },
            person,
        }
    });
    if let Ok(list) = read.await
        && open.shows()
    {
        open.shared.board.reviews(Some(Arc::new(list)));
    }
}

/// The domain that most people of the team have.
fn common_domain(open: &Open) -> Vec<String> {
    let table = open.table.borrow().clone();
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for member in table.iter().flat_map(|t| &t.team.members) {
        if let Some(domain) = domain_of(&member.email) {
            *counted.entry(domain).or_default() += 1;
        }
    }
    let most = counted.into_iter().max_by_key(|(_, n)| *n);
    most.into_iter().map(|(domain, _)| domain).collect()
}

/// Opens one, or closes the one that is open.
async fn open_one(open: &Open, id: Option<String>) {
    let Some(id) = id else {
        *lock(&open.reviews.open) = None;
        open.reviews.shelf.table.send_replace(None);
        if open.shows() {
            open.shared.board.review(None);
        }
        return;
    };
    let end = show_one(open, &id).await;
    told(open, &id, end.map(|()| "Opened".to_owned())).await;
}

/// Reads one from the disk and shows it as the one that is open.
async fn show_one(open: &Open, id: &str) -> Result<(), ErrorCard> {
    let loaded = read(open, id).await?;
    *lock(&open.reviews.open) = Some(loaded);
    show(open).await;
    Ok(())
}

/// Shows the review that is open, as it stands now. While one picture is made others wait, and the
/// last of them makes the next: pictures in between are left out.
pub(super) async fn show(open: &Open) {
    let desk = &open.reviews;
    let number = desk.number.fetch_add(1, Ordering::SeqCst) + 1;
    let turn = desk.showing.lock().await;
    if desk.number.load(Ordering::SeqCst) != number {
        return;
    }
    let Some(loaded) = lock(&desk.open).clone() else {
        return;
    };
    let (directory, now) = (names(open), open.shared.now());
    let frozen = blocking(move || {
        let said = (loaded.card(), loaded.standing.clone());
        freeze_review(said, &loaded.items, &loaded.after, &directory, now)
    });
    let Ok(frozen) = frozen.await else { return };
    let table = Some(Arc::new(frozen));
    desk.shelf.table.send_replace(table.clone());
    if open.shows() {
        open.shared.board.review(table);
    }
    drop(turn);
}

/// Names of roles, sites and folders as they are known now.
fn names(open: &Open) -> Arc<Directory> {
    let table = open.table.borrow().clone();
    table.map_or_else(Arc::default, |t| Arc::clone(&t.directory))
}

/// Adds a word that was checked, and shows what follows from it.
async fn add(open: &Open, id: &str, word: Word) -> Result<Entry, ErrorCard> {
    let (at, by, review) = (open.shared.now(), open.shared.person.clone(), id.to_owned());
    let said = open
        .files
        .run(move |store| store.ledger.say_in_review(&review, at, &by, word));
    let entry = said.await.map_err(ending)?.map_err(|e| store_card(&e))?;
    if let Some(loaded) = &mut *lock(&open.reviews.open)
        && loaded.campaign.id == id
    {
        loaded.entries.push(entry.clone());
        loaded.standing = Standing::of(&loaded.entries);
    }
    Ok(entry)
}

async fn delete(open: &Open, id: String) {
    if let Some(error) = no_keeping(open) {
        return told(open, &id, Err(error)).await;
    }
    let review = id.clone();
    let gone = open
        .files
        .run(move |store| store.ledger.delete_review(&review));
    let end = match gone.await.map_err(ending) {
        Ok(Ok(true)) => Ok("Deleted".to_owned()),
        Ok(Ok(false)) => Err(ErrorCard::new(
            "Something was decided or noted in this review, so it stays",
            "Finish it instead",
        )
        .of(Trouble::BadInput)),
        Ok(Err(error)) => Err(store_card(&error)),
        Err(error) => Err(error),
    };
    if end.is_ok() {
        let is_open = {
            let loaded = lock(&open.reviews.open);
            loaded.as_ref().is_some_and(|l| l.campaign.id == id)
        };
        if is_open {
            open_one(open, None).await;
        }
    }
    show_list(open).await;
    told(open, &id, end).await;
}

//! Sheets on their way in: looked at, checked, made into a plan. Rows go by one at a time; the newest
//! wish wins, and what is kept between two of them are the members it is held against.

use super::super::cards::store_card;
use super::super::files::blocking;
use super::super::open::{Open, ending};
use super::super::protocol::{
    AccessTable, ErrorCard, SheetAsks, SheetFound, SheetSource, SheetStamp, SheetStep, SheetView,
    SheetWish, TeamTable, Trouble,
};
use super::super::shared::lock;
use crate::access::{AccountId, SiteId};
use crate::plan::AccountName;
use crate::sheet::check::{Checker, Known, MembersOf, Results, Verdict, Wanted};
use crate::sheet::map::Kind;
use crate::sheet::read::{Row, Survey};
use crate::sheet::{Checked, Import};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::sync::{Arc, Mutex};
use tokio_util::sync::CancellationToken;

/// Members that are taken out of the cache at once.
const PART: u32 = 4096;
/// Pictures of the progress of one pass.
const PICTURES: u64 = 100;

/// Members of a site as they were read at a time.
type Held = (SiteId, Option<Timestamp>, Arc<MembersOf>);

/// What came of a sheet of names, and what it is told against.
pub(super) type Named = (Arc<Results>, Arc<BTreeMap<AccountId, AccountName>>);

/// What is kept while a sheet is open.
#[derive(Default)]
pub(in crate::worker) struct Desk {
    /// Ends the reading that is under way.
    newest: Mutex<CancellationToken>,
    /// One reading at a time.
    turn: tokio::sync::Mutex<()>,
    /// The members that sheets are held against.
    members: Mutex<Option<Held>>,
    /// The same as they were when the last plan was made: its results are told against them.
    pub(super) planned: Mutex<Option<Arc<MembersOf>>>,
    /// What came of the names that were kept last, and what accounts were called before.
    pub(super) named: Mutex<Option<Named>>,
    shown: Mutex<Option<SheetView>>,
}

impl Desk {
    fn begin(&self) -> CancellationToken {
        let token = CancellationToken::new();
        std::mem::replace(&mut *lock(&self.newest), token.clone()).cancel();
        token
    }
}

/// What a sheet is held against.
#[derive(Default)]
pub(super) struct Beside {
    team: Option<Arc<TeamTable>>,
    access: Option<Arc<AccessTable>>,
    pub(super) members: Option<Arc<MembersOf>>,
    pub(super) accounts: Option<Arc<BTreeMap<AccountId, AccountName>>>,
    read_at: Option<Timestamp>,
}

impl Beside {
    fn of(open: &Open) -> Self {
        Self {
            team: open.team(),
            access: open.contributors.table.borrow().clone(),
            ..Self::default()
        }
    }

    pub(super) fn known(&self) -> Known<'_> {
        Known {
            members: self.members.as_deref(),
            directory: self.team.as_ref().map(|t| &*t.directory),
            team: self.team.as_ref().map(|t| &*t.team),
            access: self.access.as_ref().map(|a| &*a.access),
            accounts: self.accounts.as_deref(),
        }
    }
}

/// The source from its start.
pub(super) fn source(from: &SheetSource) -> io::Result<Box<dyn Read + Send>> {
    Ok(match from {
        SheetSource::File(path) => {
            // A pipe or a device might never answer.
            if !std::fs::metadata(path)?.is_file() {
                return Err(io::Error::other("it is no file"));
            }
            Box::new(BufReader::new(File::open(path)?))
        }
        SheetSource::Pasted(text) => Box::new(Cursor::new(Pasted(Arc::clone(text)))),
    })
}

struct Pasted(Arc<str>);

impl AsRef<[u8]> for Pasted {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

fn stamp(from: &SheetSource) -> io::Result<SheetStamp> {
    Ok(match from {
        SheetSource::File(path) => {
            let about = std::fs::metadata(path)?;
            SheetStamp {
                bytes: about.len(),
                written: about.modified().ok(),
            }
        }
        SheetSource::Pasted(text) => SheetStamp {
            bytes: text.len() as u64,
            written: None,
        },
    })
}

/// Why a sheet cannot be read.
pub(super) fn unreadable(wish: &SheetWish, error: &io::Error) -> ErrorCard {
    let why = super::unread::why(error);
    let sentence = format!("{} cannot be read: {why}", wish.source.name());
    ErrorCard::new(sentence, "Choose another file").of(Trouble::BadInput)
}

/// The stamp of the source, unless it is another one than was looked at.
pub(super) fn same(wish: &SheetWish) -> Result<SheetStamp, ErrorCard> {
    let now = stamp(&wish.source).map_err(|e| unreadable(wish, &e))?;
    if wish.stamp.is_some_and(|seen| seen != now) {
        let sentence = format!("{} was changed meanwhile", wish.source.name());
        let remedy = "Choose it again; corrections stand by the numbers of rows, which may differ";
        return Err(ErrorCard::new(sentence, remedy).of(Trouble::BadInput));
    }
    Ok(now)
}

fn only_text(wish: &SheetWish, survey: &Survey) -> Result<(), ErrorCard> {
    survey.foreign().map_or(Ok(()), |what| {
        let sentence = format!("{} {}", wish.source.name(), what.words());
        let or = if what.has_rows() {
            ". Or copy its rows there, and paste them here"
        } else {
            ""
        };
        let remedy = format!("{}{or}", what.remedy());
        Err(ErrorCard::new(sentence, remedy).of(Trouble::BadInput))
    })
}

/// A sheet as everything that was said about it makes it.
pub(super) fn import(wish: &SheetWish, survey: &Survey) -> io::Result<Import> {
    let mut import = Import::of(survey, source(&wish.source)?, wish.kind, wish.said)?;
    if let Some(known) = wish.shapes.get(&import.mapping.shape()) {
        import.mapping.recall(known);
    }
    for (at, holds) in &wish.columns {
        import.mapping.set(*at, holds.clone());
    }
    import.edits = wish.edits.clone();
    import.rules = wish.rules.clone();
    Ok(import)
}

/// The same after a look at every byte; `None` if the look was stopped.
pub(super) fn whole(
    wish: &SheetWish,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<Option<Import>, ErrorCard> {
    let wrong = |e: io::Error| unreadable(wish, &e);
    let mut from = source(&wish.source).map_err(wrong)?;
    let survey = Survey::of_whole(&mut from, progress).map_err(wrong)?;
    if !survey.whole {
        return Ok(None);
    }
    import(wish, &survey).map(Some).map_err(wrong)
}

/// Reads a sheet: its first rows at once, then all of it. A newer wish ends this one.
pub(in crate::worker) async fn read(open: Arc<Open>, wish: SheetWish) {
    let token = open.sheets.begin();
    let _turn = open.sheets.turn.lock().await;
    if token.is_cancelled() {
        return;
    }
    let show = Show {
        open: Arc::clone(&open),
        token: token.clone(),
        number: wish.number,
    };
    let (first, look) = (show.clone(), wish.clone());
    let begun = blocking(move || first.first_rows(&look)).await;
    let end = match begun.map_err(ending).and_then(|r| r) {
        Err(error) => Err(error),
        Ok(()) => match beside(&open, &wish, false).await {
            Err(error) => Err(error),
            Ok(beside) => {
                let all = show.clone();
                let done = blocking(move || all.all_rows(&wish, &beside)).await;
                done.map_err(ending).and_then(|r| r)
            }
        },
    };
    match end {
        Ok(step) => show.put(|view| view.step = step),
        Err(error) => show.put(|view| {
            view.step = SheetStep::Failed(error);
        }),
    }
}

/// Ends the reading that is under way.
pub(in crate::worker) fn stop(open: &Open) {
    let newest = lock(&open.sheets.newest).clone();
    newest.cancel();
    let stopped = {
        let mut shown = lock(&open.sheets.shown);
        let going = |v: &&mut SheetView| matches!(v.step, SheetStep::Going(..));
        let Some(view) = shown.as_mut().filter(going) else {
            return;
        };
        view.step = SheetStep::Stopped;
        view.clone()
    };
    open.shared.board.sheet(Some(Arc::new(stopped)));
}

/// Shows what came of keeping the names of a wish.
pub(super) fn show_named(open: &Open, number: u64, named: Result<usize, ErrorCard>) {
    let view = {
        let mut shown = lock(&open.sheets.shown);
        let Some(view) = shown.as_mut().filter(|v| v.number == number) else {
            return;
        };
        view.named = Some(named);
        view.clone()
    };
    open.shared.board.sheet(Some(Arc::new(view)));
}

/// Lets go of the sheet and of what was kept for it.
pub(in crate::worker) fn close(open: &Open) {
    drop(open.sheets.begin());
    *lock(&open.sheets.members) = None;
    *lock(&open.sheets.planned) = None;
    *lock(&open.sheets.named) = None;
    *lock(&open.sheets.shown) = None;
    open.shared.board.sheet(None);
}

/// Where what is found goes, as long as nobody wants something newer.
#[derive(Clone)]
struct Show {
    open: Arc<Open>,
    token: CancellationToken,
    number: u64,
}

impl Show {
    fn goes_on(&self) -> bool {
        !self.token.is_cancelled() && !self.open.closed.is_cancelled()
    }

    fn put(&self, edit: impl FnOnce(&mut SheetView)) {
        let view = {
            let mut shown = lock(&self.open.sheets.shown);
            if !self.goes_on() {
                return;
            }
            let view = shown.get_or_insert_with(|| SheetView {
                number: self.number,
                import: None,
                stamp: None,
                step: SheetStep::Done,
                found: None,
                named: None,
            });
            if view.number != self.number {
                view.named = None;
            }
            view.number = self.number;
            edit(view);
            view.clone()
        };
        self.open.shared.board.sheet(Some(Arc::new(view)));
    }

    fn first_rows(&self, wish: &SheetWish) -> Result<(), ErrorCard> {
        let wrong = |e: io::Error| unreadable(wish, &e);
        let other = wish.stamp.is_none();
        if other {
            // Another file: nothing of the one before is its own.
            self.put(|view| {
                view.import = None;
                view.found = None;
                view.step = SheetStep::Going("Looking at the file", 0);
            });
        }
        let stamp = same(wish)?;
        let mut from = source(&wish.source).map_err(wrong)?;
        let survey = Survey::of_start(&mut from).map_err(wrong)?;
        only_text(wish, &survey)?;
        let import = import(wish, &survey).map_err(wrong)?;
        if import.top.is_empty() {
            let sentence = format!("{} has no rows", wish.source.name());
            let card = ErrorCard::new(sentence, "Choose another file");
            return Err(card.of(Trouble::BadInput));
        }
        self.put(|view| {
            view.import = Some(Arc::new(import));
            view.stamp = Some(stamp);
            view.step = SheetStep::Going("Looking at the file", 0);
        });
        Ok(())
    }

    fn all_rows(&self, wish: &SheetWish, beside: &Beside) -> Result<SheetStep, ErrorCard> {
        let bytes = stamp(&wish.source).map_or(0, |s| s.bytes);
        let Some(import) = whole(wish, &mut self.progress("Looking at the file", bytes))? else {
            return Ok(SheetStep::Stopped);
        };
        let import = Arc::new(import);
        let known = Arc::clone(&import);
        self.put(|view| view.import = Some(known));
        let mut asks = SheetAsks::default();
        let each = |checker: &Checker<'_>, row: &Row, verdict: &Verdict| {
            count(
                &mut asks,
                Import::wanted(checker, row, verdict).as_ref(),
                verdict,
            );
            Ok(())
        };
        let mut progress = self.progress("Checking rows", bytes);
        let from = source(&wish.source).map_err(|e| unreadable(wish, &e))?;
        let checked = import.pass::<io::Error>(from, beside.known(), each, &mut progress);
        let checked: Checked = checked.map_err(|e| unreadable(wish, &e))?;
        if !checked.whole {
            return Ok(SheetStep::Stopped);
        }
        let by_row = checked.problems.by_row().into_iter().cloned().collect();
        let found = SheetFound {
            checked,
            by_row,
            asks,
            compared: beside.read_at,
        };
        self.put(|view| view.found = Some(Arc::new(found)));
        Ok(SheetStep::Done)
    }

    /// Shows how far it is, not more often than somebody can see.
    fn progress(&self, words: &'static str, all: u64) -> impl FnMut(u64) -> bool {
        let step = (all / PICTURES).max(1 << 20);
        let mut next = 0;
        move |bytes| {
            if bytes >= next {
                next = bytes + step;
                self.put(|view| view.step = SheetStep::Going(words, bytes));
            }
            self.goes_on()
        }
    }
}

fn count(asks: &mut SheetAsks, wanted: Option<&Wanted>, verdict: &Verdict) {
    let place = match wanted {
        None if verdict.already => &mut asks.already,
        None => &mut asks.left,
        Some(Wanted::Create(_)) => &mut asks.create,
        Some(Wanted::Change(..)) => &mut asks.change,
        Some(Wanted::Invite(_) | Wanted::InviteTo { .. }) => &mut asks.invite,
        Some(_) => &mut asks.act,
    };
    *place += 1;
}

/// What a sheet is held against, as it is kept. New members are not held against anybody when they
/// are planned (`plan`): who is there by then is looked up.
pub(super) async fn beside(open: &Open, wish: &SheetWish, plan: bool) -> Result<Beside, ErrorCard> {
    let mut beside = Beside::of(open);
    if wish.kind == Kind::AccountNames {
        let table = open.family.accounts.table.borrow().clone();
        let names = table.map(|t| t.names(beside.access.as_deref()));
        beside.accounts = names.map(Arc::new);
    }
    let Some(site) = wish.site.as_ref().filter(|_| wish.kind.of_one_site()) else {
        if plan && wish.kind.of_one_site() {
            let card = ErrorCard::new("This sheet is about the members of one site", "Choose it");
            return Err(card.of(Trouble::BadInput));
        }
        return Ok(beside);
    };
    if plan && wish.kind == Kind::Members {
        return Ok(beside);
    }
    let of = site.clone();
    let state = open.files.run(move |s| s.cache.members_state(&of)).await;
    let state = state.map_err(ending)?.map_err(|e| store_card(&e))?;
    let state = state.filter(|s| s.full_at.is_some() && s.under_way.is_none());
    let Some(state) = state else {
        if plan {
            let sentence = "The members of this site have not been read to the end";
            return Err(ErrorCard::new(sentence, "Read them first").of(Trouble::BadInput));
        }
        return Ok(beside);
    };
    beside.read_at = state.read_at;
    let kept = lock(&open.sheets.members).clone();
    let kept = kept.filter(|(of, at, _)| of == site && *at == state.read_at);
    let members = if let Some((_, _, members)) = kept {
        members
    } else {
        let members = Arc::new(members_of(open, site).await?);
        let kept = (site.clone(), state.read_at, Arc::clone(&members));
        *lock(&open.sheets.members) = Some(kept);
        members
    };
    beside.members = Some(members);
    Ok(beside)
}

async fn members_of(open: &Open, site: &SiteId) -> Result<MembersOf, ErrorCard> {
    let (mut members, mut from) = (MembersOf::default(), Some(0));
    while let Some(at) = from {
        let of = site.clone();
        let part = open.files.run(move |s| s.cache.members_from(&of, at, PART));
        let (part, next) = part.await.map_err(ending)?.map_err(|e| store_card(&e))?;
        for member in part {
            members.add(member);
        }
        from = next;
    }
    Ok(members)
}

/// The sheet, if nothing has to be asked about it; `None` if the look at it was stopped.
pub(super) fn ready(
    wish: &SheetWish,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<Option<Import>, ErrorCard> {
    let Some(import) = whole(wish, progress)? else {
        return Ok(None);
    };
    let missing = import.mapping.missing();
    let sentence = match &import.guess.question {
        Some(question) => question.words().to_owned(),
        None if missing.is_empty() => return Ok(Some(import)),
        None => format!(
            "There is no column with {}",
            missing.join(" and none with ")
        ),
    };
    Err(ErrorCard::new(sentence, "Say it in the import").of(Trouble::BadInput))
}

/// What results of the last plan are told against.
pub(super) fn planned(open: &Open) -> Beside {
    Beside {
        members: lock(&open.sheets.planned).clone(),
        accounts: lock(&open.sheets.named).as_ref().map(|n| Arc::clone(&n.1)),
        ..Beside::of(open)
    }
}

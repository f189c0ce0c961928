//! All rows of a sheet as one plan. The pass over the rows shows how far it is and can be stopped.

use super::super::files::blocking;
use super::super::open::{Open, ending};
use super::super::protocol::{
    ErrorCard, JobKind, PlanState, SheetOthers, SheetSource, SheetWish, Trouble,
};
use super::super::shared::{Job, lock};
use super::import::{Beside, beside, ready, same, source, unreadable};
use crate::plan::{MemberWish, Wish};
use crate::sheet::Import;
use crate::sheet::check::{Collected, Wanted};
use crate::sheet::map::Kind;
use std::io;
use std::sync::Arc;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

/// Bytes between two looks at how far a pass is.
const STEP: u64 = 1 << 20;

/// Makes a plan of all rows and shows it.
pub(in crate::worker) async fn plan(
    open: Arc<Open>,
    wish: SheetWish,
    others: SheetOthers,
    language: Option<String>,
) {
    let board = &open.shared.board;
    board.plan(Arc::new(PlanState::Making));
    match wish_of(&open, wish, others, language).await {
        Ok(Some(wish)) => super::plans::make_plan(open, wish).await,
        Ok(None) => board.plan(Arc::default()),
        Err(error) => board.plan(Arc::new(PlanState::Failed(error))),
    }
}

async fn wish_of(
    open: &Open,
    wish: SheetWish,
    others: SheetOthers,
    language: Option<String>,
) -> Result<Option<Wish>, ErrorCard> {
    let beside = beside(open, &wish, true).await?;
    (*lock(&open.sheets.planned)).clone_from(&beside.members);
    let Some(job) = open.shared.start(JobKind::LookUp, WORDS) else {
        let card = ErrorCard::new("Another plan is being made", "Wait for it, or stop it");
        return Err(card.of(Trouble::Busy));
    };
    let (tell, told) = watch::channel(0);
    let pass = Pass {
        token: job.token().clone(),
        tell,
        before: 0,
    };
    let all = bytes(&wish.source) * passes(&wish, others);
    let collected = blocking(move || collect(&wish, &beside, others, language.as_deref(), pass));
    let collected = tokio::select! {
        collected = collected => collected.map_err(ending)?,
        () = show(&job, told, all) => return Ok(None),
    };
    match collected {
        Ok(Some(wish)) => {
            job.done("Every row was looked at");
            Ok(Some(wish))
        }
        Ok(None) => {
            job.cancelled("Stopped; there is no plan");
            Ok(None)
        }
        Err(error) => {
            job.failed(error.clone());
            Err(error)
        }
    }
}

const WORDS: &str = "Going over the rows";

fn bytes(from: &SheetSource) -> u64 {
    match from {
        SheetSource::File(path) => std::fs::metadata(path).map_or(0, |m| m.len()),
        SheetSource::Pasted(text) => text.len() as u64,
    }
}

/// How often the rows are gone over: looked at, checked, collected, and once more for whom they
/// name.
fn passes(wish: &SheetWish, others: SheetOthers) -> u64 {
    let named = wish.kind == Kind::MemberTruth && others != SheetOthers::Leave;
    3 + u64::from(named)
}

/// Shows the progress; ends with the pass alone.
async fn show(job: &Job, mut told: watch::Receiver<u64>, all: u64) {
    while told.changed().await.is_ok() {
        let done = *told.borrow_and_update();
        job.progress(done, (all > 0).then_some(all), WORDS);
    }
    std::future::pending::<()>().await;
}

/// Passes over the rows, one after the other.
pub(super) struct Pass {
    token: CancellationToken,
    tell: watch::Sender<u64>,
    before: u64,
}

impl Pass {
    fn goes_on(&self) -> bool {
        !self.token.is_cancelled()
    }

    /// What a pass tells of its bytes.
    fn step(&self) -> impl FnMut(u64) -> bool + '_ {
        let mut next = 0;
        move |bytes| {
            if bytes >= next {
                next = bytes + STEP;
                self.tell.send_replace(self.before + bytes);
            }
            self.goes_on()
        }
    }

    /// The next one begins.
    fn end(&mut self, all: u64) {
        self.before += all;
    }
}

/// The sheet with nothing standing against it, and its rows as they are wished. `None` once
/// somebody stopped it.
pub(super) fn rows(
    wish: &SheetWish,
    beside: &Beside,
    pass: &mut Pass,
) -> Result<Option<(Import, Collected)>, ErrorCard> {
    let wrong = |e: io::Error| unreadable(wish, &e);
    let from = || source(&wish.source).map_err(wrong);
    let all = bytes(&wish.source);
    same(wish)?;
    let import = ready(wish, &mut pass.step())?;
    let Some(import) = import else {
        return Ok(None);
    };
    pass.end(all);
    let known = beside.known();
    let checked = import
        .check(from()?, known, &mut pass.step())
        .map_err(wrong)?;
    if !pass.goes_on() {
        return Ok(None);
    }
    pass.end(all);
    if checked.problems.blocks(&import.rules) {
        let sentence = "Some rows of the sheet stand against a plan";
        return Err(ErrorCard::new(sentence, "Decide what happens to them").of(Trouble::BadInput));
    }
    let collected = import.collect(from()?, known, &mut pass.step());
    let collected = collected.map_err(wrong)?;
    pass.end(all);
    Ok(pass.goes_on().then_some((import, collected)))
}

fn collect(
    wish: &SheetWish,
    beside: &Beside,
    others: SheetOthers,
    language: Option<&str>,
    mut pass: Pass,
) -> Result<Option<Wish>, ErrorCard> {
    let Some((import, mut collected)) = rows(wish, beside, &mut pass)? else {
        return Ok(None);
    };
    let act = match others {
        SheetOthers::Leave => None,
        SheetOthers::Block => Some(MemberWish::Block),
        SheetOthers::Delete => Some(MemberWish::Delete),
    };
    if let Some((act, members)) = act.zip(beside.members.as_deref())
        && wish.kind == Kind::MemberTruth
    {
        let wrong = |e: io::Error| unreadable(wish, &e);
        let from = source(&wish.source).map_err(wrong)?;
        let named = import.named(from, beside.known(), &mut pass.step());
        let named = named.map_err(wrong)?;
        // Whom a pass that was stopped did not come to would count as not named.
        if !pass.goes_on() {
            return Ok(None);
        }
        if let Some(whom) = named.absent(members) {
            collected.add(Wanted::Act(whom, act));
        }
    }
    let wish = collected.wish(&wish.source.name(), wish.site.as_ref(), language);
    Ok(Some(wish))
}

/// A pass that nobody watches and nobody stops.
pub(super) fn unwatched() -> Pass {
    Pass {
        token: CancellationToken::new(),
        tell: watch::channel(0).0,
        before: 0,
    }
}

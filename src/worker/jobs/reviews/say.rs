//! Deciding: every word is checked, kept, and only then shown.

use super::super::super::open::Open;
use super::super::super::protocol::{ErrorCard, Trouble};
use super::super::super::shared::lock;
use super::{Loaded, add, no_keeping, read, show, show_list, told};
use crate::access::review::{Refusal, Word};
use std::sync::Arc;

/// The review that is open, or another one from the disk.
async fn loaded(open: &Open, id: &str) -> Result<Loaded, ErrorCard> {
    let known = lock(&open.reviews.open).clone();
    // A plan that was made may have been applied meanwhile: the disk knows.
    match known.filter(|l| l.campaign.id == id && l.standing.plan.is_none()) {
        Some(loaded) => Ok(loaded),
        None => read(open, id).await,
    }
}

pub(super) fn refused(refusal: &Refusal) -> ErrorCard {
    let (sentence, remedy) = refusal.parts();
    ErrorCard::new(sentence, remedy).of(Trouble::BadInput)
}

/// Says something in a review. Words keep the order in which they are given: the caller waits for
/// one before it gives the next.
pub(in crate::worker) async fn say(open: &Arc<Open>, id: String, word: Word) {
    let end = match no_keeping(open) {
        Some(error) => Err(error),
        None => said(open, &id, word).await,
    };
    after(open, &id, end);
}

/// Takes back what was said last.
pub(in crate::worker) async fn undo(open: &Arc<Open>, id: String) {
    let end = match no_keeping(open) {
        Some(error) => Err(error),
        None => undone(open, &id).await,
    };
    after(open, &id, end);
}

fn after(open: &Arc<Open>, id: &str, end: Result<String, ErrorCard>) {
    // The picture takes longer than the word; the next word need not wait for it.
    let (shown, review) = (Arc::clone(open), id.to_owned());
    open.tasks.spawn(async move {
        show(&shown).await;
        show_list(&shown).await;
        told(&shown, &review, end).await;
    });
}

async fn said(open: &Open, id: &str, word: Word) -> Result<String, ErrorCard> {
    let loaded = loaded(open, id).await?;
    word.check(&loaded.items, &loaded.standing, loaded.run.is_some())
        .map_err(|r| refused(&r))?;
    let done = match &word {
        Word::Decided { items, verdict, .. } => {
            let n = crate::access::count(items.len(), "entry", "entries");
            format!("{}: {n}", verdict.label())
        }
        Word::Noted { .. } => "Noted".to_owned(),
        Word::Closed => "Finished".to_owned(),
        Word::Reopened => "Reopened".to_owned(),
        Word::Undone { .. } | Word::Planned { .. } | Word::Proved { .. } => {
            let why = "This is not said by hand";
            return Err(ErrorCard::new(why, "").of(Trouble::BadInput));
        }
    };
    add(open, id, word).await?;
    Ok(done)
}

async fn undone(open: &Open, id: &str) -> Result<String, ErrorCard> {
    let loaded = loaded(open, id).await?;
    let Some(entry) = loaded.standing.undoable.last().copied() else {
        return Err(refused(&Refusal::NothingToUndo));
    };
    let word = Word::Undone { entry };
    word.check(&loaded.items, &loaded.standing, loaded.run.is_some())
        .map_err(|r| refused(&r))?;
    let newest = loaded.standing.newest.clone().unwrap_or_default();
    add(open, id, word).await?;
    Ok(format!("Taken back: {newest}"))
}

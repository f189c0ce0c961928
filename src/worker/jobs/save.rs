//! Saving plans, receipts and sheets where the owner chose.

use super::super::Draft;
use super::super::files::blocking;
use super::super::open::Open;
use super::super::protocol::{ErrorCard, SaveKind, SheetWish, Tone};
use super::super::shared::lock;
use super::import::{self, Beside};
use super::reviews;
use super::save_activity::{self, What as Lines};
use super::save_list::{self, unwritable};
use crate::plan::Receipt;
use crate::sheet::check::Results;
use crate::sheet::map::template_csv;
use crate::sheet::{self, Became, Import};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Writes the file and tells how it went.
pub(in crate::worker) async fn run(open: Arc<Open>, what: SaveKind, path: PathBuf) {
    let what = match what {
        SaveKind::List(wish) => return save_list::run(open, *wish, path).await,
        SaveKind::Runs(form) => return save_activity::run(open, Lines::Runs, form, path).await,
        SaveKind::Journal(form) => {
            return save_activity::run(open, Lines::Journal, form, path).await;
        }
        SaveKind::Pack(review) => return reviews::save(open, review, path).await,
        other => other,
    };
    let place = path.clone();
    let beside = import::planned(&open);
    let named = lock(&open.sheets.named).as_ref().map(|n| Arc::clone(&n.0));
    let saved = blocking(move || write(&place, |to| content(&what, &beside, named, to))).await;
    let text = match saved {
        Ok(Ok(())) => {
            let text = ErrorCard::new(format!("Saved to {}", path.display()), "");
            return open.tell(Tone::Success, text).await;
        }
        Ok(Err(error)) => unwritable(&path, &error),
        Err(_) => return,
    };
    open.tell(Tone::Error, text).await;
}

fn content(
    what: &SaveKind,
    beside: &Beside,
    named: Option<Arc<Results>>,
    to: &mut dyn Write,
) -> io::Result<()> {
    let bytes = match what {
        SaveKind::Plan(plan) => sheet::plan_json(plan)?,
        SaveKind::ReceiptJson(receipt) => sheet::receipt_json(receipt)?,
        SaveKind::ReceiptCsv(receipt) => sheet::receipt_csv(receipt)?,
        SaveKind::ChangesText(changes) => sheet::changes_text(&changes.document()).into_bytes(),
        SaveKind::RolesBySite(lines) => sheet::lines_csv(lines)?,
        SaveKind::SheetTemplate(kind) => template_csv(*kind)?,
        // Written by jobs of their own: row by row, and from the whole data directory.
        SaveKind::List(_)
        | SaveKind::Runs(_)
        | SaveKind::Journal(_)
        | SaveKind::Pack(_)
        | SaveKind::Support => return Ok(()),
        SaveKind::SheetCorrected(wish) => return corrected(wish, to),
        SaveKind::SheetResult(wish, receipt) => return result(wish, receipt, beside, to),
        SaveKind::SheetLeft(wish, receipt) => return left(wish, receipt, beside, to),
        SaveKind::SheetNames(wish) => {
            let named = named.ok_or_else(|| io::Error::other("no names were kept"))?;
            return results(wish, &named, beside, to).map(drop);
        }
    };
    to.write_all(&bytes)
}

fn card(error: ErrorCard) -> io::Error {
    io::Error::other(error.sentence)
}

/// The sheet with its corrections, in its own encoding.
fn corrected(wish: &SheetWish, to: &mut dyn Write) -> io::Result<()> {
    import::same(wish).map_err(card)?;
    let import = import::whole(wish, &mut |_| true).map_err(card)?;
    let Some(import) = import else { return Ok(()) };
    let from = import::source(&wish.source)?;
    let done = import.corrected(from, import.guess.format.encoding, to);
    done.map(drop).map_err(io::Error::other)
}

/// One line for each row, in the order of the file.
fn result(
    wish: &SheetWish,
    receipt: &Receipt,
    beside: &Beside,
    to: &mut dyn Write,
) -> io::Result<()> {
    results(wish, &Results::of_receipt(receipt), beside, to).map(drop)
}

fn results(
    wish: &SheetWish,
    results: &Results,
    beside: &Beside,
    to: &mut dyn Write,
) -> io::Result<(Import, Became)> {
    import::same(wish).map_err(card)?;
    let import = import::ready(wish, &mut |_| true).map_err(card)?;
    let import = import.ok_or_else(|| io::Error::other("the sheet was not read to its end"))?;
    let from = import::source(&wish.source)?;
    let became = import.results(from, beside.known(), results, to)?;
    Ok((import, became))
}

/// The rows that were not done, corrected as far as they were, as a sheet of the same form.
fn left(
    wish: &SheetWish,
    receipt: &Receipt,
    beside: &Beside,
    to: &mut dyn Write,
) -> io::Result<()> {
    let results_of = Results::of_receipt(receipt);
    let (import, became) = results(wish, &results_of, beside, &mut io::sink())?;
    let from = import::source(&wish.source)?;
    import.left(from, &became, to).map_err(io::Error::other)
}

fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut draft = Draft::begin(path)?;
    fill(&mut draft)?;
    draft.keep()
}

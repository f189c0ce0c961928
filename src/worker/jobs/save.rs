//! Saving plans, receipts and sheets where the owner chose.

use super::super::files::blocking;
use super::super::open::Open;
use super::super::protocol::{ErrorCard, SaveKind, SheetWish, Tone};
use super::import::{self, Beside};
use crate::plan::Receipt;
use crate::sheet;
use crate::sheet::check::Results;
use crate::sheet::map::template_csv;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Writes the file and tells how it went.
pub(in crate::worker) async fn run(open: Arc<Open>, what: SaveKind, path: PathBuf) {
    let place = path.clone();
    let beside = import::planned(&open);
    let saved = blocking(move || write(&place, |to| content(&what, &beside, to))).await;
    let text = match saved {
        Ok(Ok(())) => {
            let text = ErrorCard::new(format!("Saved to {}", path.display()), "");
            return open.tell(Tone::Success, text).await;
        }
        Ok(Err(error)) => ErrorCard::new(
            format!("{} could not be written: {error}", path.display()),
            "Choose another place and save again",
        ),
        Err(_) => return,
    };
    open.tell(Tone::Error, text).await;
}

fn content(what: &SaveKind, beside: &Beside, to: &mut dyn Write) -> io::Result<()> {
    let bytes = match what {
        SaveKind::Plan(plan) => sheet::plan_json(plan)?,
        SaveKind::ReceiptJson(receipt) => sheet::receipt_json(receipt)?,
        SaveKind::ReceiptCsv(receipt) => sheet::receipt_csv(receipt)?,
        SaveKind::ChangesCsv(changes) => sheet::changes_csv(&changes.document())?,
        SaveKind::ChangesText(changes) => sheet::changes_text(&changes.document()).into_bytes(),
        SaveKind::SheetTemplate(kind) => template_csv(*kind)?,
        SaveKind::SheetCorrected(wish) => return corrected(wish, to),
        SaveKind::SheetResult(wish, receipt) => return result(wish, receipt, beside, to),
        SaveKind::SheetLeft(wish, receipt) => return left(wish, receipt, beside, to),
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
    import::same(wish).map_err(card)?;
    let import = import::ready(wish).map_err(card)?;
    let results = Results::of_receipt(receipt);
    let from = import::source(&wish.source)?;
    import.results(from, beside.known(), &results, to).map(drop)
}

/// The rows that were not done, corrected as far as they were, as a sheet of the same form.
fn left(
    wish: &SheetWish,
    receipt: &Receipt,
    beside: &Beside,
    to: &mut dyn Write,
) -> io::Result<()> {
    import::same(wish).map_err(card)?;
    let import = import::ready(wish).map_err(card)?;
    let results = Results::of_receipt(receipt);
    let from = import::source(&wish.source)?;
    let became = import.results(from, beside.known(), &results, &mut io::sink())?;
    let from = import::source(&wish.source)?;
    import.left(from, &became, to).map_err(io::Error::other)
}

/// Writes beside the place and renames, so that a full disk leaves an older file as it was.
fn write(path: &Path, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let filled = || {
        let mut to = BufWriter::new(File::create(&part)?);
        fill(&mut to)?;
        to.flush()
    };
    filled()
        .and_then(|()| std::fs::rename(&part, path))
        .inspect_err(|_| {
            if let Err(error) = std::fs::remove_file(&part) {
                tracing::debug!(%error, "nothing to clear away");
            }
        })
}

//! Saving plans and receipts where the owner chose.

use super::super::files::blocking;
use super::super::open::Open;
use super::super::protocol::{ErrorCard, SaveKind, Tone};
use crate::sheet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Writes the file and tells how it went.
pub(in crate::worker) async fn run(open: Arc<Open>, what: SaveKind, path: PathBuf) {
    let place = path.clone();
    let saved = blocking(move || content(&what).and_then(|bytes| write(&place, &bytes))).await;
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

fn content(what: &SaveKind) -> io::Result<Vec<u8>> {
    match what {
        SaveKind::Plan(plan) => sheet::plan_json(plan),
        SaveKind::ReceiptJson(receipt) => sheet::receipt_json(receipt),
        SaveKind::ReceiptCsv(receipt) => sheet::receipt_csv(receipt),
    }
}

/// Writes beside the place and renames, so that a full disk leaves an older file as it was.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    std::fs::write(&part, bytes)
        .and_then(|()| std::fs::rename(&part, path))
        .inspect_err(|_| {
            if let Err(error) = std::fs::remove_file(&part) {
                tracing::debug!(%error, "nothing to clear away");
            }
        })
}

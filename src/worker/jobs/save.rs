//! Saving plans and receipts where the owner chose.

use super::super::files::blocking;
use super::super::open::Open;
use super::super::protocol::{ErrorCard, SaveKind, Tone};
use crate::plan::file;
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
    let mut bytes = match what {
        // Sealed, so that opening it again finds out whether it was changed.
        SaveKind::Plan(plan) => return Ok(file::to_bytes(plan)?),
        SaveKind::ReceiptJson(receipt) => serde_json::to_vec_pretty(receipt.as_ref())?,
        SaveKind::ReceiptCsv(receipt) => return sheet::receipt_csv(receipt),
    };
    bytes.push(b'\n');
    Ok(bytes)
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

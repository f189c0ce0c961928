//! The auditor's reader: a pack is opened with nothing but its file.

use super::super::files::blocking;
use super::super::open::ending;
use super::super::protocol::{ErrorCard, PackView, ReviewTable, Trouble, ViewRequest, freeze_pack};
use super::super::shared::Shared;
use super::view::{self, Shelf};
use crate::evidence::{self, LARGEST, Opened};
use crate::journal::Hash;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// What is kept in memory of the pack that is looked at.
#[derive(Default)]
pub(in crate::worker) struct Reading {
    shelf: Shelf<ReviewTable>,
    /// Only the newest wish counts.
    number: AtomicU64,
    closed: CancellationToken,
}

impl Reading {
    /// Lets the views of packs end.
    pub(in crate::worker) fn end(&self) {
        self.closed.cancel();
    }

    /// Shows the entries so.
    pub(in crate::worker) fn view(&self, request: ViewRequest) {
        self.shelf.request.send_replace(request);
    }
}

/// Answers what the pane asks of the entries, until the program ends.
pub(in crate::worker) fn begin(shared: &Arc<Shared>, tasks: &TaskTracker) {
    let board = Arc::clone(&shared.board);
    let reading = &shared.packs;
    tasks.spawn(view::run(
        reading.shelf.table.subscribe(),
        reading.shelf.request.subscribe(),
        reading.closed.clone(),
        move |v| board.pack_view(v),
    ));
}

/// Reads and checks a pack and shows it.
pub(in crate::worker) async fn open(shared: Arc<Shared>, path: PathBuf, digest: Option<Hash>) {
    let number = shared.packs.number.fetch_add(1, Ordering::SeqCst) + 1;
    let newest = || shared.packs.number.load(Ordering::SeqCst) == number;
    let show = |found| {
        let view = PackView {
            path: path.clone(),
            found,
        };
        shared.board.pack(Some(Arc::new(view)));
    };
    show(None);
    let file = path.clone();
    let read = blocking(move || read(&file, digest)).await;
    if !newest() {
        return;
    }
    match read.map_err(ending) {
        Ok(Ok((opened, table))) => {
            let table = table.map(Arc::new);
            shared.packs.shelf.table.send_replace(table.clone());
            shared.board.pack_table(table);
            show(Some(Ok(Arc::new(opened))));
        }
        Ok(Err(error)) | Err(error) => {
            close(&shared);
            show(Some(Err(error)));
        }
    }
}

/// Lets go of the pack that is shown.
pub(in crate::worker) fn close(shared: &Shared) {
    shared.packs.number.fetch_add(1, Ordering::SeqCst);
    shared.packs.shelf.table.send_replace(None);
    shared.board.pack_table(None);
    shared.board.pack(None);
}

fn read(path: &Path, digest: Option<Hash>) -> Result<(Opened, Option<ReviewTable>), ErrorCard> {
    let bytes = bytes(path).map_err(|e| {
        let why = super::unread::why(&e);
        let why = format!("{} cannot be read: {why}", path.display());
        ErrorCard::new(why, "Choose another file").of(Trouble::BadInput)
    })?;
    let opened = evidence::open(&bytes, digest);
    let table = opened.pack.as_ref().map(freeze_pack);
    Ok((opened, table))
}

/// No more than a pack can have is read, whatever the file is.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = File::open(path)?;
    if file.metadata()?.is_dir() {
        return Err(io::Error::other("it is a folder"));
    }
    file.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

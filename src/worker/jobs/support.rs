//! Saving the support bundle, with or without an open profile.

use super::super::Draft;
use super::super::files::blocking;
use super::super::open::Open;
use super::super::protocol::{ErrorCard, Tone};
use super::super::shared::Shared;
use super::super::support::support_bundle;
use super::save_list::unwritable;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

/// Writes the bundle and tells how it went.
pub(in crate::worker) async fn save(shared: Arc<Shared>, open: Option<Arc<Open>>, path: PathBuf) {
    let (dir, now, jobs) = (shared.dir.clone(), shared.now(), shared.jobs());
    let place = path.clone();
    let saved = blocking(move || -> io::Result<()> {
        let bundle = support_bundle(&dir, now, &jobs).map_err(io::Error::other)?;
        let mut draft = Draft::begin(&place)?;
        draft.write_all(&bundle)?;
        draft.keep()
    });
    let (tone, text) = match saved.await {
        Ok(Ok(())) => {
            let text = ErrorCard::new(format!("Saved to {}", path.display()), "");
            (Tone::Success, text)
        }
        Ok(Err(error)) => (Tone::Error, unwritable(&path, &error)),
        Err(_) => return,
    };
    match open {
        Some(open) => open.tell(tone, text).await,
        // The welcome page shows it.
        None if tone == Tone::Error => shared.board.trouble(Some(Arc::new(text))),
        None => {}
    }
}

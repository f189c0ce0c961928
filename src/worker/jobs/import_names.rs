//! Names of the owner's own for accounts, out of a sheet. They are kept on this computer, so there
//! is no plan: the rows are carried out, and a result can be saved.

use super::super::files::blocking;
use super::super::open::{Open, ending};
use super::super::protocol::{ErrorCard, SheetWish, Trouble};
use super::super::shared::lock;
use super::import::{beside, show_named};
use super::import_plan::{rows, unwatched};
use super::sites::keep_names;
use crate::sheet::check::Results;
use std::sync::Arc;

/// Keeps the names and shows how many.
pub(in crate::worker) async fn name(open: Arc<Open>, wish: SheetWish) {
    let number = wish.number;
    let kept = keep(&open, wish).await;
    show_named(&open, number, kept);
}

async fn keep(open: &Open, wish: SheetWish) -> Result<usize, ErrorCard> {
    if let Some(busy) = open.busy.clone() {
        let card = ErrorCard::new(busy, "Give the names in the other window");
        return Err(card.of(Trouble::Busy));
    }
    let before = beside(open, &wish, true).await?;
    let accounts = before.accounts.clone().unwrap_or_default();
    let collected = blocking(move || rows(&wish, &before, &mut unwatched()));
    let collected = collected.await.map_err(ending)??;
    let names = collected
        .map(|(_, collected)| collected.names)
        .unwrap_or_default();
    keep_names(open, &names).await?;
    // Against what was known before: what is so now was not so then.
    let kept = (Arc::new(Results::of_names(&names)), accounts);
    *lock(&open.sheets.named) = Some(kept);
    Ok(names.len())
}

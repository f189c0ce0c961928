//! A review as an evidence pack: gathered from what is kept, written, and its digest told. Nothing
//! is asked of Wix.

use super::super::super::Draft;
use super::super::super::cards::store_card;
use super::super::super::files::blocking;
use super::super::super::open::{Open, ending};
use super::super::super::protocol::{ErrorCard, Packed, Tone, Trouble};
use super::super::save_list::unwritable;
use super::{Loaded, gone, load, names};
use crate::access::review::{Verdict, Word};
use crate::access::{Directory, RoleId};
use crate::evidence::{self, Account, AfterList, Carried, Pack, PartRead, query_of};
use crate::plan::{Plan, Receipt};
use crate::store::{ProfileStore, StoreError};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// Writes the pack of a review and tells its digest.
pub(in crate::worker) async fn save(open: Arc<Open>, id: String, path: PathBuf) {
    let end = saved(&open, &id, &path).await;
    match &end {
        Ok(_) => {
            let words = format!("Saved the evidence pack to {}", path.display());
            open.tell(Tone::Success, ErrorCard::new(words, "")).await;
        }
        Err(error) => open.tell(Tone::Error, error.clone()).await,
    }
    if open.shows() {
        let packed = Packed {
            review: id,
            path,
            end,
        };
        open.shared.board.packed(Some(Arc::new(packed)));
    }
}

async fn saved(
    open: &Open,
    id: &str,
    path: &std::path::Path,
) -> Result<(String, Vec<String>), ErrorCard> {
    let card = open.card();
    let account = Account {
        id: card.account.to_string(),
        name: if card.account_name.is_empty() {
            card.name.clone()
        } else {
            card.account_name.clone()
        },
        practice: card.practice.is_some(),
    };
    let (review, directory) = (id.to_owned(), names(open));
    let gathered = open.files.run(move |store| {
        let loaded = load(store, &review).map_err(|e| store_card(&e))?;
        gather(store, &loaded.ok_or_else(gone)?, account, &directory)
    });
    let pack = gathered.await.map_err(ending)??;
    let place = path.to_owned();
    let written = blocking(move || {
        let missing = pack.gaps();
        let (bytes, digest) = evidence::write(&pack).map_err(|e| {
            let why = format!("The pack cannot be written: {e}");
            ErrorCard::new(why, "Review less at once")
        })?;
        let unwritable = |e: std::io::Error| unwritable(&place, &e);
        let mut draft = Draft::begin(&place).map_err(unwritable)?;
        draft.write_all(&bytes).map_err(unwritable)?;
        draft.keep().map_err(unwritable)?;
        Ok((digest.to_string(), missing))
    });
    written.await.map_err(ending)?
}

fn gather(
    store: &ProfileStore,
    loaded: &Loaded,
    account: Account,
    directory: &Directory,
) -> Result<Pack, ErrorCard> {
    let campaign = (*loaded.campaign).clone();
    // Evidence that leaves out what it cannot read would look whole: a damaged file is an error.
    let told = |e: StoreError| store_card(&e);
    let parts = store.snapshots.parts(&campaign.snapshot).map_err(told)?;
    let part = |p: crate::store::PartFacts| PartRead {
        query: query_of(&p.kind).to_owned(),
        what: p.kind,
        site: p.site,
        read_at: p.read_at,
        rows: p.rows,
        pages: p.pages,
        sha256: p.hash,
    };
    let after = match &loaded.standing.proved {
        None => None,
        Some((snapshot, at)) => {
            let list = store.snapshots.list().map_err(told)?;
            let head = list.into_iter().find(|h| h.id == *snapshot);
            Some(AfterList {
                snapshot: snapshot.clone(),
                at: *at,
                gaps: match head {
                    Some(head) => head.gaps,
                    None => vec!["the snapshot is not kept any more".to_owned()],
                },
                found: (*loaded.after).clone(),
            })
        }
    };
    Ok(Pack {
        account,
        titles: titles(loaded, directory),
        parts: parts.into_iter().map(part).collect(),
        items: loaded.items.to_vec(),
        entries: loaded.entries.clone(),
        carried: carried(store, loaded)?,
        after,
        campaign,
    })
}

/// Titles of every role that items and decisions name: as they were where an item tells.
fn titles(loaded: &Loaded, directory: &Directory) -> BTreeMap<RoleId, String> {
    let mut titles = BTreeMap::new();
    for entry in &loaded.entries {
        if let Word::Decided {
            verdict: Verdict::Reduce { roles },
            ..
        } = &entry.word
        {
            for role in roles {
                titles.insert(role.clone(), directory.role_name(role).to_owned());
            }
        }
    }
    for item in loaded.items.iter() {
        for (role, title) in item.roles.iter().zip(&item.titles) {
            titles.insert(role.clone(), title.clone());
        }
    }
    titles
}

fn carried(store: &ProfileStore, loaded: &Loaded) -> Result<Option<Carried>, ErrorCard> {
    let Some(head) = &loaded.run else {
        return Ok(None);
    };
    let damaged = |e: serde_json::Error| {
        let why = format!("The run {} cannot be read: {e}", head.id);
        ErrorCard::new(why, "").of(Trouble::Other)
    };
    let row = store.ledger.run(&head.id).map_err(|e| store_card(&e))?;
    let Some(row) = row else { return Ok(None) };
    let plan: Plan = serde_json::from_str(&row.plan).map_err(damaged)?;
    let receipt: Option<Receipt> = row
        .receipt
        .as_deref()
        .map(serde_json::from_str)
        .transpose()
        .map_err(damaged)?;
    let to = receipt.as_ref().map(|r| r.journal.count);
    let journal = store.journal.lines_of(&head.id, to);
    Ok(Some(Carried {
        plan,
        receipt,
        journal: journal.map_err(|e| store_card(&e))?,
    }))
}

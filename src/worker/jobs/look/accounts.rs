//! Looking at the list of child accounts (contract A4).

use super::{Look, Unread};
use crate::access::AccountId;
use crate::plan::{ObjectKey, Seen};
use crate::wix::{Client, Offsets, account};
use std::collections::BTreeSet;

/// Reads the whole list.
pub(super) async fn look(
    own: &AccountId,
    client: &Client,
    looked: &mut Look,
) -> Result<(), Unread> {
    let mut ids = BTreeSet::new();
    let mut next = Some(Offsets::start(account::CHILDREN_PAGE));
    while let Some(at) = next {
        looked.reads += 1;
        let page = account::children(client, own, at).await?;
        if let Some(trouble) = page.trouble {
            return Err(Unread::Incomplete(trouble.to_string()));
        }
        if let Some(row) = page.unread.first() {
            return Err(Unread::Incomplete(row.reason.clone()));
        }
        ids.extend(page.items.into_iter().map(|c| c.id));
        next = page.next;
    }
    looked.put(&ObjectKey::ChildAccounts, Seen::ChildAccounts(ids));
    Ok(())
}

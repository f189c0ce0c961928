//! Everybody in this account and in every child account that was read.

use super::super::super::files::blocking;
use super::super::super::open::Open;
use super::super::super::protocol::{
    AccountRow, EverybodyTable, Kin, Numbered as _, OfAccount, PeopleTable, freeze_everybody,
    freeze_people,
};
use super::super::super::{access, open};
use crate::access::Directory;
use crate::store::{self, DataDir, ProfileStore, StoreError};
use jiff::Timestamp;
use std::sync::Arc;

/// Makes the table and shows it.
pub(super) async fn show(open: &Open) {
    let (accounts, own) = (
        open.family.accounts.table.borrow().clone(),
        open.people.table.borrow().clone(),
    );
    let before = open.family.everybody.table.borrow().clone();
    let rows = accounts.map(|t| t.rows.clone()).unwrap_or_default();
    let (dir, now) = (open.shared.dir.clone(), open.shared.now());
    let make = move || all(&dir, &rows, own.as_ref(), now).after(before.as_deref());
    let made = blocking(make).await;
    let Ok(table) = made else { return };
    let table = Some(Arc::new(table));
    open.family.everybody.table.send_replace(table.clone());
    if open.shows() {
        open.shared.board.everybody(table);
    }
}

fn all(
    dir: &DataDir,
    rows: &[AccountRow],
    own: Option<&Arc<PeopleTable>>,
    now: Timestamp,
) -> EverybodyTable {
    let mut found: Vec<(&AccountRow, Arc<PeopleTable>)> = Vec::new();
    let mut unread = 0;
    for row in rows {
        match row.kin {
            Kin::Own => found.extend(own.map(|people| (row, Arc::clone(people)))),
            Kin::Parent => {}
            Kin::Child if row.read_at.is_none() => unread += 1,
            Kin::Child => match people_of(dir, row, now) {
                Ok(people) => found.push((row, Arc::new(people))),
                Err(error) => {
                    tracing::warn!(%error, "the people of a child account were left out");
                    unread += 1;
                }
            },
        }
    }
    let of: Vec<OfAccount<'_>> = found
        .iter()
        .map(|(row, people)| OfAccount {
            id: &row.id,
            name: &row.name,
            people,
        })
        .collect();
    freeze_everybody(&of, unread)
}

/// The people of one account, out of its files; nobody is kept from them.
fn people_of(dir: &DataDir, row: &AccountRow, now: Timestamp) -> Result<PeopleTable, StoreError> {
    let id = row.profile.as_ref().map_or("", |p| p.0.as_str());
    let (mut files, _) = ProfileStore::open_read_only(dir, &store::ProfileId::new(id)?)?;
    let (team, _) = files.cache.team()?;
    let kept = access::read(&mut files, &team)?;
    let (roles, _) = files.cache.roles(open::LOCALE)?;
    let (sites, _) = files.cache.sites()?;
    let (folders, _) = files.cache.folders()?;
    let (account, _) = files.cache.account()?;
    let owner = account.and_then(|a| Some((a.id.clone(), a.owner?)));
    Ok(freeze_people(
        Arc::new(team),
        Arc::new(Directory::new(roles, sites, folders)),
        Arc::new(kept.access),
        owner,
        kept.links,
        now,
    ))
}

//! The table of accounts, from what is kept of this account, in the list of profiles, and in the
//! caches of the child accounts.

use super::super::super::cards::{PARENTS_KEY, store_card};
use super::super::super::open::{Open, ending};
use super::super::super::protocol::{
    AccountKey, AccountRow, AccountsTable, ErrorCard, KeyPlace, Kin, Numbered as _, ProfileCard,
    ProfileId, freeze_accounts,
};
use super::super::look::PAGE;
use super::on_disk;
use crate::access::{Account, AccountId};
use crate::store::{self, Cache, ChildProfile, DatasetMeta, ProfileStore, Set, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Calls that reading an account takes whatever its size: account, roles, folders, child accounts,
/// and the count of the team.
const FIXED_CALLS: usize = 5;
/// Rows of a page of sites (contract S1).
const SITES: usize = 100;

/// What the profile itself keeps about accounts.
struct Kept {
    own: Option<Account>,
    own_meta: Option<DatasetMeta>,
    listed: BTreeSet<AccountId>,
    list: Option<DatasetMeta>,
    told: BTreeMap<AccountId, (Option<Account>, Option<DatasetMeta>)>,
    names: BTreeMap<AccountId, String>,
    own_size: Size,
}

/// How large an account is, as far as it was read.
#[derive(Debug, Clone, Default)]
struct Size {
    team: Option<DatasetMeta>,
    people: u64,
    sites: Option<u64>,
    owner: Option<String>,
}

fn size_of(cache: &Cache, account: Option<&Account>) -> Result<Size, StoreError> {
    let team = cache.meta(&Set::team())?;
    let owner = account.and_then(|a| a.owner.as_ref());
    let owner = owner.map(|id| cache.team_member(id)).transpose()?.flatten();
    Ok(Size {
        people: cache.people()?,
        sites: cache.meta(&Set::sites())?.map(|m| m.rows),
        owner: owner.map(|m| m.display_name()),
        team,
    })
}

fn read_kept(
    s: &mut ProfileStore,
    own: &AccountId,
    parent: Option<AccountId>,
) -> Result<Kept, StoreError> {
    let (account, own_meta) = s.cache.account()?;
    let (children, list) = s.cache.children()?;
    let listed: BTreeSet<AccountId> = children.into_iter().map(|c| c.id).collect();
    let above = account.as_ref().and_then(|a| a.parent.clone()).or(parent);
    let mut told = BTreeMap::new();
    for id in listed.iter().chain(&above) {
        told.insert(id.clone(), s.cache.account_of(id)?);
    }
    let names = s.ledger.local_names()?;
    let names = names
        .into_iter()
        .filter(|n| n.kind == super::super::super::access::ACCOUNT)
        .map(|n| (AccountId::new(&n.id), n.name))
        .filter(|(id, _)| id != own)
        .collect();
    let own_size = size_of(&s.cache, account.as_ref())?;
    Ok(Kept {
        own: account,
        own_meta,
        listed,
        list,
        told,
        names,
        own_size,
    })
}

/// Makes the table and shows it.
pub(super) async fn show(open: &Open) -> Result<(), ErrorCard> {
    let card = open.card();
    let above = above(open, &card).await?;
    let (own, parent) = (
        card.account.clone(),
        above.as_ref().map(|a| a.account.clone()),
    );
    let kept = open
        .files
        .run(move |s| read_kept(s, &own, parent))
        .await
        .map_err(ending)?
        .map_err(|e| store_card(&e))?;
    let home = card.id.0.clone();
    let below = open
        .shared
        .root
        .run(move |root| root.children(&store::ProfileId::new(&home)?))
        .await
        .map_err(ending)?
        .map_err(|e| store_card(&e))?;
    let table = on_disk(open, move |dir| table(dir, &card, above, kept, below)).await?;
    let before = open.family.accounts.table.borrow().clone();
    let table = Some(Arc::new(table.after(before.as_deref())));
    open.family.accounts.table.send_replace(table.clone());
    if open.shows() {
        open.shared.board.accounts(table);
    }
    Ok(())
}

/// The profile above, if it is there.
async fn above(open: &Open, card: &ProfileCard) -> Result<Option<ProfileCard>, ErrorCard> {
    let Some(parent) = card.parent.clone() else {
        return Ok(None);
    };
    let row = open
        .shared
        .root
        .run(move |root| root.profile(&store::ProfileId::new(&parent.0)?))
        .await
        .map_err(ending)?
        .map_err(|e| store_card(&e))?;
    Ok(row.map(|row| super::super::super::cards::profile_card(&row, None)))
}

fn table(
    dir: &store::DataDir,
    card: &ProfileCard,
    above: Option<ProfileCard>,
    kept: Kept,
    below: Vec<ChildProfile>,
) -> AccountsTable {
    let mut rows = vec![own_row(card, &kept)];
    rows.extend(parent_row(&kept, above));
    let mut profiles: BTreeMap<AccountId, ChildProfile> = below
        .into_iter()
        .filter_map(|c| Some((c.row.account_id.clone()?, c)))
        .collect();
    let ids: BTreeSet<AccountId> = kept
        .listed
        .iter()
        .cloned()
        .chain(profiles.keys().cloned())
        .collect();
    for id in ids {
        let profile = profiles.remove(&id);
        rows.push(child_row(dir, &kept, &id, profile));
    }
    let note = kept.list.as_ref().and_then(|m| m.note.clone());
    freeze_accounts(rows, kept.list.map(|m| m.read_at), note)
}

fn own_row(card: &ProfileCard, kept: &Kept) -> AccountRow {
    let told = kept.own.clone();
    let name = told
        .as_ref()
        .map_or_else(|| card.name_to_type(), |a| a.display_name());
    let name = name.to_owned();
    let borrows = card.parent.is_some();
    let key = match card.key {
        KeyPlace::Missing => AccountKey::Missing,
        KeyPlace::Parent | KeyPlace::Practice if borrows => AccountKey::Untried,
        _ => AccountKey::Own,
    };
    let size = kept.own_size.clone();
    let mut row = bare(&card.account, Kin::Own, name, told);
    row.told_at = kept.own_meta.as_ref().map(|m| m.read_at);
    row.not_told = kept.own_meta.as_ref().and_then(|m| m.note.clone());
    row.key = key;
    row.profile = Some(card.id.clone());
    put_size(&mut row, size);
    row
}

fn parent_row(kept: &Kept, above: Option<ProfileCard>) -> Option<AccountRow> {
    let told_parent = kept.own.as_ref().and_then(|a| a.parent.clone());
    let id = above
        .as_ref()
        .map(|a| a.account.clone())
        .or(told_parent)
        .filter(|id| !id.is_empty())?;
    let (told, meta) = kept.told.get(&id).cloned().unwrap_or_default();
    let local = kept.names.get(&id).cloned();
    let of_profile = above.as_ref().map(|a| a.name_to_type().to_owned());
    let name = local
        .clone()
        .or(of_profile)
        .or(told.as_ref().map(|a| a.display_name().to_owned()))
        .unwrap_or_else(|| id.as_str().to_owned());
    let mut row = bare(&id, Kin::Parent, name, told);
    row.local = local;
    row.told_at = meta.as_ref().map(|m| m.read_at);
    row.not_told = meta.and_then(|m| m.note);
    row.key = AccountKey::Own;
    row.profile = above.map(|a| a.id);
    Some(row)
}

fn child_row(
    dir: &store::DataDir,
    kept: &Kept,
    id: &AccountId,
    profile: Option<ChildProfile>,
) -> AccountRow {
    let (mut told, mut meta) = kept.told.get(id).cloned().unwrap_or_default();
    let mut size = Size::default();
    if let Some(profile) = &profile {
        // What the account's own profile read counts where it is newer. A cache that cannot be
        // read shows as an account that was never read.
        let cache = Cache::open_read_only(&dir.profile(&profile.row.id).cache());
        let read = cache.and_then(|cache| {
            let (account, of) = cache.account()?;
            let size = size_of(&cache, account.as_ref().or(told.as_ref()))?;
            Ok((account, of, size))
        });
        match read {
            Ok((account, of, found)) => {
                let newer = match (&of, &meta) {
                    (Some(of), Some(meta)) => of.read_at >= meta.read_at || told.is_none(),
                    (of, _) => of.is_some(),
                };
                if newer && account.is_some() {
                    (told, meta) = (account, of);
                }
                size = found;
            }
            Err(error) => tracing::warn!(%error, "the cache of a child account was left out"),
        }
    }
    let local = kept.names.get(id).cloned();
    let name = local
        .clone()
        .or(told.as_ref().map(|a| a.display_name().to_owned()))
        .or(profile.as_ref().and_then(|p| p.row.account_name.clone()))
        .unwrap_or_else(|| AccountRow::unnamed(id));
    let mut row = bare(id, Kin::Child, name, told);
    row.local = local;
    row.told_at = meta.as_ref().map(|m| m.read_at);
    row.not_told = meta.and_then(|m| m.note);
    row.listed = kept.listed.contains(id);
    row.key = profile.as_ref().map_or(AccountKey::Untried, key_of);
    row.profile = profile.map(|p| ProfileId(p.row.id.as_str().to_owned()));
    put_size(&mut row, size);
    row
}

fn key_of(profile: &ChildProfile) -> AccountKey {
    if profile.row.key_place != PARENTS_KEY {
        return AccountKey::Own;
    }
    match &profile.trial {
        None => AccountKey::Untried,
        Some(trial) if trial.works => AccountKey::Works(trial.at),
        Some(trial) => AccountKey::Refused {
            at: trial.at,
            answer: trial.answer.clone(),
        },
    }
}

fn bare(id: &AccountId, kin: Kin, name: String, told: Option<Account>) -> AccountRow {
    let owner = told.as_ref().and_then(|a| a.owner.as_ref());
    AccountRow {
        id: id.clone(),
        kin,
        name,
        local: None,
        owner: owner.map(|o| o.as_str().to_owned()).unwrap_or_default(),
        told,
        told_at: None,
        not_told: None,
        key: AccountKey::Untried,
        profile: None,
        read_at: None,
        complete: false,
        people: None,
        sites: None,
        calls: FIXED_CALLS + 2,
        listed: true,
    }
}

fn put_size(row: &mut AccountRow, size: Size) {
    let rows = size.team.as_ref().map_or(0, |m| m.rows as usize);
    let sites = size.sites.unwrap_or(0) as usize;
    row.calls = FIXED_CALLS + rows.div_ceil(PAGE as usize).max(1) + sites.div_ceil(SITES).max(1);
    row.people = size.team.as_ref().map(|_| size.people);
    row.sites = size.sites;
    row.read_at = size.team.as_ref().map(|m| m.read_at);
    row.complete = size.team.as_ref().is_some_and(|m| m.complete);
    if let Some(owner) = size.owner.filter(|o| !o.is_empty()) {
        row.owner = owner;
    }
}

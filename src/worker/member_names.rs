//! Who contributors are by the members that they are. Who contributes to a site can be its member too,
//! and Wix tells which Wix user a member is (site contract 4.9): the only way from the id of an
//! account's owner to a name and an address that leads past the team.

use crate::access::{Member, SiteId, Team, UserId, UserMember};
use crate::plan::{AccountName, SiteAccess};
use crate::store::{ProfileStore, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// Where such a name is from.
pub(super) const FROM: &str = "a site member";

/// Owners of contributing accounts who are not in the team.
fn strangers(access: &SiteAccess, team: &Team) -> BTreeSet<UserId> {
    let all = access.contributors.values().flat_map(BTreeMap::values);
    let mut owners: BTreeSet<UserId> = all.filter_map(|c| c.owner.clone()).collect();
    for person in &team.members {
        owners.remove(&person.id);
    }
    owners
}

/// Names of such owners, out of the members that were read. Blocks on the disk.
pub(super) fn of(
    store: &ProfileStore,
    access: &SiteAccess,
    team: &Team,
) -> Result<BTreeMap<UserId, AccountName>, StoreError> {
    let mut names = BTreeMap::new();
    let mut wanted = strangers(access, team);
    for (site, _) in store.cache.members_states()? {
        if wanted.is_empty() {
            break;
        }
        let (rows, _) = store.cache.user_members(&site)?;
        for row in rows {
            let Some(user) = row.user.clone().filter(|user| wanted.contains(user)) else {
                continue;
            };
            if let Some(name) = named(store, &site, &row)? {
                wanted.remove(&user);
                names.insert(user, name);
            }
        }
    }
    Ok(names)
}

/// What is known of a member; what others see of it, where it was not read itself.
fn named(
    store: &ProfileStore,
    site: &SiteId,
    row: &UserMember,
) -> Result<Option<AccountName>, StoreError> {
    let member = store.cache.member(site, &row.member)?.map(|(m, _)| m);
    Ok(name_of(row, member.as_ref()))
}

/// The name and the address of a user who is this member, if it has a name.
pub(super) fn name_of(row: &UserMember, member: Option<&Member>) -> Option<AccountName> {
    let shown = member.map(Member::display_name);
    let shown = shown.filter(|name| name != row.member.as_str());
    let name = shown.unwrap_or_else(|| row.nickname.trim().to_owned());
    (!name.is_empty()).then(|| AccountName {
        name,
        email: member.map(|m| m.login_email.clone()).unwrap_or_default(),
        from: FROM.to_owned(),
    })
}

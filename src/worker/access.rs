//! Who can get into which site, as it is kept: contributors, locations, site invites, and the names
//! behind accounts that Wix tells by id alone.

use super::member_names;
use super::protocol::SiteTold;
use crate::access::{
    Account, AccountId, Contributor, InviteStatus, Merge as _, SiteId, SiteInvite, Team, UserId,
};
use crate::plan::{AccountName, Aspect, Found, ObjectKey, SiteAccess};
use crate::store::{DatasetMeta, LocalName, ProfileStore, SiteInviteRow, StoreError};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Kind of the names that the owner gives to accounts.
pub(super) const ACCOUNT: &str = "account";
/// Kind of the names that Get Account told (contract A3).
pub(super) const TOLD: &str = "accountTold";
/// Kind of the user ids of owners that Get Account told; they lead to people of the team.
pub(super) const TOLD_OWNER: &str = "accountOwner";
/// Kinds of what a site told of the member who an account's owner is, when names were looked up.
pub(super) const MEMBER_NAME: &str = "memberName";
pub(super) const MEMBER_ADDRESS: &str = "memberAddress";

/// Everything that is kept about access to sites.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    pub(super) access: SiteAccess,
    /// Marks that the owner confirmed to be one human.
    pub(super) links: Vec<crate::access::Link>,
    /// How the readings of the sites stand.
    pub(super) readings: BTreeMap<SiteId, SiteReadings>,
    /// Why sites could not be read the last time.
    pub(super) refused: super::protocol::Refusals,
    /// When each site invite was told last, or its id was noted.
    pub(super) told: SiteTold,
}

/// How the readings of one site stand.
#[derive(Debug, Clone, Default)]
pub(super) struct SiteReadings {
    pub(super) contributors: Option<DatasetMeta>,
    pub(super) locations: Option<DatasetMeta>,
}

impl Kept {
    /// When the contributors of each site were read, and whether to the end.
    pub(super) fn readings(&self) -> BTreeMap<SiteId, (jiff::Timestamp, bool)> {
        let read = self.readings.iter();
        read.filter_map(|(site, r)| {
            let meta = r.contributors.as_ref()?;
            let whole = meta.complete && r.locations.as_ref().is_none_or(|l| l.complete);
            Some((site.clone(), (meta.read_at, whole)))
        })
        .collect()
    }
}

/// Reads everything that is kept. Blocks on the disk.
pub(super) fn read(store: &mut ProfileStore, team: &Team) -> Result<Kept, StoreError> {
    let mut kept = Kept::default();
    for (site, (list, meta)) in store.cache.contributors()? {
        let by_account = list.into_iter().map(|c| (c.account.clone(), c)).collect();
        kept.access.contributors.insert(site.clone(), by_account);
        kept.readings.entry(site).or_default().contributors = Some(meta);
    }
    for (site, (list, meta)) in store.cache.locations()? {
        kept.access.locations.insert(site.clone(), list);
        kept.readings.entry(site).or_default().locations = Some(meta);
    }
    for row in store.ledger.site_invites(None)? {
        let invite = invite_of(&row);
        let key = (row.site.clone(), row.invite.clone());
        kept.told.insert(key, row.at);
        let list = kept.access.invites.entry(row.site).or_default();
        list.push(Arc::new(invite));
    }
    kept.links = store.ledger.links()?;
    let refused = store.cache.refusals()?.into_iter();
    kept.refused = refused.map(|(site, r)| (site, (r.at, r.words))).collect();
    let (own, _) = store.cache.account()?;
    let local = store.ledger.local_names()?;
    let members = member_names::of(store, &kept.access, team)?;
    kept.access.names = names(&kept.access, team, &members, &local, own.as_ref());
    Ok(kept)
}

/// An invite as the ledger has it. Of some only the id is known.
pub(super) fn invite_of(row: &SiteInviteRow) -> SiteInvite {
    let bare = || SiteInvite::bare(row.invite.clone(), row.site.clone());
    let mut invite: SiteInvite = serde_json::from_str(&row.body).unwrap_or_else(|_| bare());
    // The columns are what the row is found by; they count.
    invite.id = row.invite.clone();
    invite.site = row.site.clone();
    if invite.email.is_empty() {
        invite.email.clone_from(&row.email);
    }
    invite
}

/// Takes in what was told about an invite. What the answer leaves out stays as it was known.
pub(super) fn keep_invite(
    store: &mut ProfileStore,
    newer: SiteInvite,
    at: jiff::Timestamp,
) -> Result<(), StoreError> {
    let known = store.ledger.site_invites(Some(&newer.site))?;
    let known = known.iter().find(|row| row.invite == newer.id);
    let mut invite = known.map_or_else(
        || SiteInvite::bare(newer.id.clone(), newer.site.clone()),
        invite_of,
    );
    invite.merge(newer);
    store.ledger.put_site_invite(&SiteInviteRow {
        site: invite.site.clone(),
        invite: invite.id.clone(),
        email: invite.email.clone(),
        body: serde_json::to_string(&invite).unwrap_or_else(|_| "{}".to_owned()),
        at,
    })
}

/// Takes in what a look told about a contributor in one respect; `None`: it contributes no more.
pub(super) fn keep_contributor(
    store: &mut ProfileStore,
    site: &SiteId,
    account: &AccountId,
    aspect: Aspect,
    seen: Option<&Contributor>,
) -> Result<(), StoreError> {
    let Some(seen) = seen else {
        return store.cache.remove_contributor(site, account).map(|_| ());
    };
    let known = store.cache.contributor(site, account)?;
    let Some(mut known) = known else {
        return Ok(());
    };
    match aspect {
        Aspect::Presence => return Ok(()),
        Aspect::Roles => known.roles.clone_from(&seen.roles),
        Aspect::Locations => known.locations.clone_from(&seen.locations),
    }
    store.cache.put_contributor(site, &known)
}

/// The same for what is held in memory.
pub(super) fn freshen(access: &mut SiteAccess, found: &Found) {
    for (object, seen) in found {
        let ObjectKey::Contributor(site, account, aspect) = object else {
            continue;
        };
        let Some(of_site) = access.contributors.get_mut(site) else {
            continue;
        };
        match (seen.contributor(), of_site.get_mut(account), aspect) {
            (None, _, _) => {
                of_site.remove(account);
            }
            (Some(now), Some(known), Aspect::Roles) => known.roles.clone_from(&now.roles),
            (Some(now), Some(known), Aspect::Locations) => {
                known.locations.clone_from(&now.locations);
            }
            _ => {}
        }
    }
}

/// Names by account: the owner's own name for it, else the team member who owns it, else the member
/// of a site who is its owner, else what Get Account told, else the address of the invite that it
/// accepted.
fn names(
    access: &SiteAccess,
    team: &Team,
    members: &BTreeMap<UserId, AccountName>,
    local: &[LocalName],
    own: Option<&Account>,
) -> BTreeMap<AccountId, AccountName> {
    let of_kind = |kind: &'static str| local.iter().filter(move |n| n.kind == kind);
    let mut names: BTreeMap<AccountId, AccountName> = BTreeMap::new();
    let used = access.invites.values().flatten();
    for invite in used.filter(|i| i.status == InviteStatus::Used && !i.email.is_empty()) {
        if let Some(account) = &invite.accepted_by {
            let name = AccountName {
                name: invite.email.clone(),
                email: invite.email.clone(),
                from: "the invite that was accepted".to_owned(),
            };
            names.insert(account.clone(), name);
        }
    }
    let people: BTreeMap<&UserId, _> = team.members.iter().map(|m| (&m.id, m)).collect();
    let mut told = |account: &AccountId, name: &str| {
        let entry = names.entry(account.clone()).or_default();
        name.clone_into(&mut entry.name);
        "the account, as Wix told it".clone_into(&mut entry.from);
    };
    if let Some(own) = own.filter(|a| a.display_name() != a.id.as_str()) {
        told(&own.id, own.display_name());
    }
    for one in of_kind(TOLD) {
        told(&AccountId::new(&one.id), &one.name);
    }
    let addresses: BTreeMap<&String, &String> =
        of_kind(MEMBER_ADDRESS).map(|n| (&n.id, &n.name)).collect();
    for one in of_kind(MEMBER_NAME) {
        let address = addresses.get(&one.id).map(|a| (*a).clone());
        let name = AccountName {
            name: one.name.clone(),
            email: address.unwrap_or_default(),
            from: member_names::FROM.to_owned(),
        };
        names.insert(AccountId::new(&one.id), name);
    }
    let owners = of_kind(TOLD_OWNER);
    for one in owners {
        let (account, user) = (AccountId::new(&one.id), UserId::new(&one.name));
        if let Some(name) = members.get(&user) {
            names.insert(account.clone(), name.clone());
        }
        if let Some(member) = people.get(&user) {
            let name = AccountName {
                name: member.display_name(),
                email: member.email.clone(),
                from: "the team: owner of the account".to_owned(),
            };
            names.insert(account, name);
        }
    }
    for contributor in access.contributors.values().flat_map(BTreeMap::values) {
        let owner = contributor.owner.as_ref();
        if let Some(name) = owner.and_then(|user| members.get(user)) {
            names.insert(contributor.account.clone(), name.clone());
        }
        if let Some(member) = owner.and_then(|user| people.get(user)) {
            let name = AccountName {
                name: member.display_name(),
                email: member.email.clone(),
                from: "the team".to_owned(),
            };
            names.insert(contributor.account.clone(), name);
        }
    }
    for own in of_kind(ACCOUNT) {
        let entry = names.entry(AccountId::new(&own.id)).or_default();
        entry.name.clone_from(&own.name);
        AccountName::OWN.clone_into(&mut entry.from);
    }
    names
}

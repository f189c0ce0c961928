//! Views of the account and the changes that lead from one to the next.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    contributors::{Crew, record::Contributor},
    locations::record::Location,
    members::{Roll, record::SiteMember},
    records::{Account, Folder, Invite, Member, Site},
    shelf::{Entry, Kind, Shelf},
    site_invites::SiteInvite,
};

/// A record is now this, or gone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Change {
    /// A team member of an account.
    Member {
        /// The account whose team it is.
        account: String,
        /// User id.
        id: String,
        /// `None` means removed.
        now: Option<Member>,
    },
    /// An account invite.
    Invite(Invite),
    /// A new or changed account.
    Account(Account),
    /// A site.
    Site {
        /// Site id.
        id: String,
        /// `None` means deleted for good.
        now: Option<Site>,
    },
    /// A member of a site.
    SiteMember {
        /// Site id.
        site: String,
        /// The member's number.
        seq: u64,
        /// Member id.
        id: String,
        /// Login address, which stays known when the member is gone.
        login: String,
        /// `None` means deleted for good.
        now: Option<Arc<SiteMember>>,
    },
    /// A contributor of a site.
    Contributor {
        /// Site id.
        site: String,
        /// Account id.
        account: String,
        /// `None` means removed.
        now: Option<Contributor>,
    },
    /// An invite to a site.
    SiteInvite(SiteInvite),
    /// A small record of a site.
    Entry {
        /// Site id.
        site: String,
        /// What it is.
        kind: Kind,
        /// Its id among its kind.
        id: String,
        /// `None` means deleted.
        now: Option<Arc<Entry>>,
    },
    /// A location of a site.
    Location {
        /// Site id.
        site: String,
        /// What it is now; locations are never deleted.
        now: Arc<Location>,
    },
}

impl Change {
    /// Which record is meant; a later change with the same key replaces an earlier one.
    pub(crate) fn key(&self) -> String {
        match self {
            Self::Member { account, id, .. } => format!("member/{account}/{id}"),
            Self::Invite(invite) => format!("invite/{}", invite.id),
            Self::Account(account) => format!("account/{}", account.id),
            Self::Site { id, .. } => format!("site/{id}"),
            Self::SiteMember { site, id, .. } => format!("site-member/{site}/{id}"),
            Self::Contributor { site, account, .. } => format!("contributor/{site}/{account}"),
            Self::Entry { site, kind, id, .. } => format!("entry/{site}/{kind:?}/{id}"),
            Self::SiteInvite(invite) => format!("site-invite/{}", invite.id),
            Self::Location { site, now } => format!("location/{site}/{}", now.id),
        }
    }
}

/// Everything as somebody sees it at one moment. Cloning is cheap: records are shared.
#[derive(Clone, Debug, Default)]
pub(crate) struct View {
    /// By account id.
    pub(crate) accounts: BTreeMap<String, Arc<Account>>,
    /// By account id and user id.
    pub(crate) members: BTreeMap<(String, String), Arc<Member>>,
    /// By invite id.
    pub(crate) invites: BTreeMap<String, Arc<Invite>>,
    /// By site id.
    pub(crate) sites: BTreeMap<String, Arc<Site>>,
    /// By folder id.
    pub(crate) folders: BTreeMap<String, Arc<Folder>>,
    /// Changes among the members of sites, by site id.
    pub(crate) site_members: BTreeMap<String, Roll>,
    /// Changes among the contributors of sites, by site id.
    pub(crate) contributors: BTreeMap<String, Crew>,
    /// By site id and invite id.
    pub(crate) site_invites: BTreeMap<(String, String), Arc<SiteInvite>>,
    /// Changes among the small records of sites.
    pub(crate) shelf: Shelf,
    /// By site id and location id.
    pub(crate) locations: BTreeMap<(String, String), Arc<Location>>,
}

impl View {
    /// Makes one record what the change says.
    pub(crate) fn apply(&mut self, change: &Change) {
        match change {
            Change::Member { account, id, now } => {
                put(
                    &mut self.members,
                    (account.clone(), id.clone()),
                    now.clone(),
                );
            }
            Change::Invite(invite) => {
                put(&mut self.invites, invite.id.clone(), Some(invite.clone()));
            }
            Change::Account(account) => put(
                &mut self.accounts,
                account.id.clone(),
                Some(account.clone()),
            ),
            Change::Site { id, now } => put(&mut self.sites, id.clone(), now.clone()),
            Change::SiteMember { site, seq, now, .. } => self
                .site_members
                .entry(site.clone())
                .or_default()
                .apply(*seq, now.clone()),
            Change::Contributor { site, account, now } => {
                let crew = self.contributors.entry(site.clone()).or_default();
                crew.insert(account.clone(), now.clone().map(Arc::new));
            }
            Change::Entry {
                site,
                kind,
                id,
                now,
            } => {
                let shelf = self.shelf.entry((site.clone(), *kind)).or_default();
                shelf.insert(id.clone(), now.clone());
            }
            Change::SiteInvite(invite) => put(
                &mut self.site_invites,
                (invite.site.clone(), invite.id.clone()),
                Some(invite.clone()),
            ),
            Change::Location { site, now } => {
                let key = (site.clone(), now.id.clone());
                self.locations.insert(key, now.clone());
            }
        }
    }

    /// The team of an account, in the order people joined the records.
    pub(crate) fn team(&self, account: &str) -> Vec<&Arc<Member>> {
        let mut team: Vec<_> = self
            .members
            .values()
            .filter(|member| member.account == account)
            .collect();
        team.sort_by_key(|member| member.seq);
        team
    }

    /// The invites of an account in the order they were made.
    pub(crate) fn invites_of(&self, account: &str) -> Vec<&Arc<Invite>> {
        let mut invites: Vec<_> = self
            .invites
            .values()
            .filter(|invite| invite.account == account)
            .collect();
        invites.sort_by_key(|invite| invite.seq);
        invites
    }

    /// A member of an account's team.
    pub(crate) fn member(&self, account: &str, user: &str) -> Option<&Arc<Member>> {
        self.members.get(&(account.to_owned(), user.to_owned()))
    }

    /// A site if it belongs to the account.
    pub(crate) fn site_of(&self, account: &str, site: &str) -> Option<&Arc<Site>> {
        self.sites
            .get(site)
            .filter(|found| found.account == account)
    }

    /// A folder if it belongs to the account.
    pub(crate) fn folder_of(&self, account: &str, folder: &str) -> Option<&Arc<Folder>> {
        self.folders
            .get(folder)
            .filter(|found| found.account == account)
    }

    /// A folder's path from the root, such as `Clients/Hotels`. Empty for an unknown folder.
    pub(crate) fn folder_path(&self, folder: &str) -> String {
        let mut names = Vec::new();
        let mut at = folder;
        while let Some(found) = self.folders.get(at) {
            names.push(found.name.as_str());
            at = &found.parent;
            if names.len() > self.folders.len() {
                break;
            }
        }
        names.reverse();
        names.join("/")
    }
}

fn put<K: Ord, V>(map: &mut BTreeMap<K, Arc<V>>, key: K, value: Option<V>) {
    match value {
        Some(value) => map.insert(key, Arc::new(value)),
        None => map.remove(&key),
    };
}

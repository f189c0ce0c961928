//! What a key can do: one harmless read per area.

use super::contributors;
use super::error::{ErrorKind, WixError};
use super::identity::{CallArea, Verdict, rule};
use super::locations;
use super::members::{self, QueryMembers};
use super::paging::{Cursors, Offsets};
use super::team::SearchTeam;
use super::{Client, account, folders, roles, sites, team};
use crate::access::{AccountId, SiteId};

/// A part of Wix that a key may or may not reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// The account that belongs to the key (A5, not documented).
    Key,
    /// The account's name and owner (A3).
    Account,
    /// Child accounts (A4).
    ChildAccounts,
    /// Team members and account invites (U1, changed by U3, U4, AI1).
    Team,
    /// Roles (U2).
    Roles,
    /// Sites (S1).
    Sites,
    /// Folders of sites (F1).
    Folders,
    /// Members of sites, asked on the first site (site contract 1.4, Query Members).
    Members,
    /// Contributors of sites and invites to them, asked on the first site (C1; changed by C2 to C4,
    /// SI1 to SI3).
    Contributors,
    /// Locations of sites, asked on the first site (site contract 5.3, List Locations).
    Locations,
}

impl Area {
    /// All areas, in the order in which they are asked.
    pub const ALL: [Self; 10] = [
        Self::Key,
        Self::Account,
        Self::ChildAccounts,
        Self::Team,
        Self::Roles,
        Self::Sites,
        Self::Folders,
        Self::Members,
        Self::Contributors,
        Self::Locations,
    ];

    /// A few words for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Key => "Account of the key",
            Self::Account => "Account details",
            Self::ChildAccounts => "Child accounts",
            Self::Team => "Team and account invites",
            Self::Roles => "Roles",
            Self::Sites => "Sites",
            Self::Folders => "Folders of sites",
            Self::Members => "Site members",
            Self::Contributors => "Contributors and site invites",
            Self::Locations => "Locations",
        }
    }

    /// The permission that the documentation names (contract 1, "Permission scopes"); `None`
    /// where it names none.
    pub fn permission(self) -> Option<&'static str> {
        match self {
            Self::Account | Self::Team => Some("Manage Team Members"),
            Self::ChildAccounts => Some("Get Sub Accounts"),
            Self::Sites => Some("Read Site Data"),
            Self::Members => Some("Read Members"),
            Self::Contributors => Some("Manage Contributors"),
            Self::Locations => Some("Read Locations"),
            Self::Key | Self::Roles | Self::Folders => None,
        }
    }

    /// What does not work without reading it.
    pub fn without(self) -> &'static str {
        match self {
            Self::Key => "The account id has to be typed by hand",
            Self::Account => {
                "The account shows its id instead of its name, and the owner is not \
                 known from here"
            }
            Self::ChildAccounts => "Child accounts are not listed",
            Self::Team => {
                "There is no team list and no invite list, so nothing can be reviewed \
                 or changed"
            }
            Self::Roles => "Roles show as numbers, and custom roles cannot be chosen",
            Self::Sites => "Sites show as ids, and site owners cannot be compared",
            Self::Folders => "Folders show as ids, and it is not known which sites they hold",
            Self::Members => "Members of sites are neither shown nor changed",
            Self::Contributors => {
                "It is not known who works on single sites, and nobody can be invited there"
            }
            Self::Locations => "Locations show as ids, and nobody can be limited to them",
        }
    }

    /// Whether anything can be changed there.
    fn can_change(self) -> bool {
        matches!(self, Self::Team | Self::Members | Self::Contributors)
    }

    /// Whether it is asked on a site.
    pub(super) fn is_of_site(self) -> bool {
        matches!(self, Self::Members | Self::Contributors | Self::Locations)
    }

    /// The area in the table of identities.
    pub fn calls(self) -> CallArea {
        match self {
            Self::Key | Self::Account | Self::ChildAccounts => CallArea::Accounts,
            Self::Team => CallArea::Team,
            Self::Roles => CallArea::Roles,
            Self::Sites | Self::Folders => CallArea::Sites,
            Self::Members => CallArea::Members,
            Self::Contributors => CallArea::Contributors,
            Self::Locations => CallArea::Locations,
        }
    }
}

/// Whether an area can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// Yes.
    Yes,
    /// Wix refuses it.
    No,
    /// Nobody can tell: no network, trouble at Wix, an answer that cannot be read.
    Unclear(String),
}

/// Whether an area can be changed. No harmless call can tell for sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changing {
    /// There is nothing to change.
    Nothing,
    /// It shows at the first change.
    ShowsAtFirstChange,
    /// Not without reading it.
    Impossible,
}

/// What is known about one area.
#[derive(Debug, Clone, PartialEq)]
pub struct Capability {
    /// The area.
    pub area: Area,
    /// Whether it can be read.
    pub reading: Reading,
    /// Whether it can be changed.
    pub changing: Changing,
    /// The permission it needs: the one that Wix named, else the documented one.
    pub permission: Option<String>,
    /// What does not work without it.
    pub without: &'static str,
    /// Why it cannot be read, or why that is unclear.
    pub error: Option<WixError>,
}

/// Asks once in every area. Without an account id the key's own account is taken, if Wix tells it.
/// A dead network makes everything unclear, and is not tried again for every area. What the
/// table of identities rules out for this caller is not asked at all.
pub async fn probe(client: &Client, account: Option<AccountId>) -> Vec<Capability> {
    ask_all(client, account).await.areas
}

/// What [`ask_all`] found.
pub(super) struct Asked {
    pub(super) areas: Vec<Capability>,
    /// The account, if it is known.
    pub(super) account: Option<AccountId>,
    /// The site that was asked.
    pub(super) site: Option<SiteId>,
}

pub(super) async fn ask_all(client: &Client, account: Option<AccountId>) -> Asked {
    let mut found = Vec::with_capacity(Area::ALL.len());
    let mine = account::my_account(client).await;
    let account = account.or_else(|| mine.as_ref().ok().map(|a| a.id.clone()));
    let mut dead = mine.as_ref().err().filter(|e| e.is_network()).cloned();
    found.push(capability(Area::Key, mine.err()));
    let mut site = client.only_site().cloned();
    for area in Area::ALL.into_iter().skip(1) {
        let rule = rule(client.identity(), area.calls());
        if rule.verdict == Verdict::Refused {
            let kind = ErrorKind::WrongIdentity {
                who: rule.identity.all_of_them().to_owned(),
            };
            let error = WixError::new(kind, "", "").with_detail(rule.told());
            found.push(capability(area, Some(error)));
            continue;
        }
        if let (true, Some(site), None) = (area.is_of_site(), &site, &dead) {
            let error = ask_site(client, site, area).await.err();
            dead = error.as_ref().filter(|e| e.is_network()).cloned();
            found.push(capability(area, error));
            continue;
        }
        let Some(account) = &account else {
            found.push(unknown(area, dead.clone(), "the account id is not known"));
            continue;
        };
        if let Some(e) = &dead {
            found.push(unknown(area, Some(e.clone()), &e.to_string()));
            continue;
        }
        if area.is_of_site() {
            found.push(unknown(area, None, "no site is known to ask about"));
            continue;
        }
        let asked = match area {
            Area::Sites => ask_sites(client, account).await.map(|first| site = first),
            _ => ask(client, account, area).await,
        };
        let error = asked.err();
        dead = error.as_ref().filter(|e| e.is_network()).cloned();
        found.push(capability(area, error));
    }
    Asked {
        areas: found,
        account,
        site,
    }
}

async fn ask(client: &Client, account: &AccountId, area: Area) -> Result<(), WixError> {
    match area {
        Area::Key => account::my_account(client).await.map(|_| ()),
        Area::Account => account::get(client, account).await.map(|_| ()),
        Area::ChildAccounts => account::children(client, account, Offsets::start(1))
            .await
            .map(|_| ()),
        Area::Team => {
            let one = SearchTeam {
                limit: 1,
                ..SearchTeam::default()
            };
            team::search(client, account, &one).await.map(|_| ())
        }
        Area::Roles => roles::list(client, account, "en", roles::RoleLevel::All)
            .await
            .map(|_| ()),
        // These are asked apart: the first tells the site that the others need.
        Area::Sites | Area::Members | Area::Contributors | Area::Locations => Ok(()),
        Area::Folders => folders::list(client, account, Offsets::start(1))
            .await
            .map(|_| ()),
    }
}

/// The first site, if there is any.
async fn ask_sites(client: &Client, account: &AccountId) -> Result<Option<SiteId>, WixError> {
    let page = sites::query(client, account, Cursors::start(1)).await?;
    Ok(page.items.first().map(|site| site.id.clone()))
}

pub(super) async fn ask_site(client: &Client, site: &SiteId, area: Area) -> Result<(), WixError> {
    match area {
        Area::Contributors => contributors::query(client, site, &[], &[])
            .await
            .map(|_| ()),
        Area::Locations => locations::page(client, site, false, Offsets::start(1))
            .await
            .map(|_| ()),
        _ => {
            let one = QueryMembers {
                limit: 1,
                ..QueryMembers::default()
            };
            members::query(client, site, &one).await.map(|_| ())
        }
    }
}

pub(super) fn capability(area: Area, error: Option<WixError>) -> Capability {
    let reading = match &error {
        None => Reading::Yes,
        // The site that was asked may have no Members Area, which says nothing about the key
        // (site contract 8.12).
        Some(e)
            if area == Area::Members
                && matches!(e.kind, ErrorKind::NotFound | ErrorKind::Precondition) =>
        {
            Reading::Unclear("the site that was asked may have no members".to_owned())
        }
        Some(e) => match e.kind {
            ErrorKind::Unauthorized
            | ErrorKind::InvalidKey
            | ErrorKind::Forbidden { .. }
            | ErrorKind::WrongIdentity { .. }
            | ErrorKind::EmptyForbidden
            | ErrorKind::NotFound => Reading::No,
            _ => Reading::Unclear(e.to_string()),
        },
    };
    let changing = match (area.can_change(), &reading) {
        (false, _) => Changing::Nothing,
        (true, Reading::No) => Changing::Impossible,
        (true, _) => Changing::ShowsAtFirstChange,
    };
    let named = error.as_ref().and_then(|e| match &e.kind {
        ErrorKind::Forbidden { permission } => permission.clone(),
        _ => None,
    });
    Capability {
        area,
        reading,
        changing,
        // No permission would help an identity that may not call at all.
        permission: match error.as_ref().map(|e| &e.kind) {
            Some(ErrorKind::WrongIdentity { .. }) => None,
            _ => named.or_else(|| area.permission().map(str::to_owned)),
        },
        without: area.without(),
        error,
    }
}

fn unknown(area: Area, error: Option<WixError>, reason: &str) -> Capability {
    Capability {
        reading: Reading::Unclear(reason.to_owned()),
        error,
        ..capability(area, None)
    }
}

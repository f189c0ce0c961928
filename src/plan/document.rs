//! The plan as a document.

use super::{Call, Fingerprint, Line, ObjectKey, Seen, Skip, Waves, Who, calls};
use crate::access::{
    AccountId, BadgeId, Contributor, CustomFieldId, Directory, InviteId, Location, LocationId,
    SiteId, SiteInvite, Team, UserLinks,
};
use crate::journal::{Hash, RunId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a plan is made from, and what its brakes are measured against.
#[derive(Debug, Clone, Copy)]
pub struct Observed<'a> {
    /// The account.
    pub account: &'a AccountId,
    /// Everybody in the team.
    pub team: &'a Team,
    /// Names of roles, sites and folders.
    pub directory: &'a Directory,
    /// What was read about single objects just now: login addresses of sites.
    pub found: &'a BTreeMap<ObjectKey, Seen>,
    /// Members of a site, where they were counted.
    pub members: &'a BTreeMap<SiteId, usize>,
    /// Contributors, locations and invites of sites, and the names of accounts.
    pub sites: &'a SiteAccess,
    /// When the team was read.
    pub read_at: Option<Timestamp>,
    /// Whether it was read to the end.
    pub complete: bool,
}

/// Contributors, locations and invites of sites, as far as they are known.
#[derive(Debug, Clone, Default)]
pub struct SiteAccess {
    /// Contributors by site. A site that is missing was never read.
    pub contributors: BTreeMap<SiteId, BTreeMap<AccountId, Contributor>>,
    /// Locations by site.
    pub locations: BTreeMap<SiteId, Vec<Location>>,
    /// Invites by site, as they were last told.
    pub invites: BTreeMap<SiteId, Vec<Arc<SiteInvite>>>,
    /// Names and addresses of accounts, where anything tells them.
    pub names: BTreeMap<AccountId, AccountName>,
    /// What is known beside the members themselves.
    pub members: MembersKnown,
}

/// What was read about a site's members beside the members themselves.
#[derive(Debug, Clone, Default)]
pub struct MembersKnown {
    /// The Wix users behind members, where Wix tells them (site contract 4.9).
    pub users: BTreeMap<SiteId, UserLinks>,
    /// When the newest member of a site had been made, by Wix's clock.
    pub newest: BTreeMap<SiteId, Timestamp>,
    /// How many members wear a badge, and whether there may be more.
    pub wearers: BTreeMap<(SiteId, BadgeId), (usize, bool)>,
    /// How many members have a value in a field. A field that is missing was not counted.
    pub values: BTreeMap<(SiteId, CustomFieldId), FieldValues>,
    /// Names of members, fields, badges and roles of a site that a plan is about, by their ids.
    pub labels: BTreeMap<(SiteId, String), String>,
}

/// How many of the members that are kept here have a value in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FieldValues {
    /// Members with a value.
    pub with: usize,
    /// Members that are kept.
    pub of: usize,
    /// Whether the members were read to the end, so that nobody is missing among them.
    pub whole: bool,
}

/// Who stands behind an account, as far as that is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AccountName {
    /// Name to show; empty if nobody knows one.
    pub name: String,
    /// Address; may be empty.
    pub email: String,
    /// Where the name comes from, in a few words.
    pub from: String,
}

impl AccountName {
    /// Where the owner's own names come from, in words.
    pub const OWN: &str = "your own name for it";
}

impl SiteAccess {
    /// Whom a line about this account is about.
    pub fn who(&self, account: &AccountId) -> Who {
        let known = self.names.get(account);
        let name = known.map(|n| n.name.clone()).filter(|n| !n.is_empty());
        Who {
            id: account.as_str().to_owned(),
            name: name.unwrap_or_else(|| account.as_str().to_owned()),
            email: known.map(|n| n.email.clone()).unwrap_or_default(),
        }
    }

    /// What is known of an invite.
    pub fn invite(&self, site: &SiteId, id: &InviteId) -> Option<&Arc<SiteInvite>> {
        self.invites.get(site)?.iter().find(|i| i.id == *id)
    }

    /// What is known of a contributor.
    pub fn contributor(&self, site: &SiteId, account: &AccountId) -> Option<&Contributor> {
        self.contributors.get(site)?.get(account)
    }

    /// The title of a location, else its id.
    pub fn location_name<'a>(&'a self, site: &SiteId, id: &'a LocationId) -> &'a str {
        let known = self.locations.get(site);
        known
            .and_then(|all| all.iter().find(|l| l.id == *id))
            .map_or(id.as_str(), Location::label)
    }
}

/// How many people hold the whole account, before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CoOwners {
    /// Owner and co-owners now.
    pub before: usize,
    /// Owner and co-owners afterwards.
    pub after: usize,
}

/// A filter that chose whom the plan is about. It was counted before anything else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Selection {
    /// The filter, as it was given.
    pub filter: String,
    /// How many it matches.
    pub matched: usize,
    /// Out of how many.
    pub of: usize,
}

/// A plan: exactly what will be sent, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Version of this format.
    pub format: u32,
    /// Id of this plan.
    pub id: String,
    /// The run whose remaining lines it carries on with, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub continues: Option<RunId>,
    /// The run it takes back, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<RunId>,
    /// What it does, in one line.
    pub title: String,
    /// The account it is for.
    pub account: AccountId,
    /// When it was made.
    pub made_at: Timestamp,
    /// When the data it rests on was read.
    pub read_at: Option<Timestamp>,
    /// Whether that data was complete.
    pub complete: bool,
    /// People in the team when it was made.
    pub team_size: usize,
    /// Owner and co-owners, before and after.
    pub co_owners: CoOwners,
    /// The filter that chose whom it is about, if one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<Selection>,
    /// When the newest member of each site it is about had been made: whoever came later is not
    /// in it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub newest: BTreeMap<SiteId, Timestamp>,
    /// The hours and the number of a day in which its mails go out, if they do not all at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waves: Option<Waves>,
    /// What will be sent, line by line.
    pub lines: Vec<Line>,
    /// Who is left alone, and why.
    pub skipped: Vec<Skip>,
    /// State of every object when the plan was made.
    pub fingerprints: BTreeMap<ObjectKey, Fingerprint>,
}

impl Plan {
    /// The format this version writes. Format 1 is read too: it knew the team alone.
    pub const FORMAT: u32 = 2;

    /// Hash of everything in it: what is confirmed is what is executed.
    ///
    /// # Errors
    /// A [`serde_json::Error`] if it cannot be written as JSON.
    pub fn hash(&self) -> Result<String, serde_json::Error> {
        Ok(Hash::of(&serde_json::to_vec(self)?).to_string())
    }

    /// The calls that carry it out.
    pub fn calls(&self) -> Vec<Call> {
        calls(self, 0..self.lines.len())
    }

    /// Lines that leave this computer.
    pub fn sent(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|l| l.action.is_sent())
    }

    /// The line as it stands at this place.
    pub fn line(&self, at: u32) -> Option<&Line> {
        self.lines.get(at as usize)
    }

    /// Sites it writes to, each once.
    pub fn sites(&self) -> Vec<&SiteId> {
        let mut sites: Vec<&SiteId> = self.lines.iter().filter_map(|l| l.action.site()).collect();
        sites.sort();
        sites.dedup();
        sites
    }

    /// Whether it has anything to do with the team or its invites.
    pub fn is_about_team(&self) -> bool {
        let keys = self.lines.iter().filter_map(|l| l.action.object());
        keys.into_iter()
            .any(|k| matches!(k, ObjectKey::TeamMember(_) | ObjectKey::Invitee(_)))
    }
}

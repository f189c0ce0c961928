//! What was known of an account at one moment: what two moments are compared by.

use super::{
    Contributor, Folder, Location, MemberId, MemberStatus, Role, Site, SiteId, SiteInvite, Team,
};
use std::collections::BTreeMap;

/// What a moment keeps of a member of a site: who it is, and whether it may log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberLine {
    /// Its id.
    pub id: MemberId,
    /// A name to show; may be empty.
    pub name: String,
    /// Login address; may be empty.
    pub login: String,
    /// Whether it may log in.
    pub status: MemberStatus,
}

/// An account at one moment. What was not known then is absent, which is not the same as empty.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Moment {
    /// The team and its invites.
    pub team: Option<Team>,
    /// Roles.
    pub roles: Option<Vec<Role>>,
    /// Sites.
    pub sites: Option<Vec<Site>>,
    /// Folders of sites.
    pub folders: Option<Vec<Folder>>,
    /// Invites to sites, as this computer knows them.
    pub site_invites: Vec<SiteInvite>,
    /// Contributors of the sites that were read.
    pub contributors: BTreeMap<SiteId, Vec<Contributor>>,
    /// Locations of the sites that were read.
    pub locations: BTreeMap<SiteId, Vec<Location>>,
    /// Members of the sites whose members were read.
    pub members: BTreeMap<SiteId, Vec<MemberLine>>,
}

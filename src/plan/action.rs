//! What can be sent: one variant per kind of write.

use super::object::{Aspect, Lane, ObjectKey};
use super::{Deed, MemberDeed, SiteSetting};
use crate::access::{
    AccountId, AssignmentId, InviteId, LocationId, MemberId, NewAssignment, NewMember, RoleId,
    SiteId, UserId,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One write to Wix, or one thing that somebody has to do by hand. Plain data; how it is sent is
/// the worker's business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "action",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Action {
    /// Adds and takes away roles of one team member (contract U3, a delta).
    UpdateAssignments {
        /// Whose roles.
        user: UserId,
        /// Roles to give.
        add: Vec<NewAssignment>,
        /// Assignments to take away, by the ids they had when the plan was made.
        remove: Vec<AssignmentId>,
    },
    /// Removes somebody from the team (contract U4).
    #[serde(alias = "removeMember")]
    RemoveTeamMember {
        /// Whom.
        user: UserId,
    },
    /// Invites one address to the account (contract AI1; up to 50 in one call). Wix mails it.
    InviteToAccount {
        /// The address, as it is sent.
        email: String,
        /// What the invited person will hold.
        give: Vec<NewAssignment>,
        /// Language of the mail for people without a Wix login (two letters).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
    },
    /// Makes a member of a site (site contract 1.4). Sends no mail and sets no password.
    CreateMember {
        /// The site.
        site: SiteId,
        /// What is known about the person.
        member: Box<NewMember>,
    },
    /// Deletes a member of a site (site contract 1.4). Permanent.
    DeleteMember {
        /// The site.
        site: SiteId,
        /// The member.
        member: MemberId,
        /// The login address, by which the member is found again.
        login_email: String,
    },
    /// Does something to one member of a site (site contract 1.4, 2, 4).
    Member(MemberDeed),
    /// Sets something for all members of one site (site contract 4.2, 4.3, 4.5, 4.8).
    Setting(SiteSetting),
    /// Replaces every role of a contributor on one site (contract C2).
    ChangeContributorRoles {
        /// The site.
        site: SiteId,
        /// The contributor's account.
        account: AccountId,
        /// Every role when the plan was made, sorted.
        was: Vec<RoleId>,
        /// Every role afterwards, sorted.
        roles: Vec<RoleId>,
    },
    /// Replaces the locations that a contributor is limited to on one site (contract C3).
    ChangeContributorLocations {
        /// The site.
        site: SiteId,
        /// The contributor's account.
        account: AccountId,
        /// Every location when the plan was made, sorted.
        was: Vec<LocationId>,
        /// Every location afterwards, sorted; empty means no limit.
        locations: Vec<LocationId>,
    },
    /// Removes a contributor from one site (contract C4).
    RemoveContributor {
        /// The site.
        site: SiteId,
        /// The contributor's account.
        account: AccountId,
    },
    /// Invites one address to one site (contract SI1; several in one call). Wix mails it.
    InviteToSite {
        /// The site.
        site: SiteId,
        /// The address, as it is sent.
        email: String,
        /// Roles that the invite gives.
        roles: Vec<RoleId>,
        /// Language of the mail for people without a Wix login (two letters).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
    },
    /// Sends the mail of a site invite again (contract SI2); an ended one is open again.
    ResendSiteInvite {
        /// The site.
        site: SiteId,
        /// The invite.
        invite: InviteId,
    },
    /// Revokes a site invite (contract SI3).
    RevokeSiteInvite {
        /// The site.
        site: SiteId,
        /// The invite.
        invite: InviteId,
    },
    /// Makes a child account with a new Wix user as its owner (contract A1; contract partners
    /// only). Wix has no call that deletes it.
    CreateAccount {
        /// Address of the new user, as it is sent.
        email: String,
        /// First name; may be empty.
        first_name: String,
        /// Last name; may be empty.
        last_name: String,
        /// Language of the new user (two letters).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        /// Every child account when the plan was made, sorted: the new one is told by being new.
        was: Vec<AccountId>,
    },
    /// Nothing is sent: no public call exists.
    ByHand {
        /// What to do, as a sentence to somebody.
        task: String,
        /// Where to do it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        link: Option<String>,
        /// When it ends by itself, if it does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ends_at: Option<Timestamp>,
    },
}

impl Action {
    /// The object it changes; `None` if nothing is sent.
    pub fn object(&self) -> Option<ObjectKey> {
        match self {
            Self::UpdateAssignments { user, .. } | Self::RemoveTeamMember { user } => {
                Some(ObjectKey::TeamMember(user.clone()))
            }
            Self::InviteToAccount { email, .. } => Some(ObjectKey::invitee(email)),
            Self::CreateMember { site, member } => {
                Some(ObjectKey::site_member(site, &member.login_email))
            }
            Self::DeleteMember {
                site, login_email, ..
            } => Some(ObjectKey::site_member(site, login_email)),
            Self::Member(deed) => Some(deed.object()),
            Self::Setting(of) => Some(of.object()),
            Self::ChangeContributorRoles { site, account, .. } => {
                Some(ObjectKey::contributor(site, account, Aspect::Roles))
            }
            Self::ChangeContributorLocations { site, account, .. } => {
                Some(ObjectKey::contributor(site, account, Aspect::Locations))
            }
            Self::RemoveContributor { site, account } => {
                Some(ObjectKey::contributor(site, account, Aspect::Presence))
            }
            Self::InviteToSite { site, email, .. } => Some(ObjectKey::site_invitee(site, email)),
            Self::ResendSiteInvite { site, invite } | Self::RevokeSiteInvite { site, invite } => {
                Some(ObjectKey::SiteInvite(site.clone(), invite.clone()))
            }
            Self::CreateAccount { .. } => Some(ObjectKey::ChildAccounts),
            Self::ByHand { .. } => None,
        }
    }

    /// Where it queues; `None` if nothing is sent.
    pub fn lane(&self) -> Option<Lane> {
        match self {
            Self::UpdateAssignments { user, .. } | Self::RemoveTeamMember { user } => {
                Some(Lane::Person(user.clone()))
            }
            Self::InviteToAccount { .. } => Some(Lane::Invites),
            Self::CreateAccount { .. } => Some(Lane::Accounts),
            Self::Member(deed) => Some(deed.lane()),
            Self::ByHand { .. } => None,
            other => other.site().map(|site| Lane::Site(site.clone())),
        }
    }

    /// The site it belongs to; `None` for the account.
    pub fn site(&self) -> Option<&SiteId> {
        match self {
            Self::CreateMember { site, .. }
            | Self::DeleteMember { site, .. }
            | Self::ChangeContributorRoles { site, .. }
            | Self::ChangeContributorLocations { site, .. }
            | Self::RemoveContributor { site, .. }
            | Self::InviteToSite { site, .. }
            | Self::ResendSiteInvite { site, .. }
            | Self::RevokeSiteInvite { site, .. }
            | Self::Member(MemberDeed { site, .. })
            | Self::Setting(SiteSetting { site, .. }) => Some(site),
            Self::UpdateAssignments { .. }
            | Self::RemoveTeamMember { .. }
            | Self::InviteToAccount { .. }
            | Self::CreateAccount { .. }
            | Self::ByHand { .. } => None,
        }
    }

    /// What it does, in a few words, as the head of a table cell.
    pub fn label(&self) -> &'static str {
        match self {
            Self::UpdateAssignments { add, remove, .. } => {
                match (add.is_empty(), remove.is_empty()) {
                    (false, true) => "Give roles",
                    (true, false) => "Take roles away",
                    _ => "Change roles",
                }
            }
            Self::RemoveTeamMember { .. } => "Remove from team",
            Self::InviteToAccount { .. } => "Invite to account",
            Self::CreateMember { .. } => "Create member",
            Self::DeleteMember { .. } => "Delete member",
            Self::Member(deed) => deed.deed.label(),
            Self::Setting(of) => of.deed.label(),
            Self::ChangeContributorRoles { .. } => "Set roles on site",
            Self::ChangeContributorLocations { .. } => "Set locations",
            Self::RemoveContributor { .. } => "Remove from site",
            Self::InviteToSite { .. } => "Invite to site",
            Self::ResendSiteInvite { .. } => "Send invite again",
            Self::RevokeSiteInvite { .. } => "Revoke invite",
            Self::CreateAccount { .. } => "Create account",
            Self::ByHand { .. } => "By hand",
        }
    }

    /// Whether somebody loses something by it.
    pub fn takes_away(&self) -> bool {
        match self {
            Self::UpdateAssignments { remove, .. } => !remove.is_empty(),
            Self::Member(deed) => deed.deed.takes_away(),
            Self::Setting(of) => of.deed.takes_away(),
            // What is replaced is shown line by line; whatever was not named goes away.
            Self::RemoveTeamMember { .. }
            | Self::DeleteMember { .. }
            | Self::ChangeContributorRoles { .. }
            | Self::ChangeContributorLocations { .. }
            | Self::RemoveContributor { .. }
            | Self::RevokeSiteInvite { .. } => true,
            Self::InviteToAccount { .. }
            | Self::CreateMember { .. }
            | Self::InviteToSite { .. }
            | Self::ResendSiteInvite { .. }
            | Self::CreateAccount { .. }
            | Self::ByHand { .. } => false,
        }
    }

    /// Mails that Wix sends because of it. A change of role and a removal are not told to anybody
    /// (contract U3 and U4 name no mail); Create Member sends none (site contract 1.4);
    /// none is named for Create Account (contract A1).
    pub fn mails(&self) -> u32 {
        u32::from(matches!(
            self,
            Self::InviteToAccount { .. }
                | Self::InviteToSite { .. }
                | Self::ResendSiteInvite { .. }
                | Self::Member(MemberDeed {
                    deed: Deed::PasswordMail,
                    ..
                })
        ))
    }

    /// Whom it deletes, if it deletes a member of a site.
    pub fn deletes(&self) -> Option<(&SiteId, &MemberId)> {
        match self {
            Self::DeleteMember { site, member, .. }
            | Self::Member(MemberDeed {
                site,
                member,
                deed: Deed::Delete,
                ..
            }) => Some((site, member)),
            _ => None,
        }
    }

    /// The site to whose members it puts an end for one: deleted, blocked or disconnected.
    pub fn locks_out(&self) -> Option<&SiteId> {
        match self {
            Self::DeleteMember { site, .. } => Some(site),
            Self::Member(of) if of.deed.locks_out() => Some(&of.site),
            _ => None,
        }
    }

    /// Whether it leaves this computer as a call.
    pub fn is_sent(&self) -> bool {
        !matches!(self, Self::ByHand { .. })
    }

    /// Whether a public call tells afterwards what became of it. Nothing reads site invites
    /// (contract 5): there the answer alone counts.
    pub fn can_be_read(&self) -> bool {
        if let Self::Member(of) = self {
            return of.deed.can_be_read();
        }
        !matches!(
            self,
            Self::InviteToSite { .. }
                | Self::ResendSiteInvite { .. }
                | Self::RevokeSiteInvite { .. }
                | Self::ByHand { .. }
        )
    }

    /// What must be so when it is sent, in words.
    pub fn needs(&self) -> &'static [&'static str] {
        match self {
            Self::UpdateAssignments { .. } | Self::RemoveTeamMember { .. } => {
                &["Is in the team", "Holds exactly the roles shown as before"]
            }
            Self::InviteToAccount { .. } => &[
                "Nobody in the team has this address",
                "No open invite to this address",
            ],
            Self::CreateMember { .. } => &["No member of the site has this login address"],
            Self::Member(of) => of.deed.needs(),
            Self::Setting(of) => of.deed.needs(),
            Self::DeleteMember { .. } => &["The member is there and has this login address"],
            Self::ChangeContributorRoles { .. } => &[
                "Contributes to the site",
                "Holds exactly the roles shown as before",
            ],
            Self::ChangeContributorLocations { .. } => &[
                "Contributes to the site",
                "Is limited to exactly the locations shown as before",
            ],
            Self::RemoveContributor { .. } => &["Contributes to the site"],
            Self::InviteToSite { .. } => &["No open invite to this address is known here"],
            Self::ResendSiteInvite { .. } | Self::RevokeSiteInvite { .. } => {
                &["The invite is not used, declined or revoked"]
            }
            Self::CreateAccount { .. } => &["The child accounts are the same as before"],
            Self::ByHand { .. } => &[],
        }
    }

    /// How it is looked up afterwards, in words.
    pub fn read_back(&self) -> &'static str {
        match self {
            Self::UpdateAssignments { .. } => "Search Team: the person’s roles",
            Self::RemoveTeamMember { .. } => "Search Team: the person is gone",
            Self::InviteToAccount { .. } => "Search Team: an open invite to the address",
            Self::CreateMember { .. } => "Query Members: a member with the login address",
            Self::DeleteMember { .. } => "Query Members: no member with this id",
            Self::Member(of) => of.deed.read_back(),
            Self::Setting(of) => of.deed.read_back(),
            Self::ChangeContributorRoles { .. } => "Query Site Contributors, once for each role",
            Self::ChangeContributorLocations { .. } => {
                "Query Site Contributors, once for each location"
            }
            Self::RemoveContributor { .. } => "Query Site Contributors: the account is gone",
            Self::InviteToSite { .. }
            | Self::ResendSiteInvite { .. }
            | Self::RevokeSiteInvite { .. } => {
                "The answer alone: no public call reads site invites"
            }
            Self::CreateAccount { .. } => "List Child Accounts: exactly one more than before",
            Self::ByHand { .. } => "Not looked up",
        }
    }
}

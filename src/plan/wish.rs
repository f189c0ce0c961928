//! What somebody wants, before anybody knows what that takes.

use super::{Contribution, ContributorChange, MemberWish, Selection, SettingWish, Skip, Whom};
use crate::access::{AccountId, InviteId, NewAssignment, NewMember, Reach, RoleId, SiteId, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Somebody to invite to the account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitee {
    /// The address.
    pub email: String,
    /// What the person shall hold.
    pub give: Vec<NewAssignment>,
}

/// A child account to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAccount {
    /// Address of its new user.
    pub email: String,
    /// First name; may be empty.
    pub first_name: String,
    /// Last name; may be empty.
    pub last_name: String,
    /// Language (two letters).
    pub language: Option<String>,
}

/// What shall become of invites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tend {
    /// Their mails are sent again.
    Resend,
    /// They can be accepted no more.
    Revoke,
    /// They can be accepted again: ended ones are open anew.
    Renew,
}

/// A wish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wish {
    /// Give some roles and take some away.
    ChangeRoles {
        /// Whose.
        people: Vec<UserId>,
        /// Roles to give, each with its reach.
        give: Vec<NewAssignment>,
        /// Roles to take away, each at exactly this reach.
        take: Vec<NewAssignment>,
    },
    /// Let people hold exactly these roles at one reach; what they hold elsewhere stays.
    SetRolesAt {
        /// Whose.
        people: Vec<UserId>,
        /// Where.
        reach: Reach,
        /// Exactly these.
        roles: Vec<RoleId>,
    },
    /// Give people what a colleague has.
    SameAs {
        /// The colleague.
        colleague: UserId,
        /// Who shall have the same.
        people: Vec<UserId>,
        /// Whether to take away what the colleague does not have.
        exactly: bool,
    },
    /// Remove people from the team.
    Remove {
        /// Whom.
        people: Vec<UserId>,
    },
    /// Invite addresses to the account.
    Invite {
        /// Whom, to what.
        people: Vec<Invitee>,
        /// Language of the mail for people without a Wix login (two letters).
        language: Option<String>,
    },
    /// Make members of a site.
    CreateMembers {
        /// The site.
        site: SiteId,
        /// Whom.
        members: Vec<NewMember>,
    },
    /// Do something with members of a site. Everybody is looked at anew, by id, before anything is
    /// sent; whoever is not named is not touched.
    Members {
        /// The site.
        site: SiteId,
        /// With whom.
        whom: Whom,
        /// What.
        wish: MemberWish,
    },
    /// Set something for all members of a site. It is looked at anew before anything is sent.
    SiteSetting {
        /// The site.
        site: SiteId,
        /// What.
        wish: SettingWish,
    },
    /// Let contributors hold exactly these roles on their site.
    SetContributorRoles {
        /// Whose.
        whom: Vec<Contribution>,
        /// Exactly these.
        roles: Vec<RoleId>,
    },
    /// Give contributors some roles and take some away; the others stay.
    ChangeContributorRoles {
        /// Whose.
        whom: Vec<Contribution>,
        /// Roles to give.
        give: Vec<RoleId>,
        /// Roles to take away.
        take: Vec<RoleId>,
    },
    /// Change roles, locations or both of contributors, of each in a way of its own.
    ChangeContributors {
        /// What, for each.
        changes: Vec<ContributorChange>,
    },
    /// Remove contributors from their sites.
    RemoveContributors {
        /// Whom.
        whom: Vec<Contribution>,
    },
    /// Invite addresses to sites, all with the same roles.
    InviteToSites {
        /// Where.
        sites: Vec<SiteId>,
        /// Whom.
        emails: Vec<String>,
        /// Roles that the invites give.
        roles: Vec<RoleId>,
        /// Language of the mail for people without a Wix login (two letters).
        language: Option<String>,
    },
    /// Send the mails of site invites again.
    ResendSiteInvites {
        /// Which.
        invites: Vec<(SiteId, InviteId)>,
    },
    /// Revoke site invites.
    RevokeSiteInvites {
        /// Which.
        invites: Vec<(SiteId, InviteId)>,
    },
    /// Do the same with invites of both kinds. What no public call does with account invites becomes
    /// a new invite or a line by hand.
    TendInvites {
        /// What.
        how: Tend,
        /// Invites to the account.
        account: Vec<InviteId>,
        /// Invites to sites.
        sites: Vec<(SiteId, InviteId)>,
    },
    /// Remove one human from every place: team, sites, invites.
    RemoveEverywhere {
        /// A name for the title.
        name: String,
        /// Users in the team.
        users: Vec<UserId>,
        /// Accounts that contribute to sites.
        accounts: Vec<AccountId>,
        /// Addresses that were invited.
        addresses: Vec<String>,
        /// Sites on which the addresses are looked for among the members. Elsewhere members stay
        /// out of it.
        look_on: Vec<SiteId>,
    },
    /// Make a child account with a new Wix user. One plan makes one: the new account is told by
    /// being the only one that is new.
    CreateAccount(NewAccount),
    /// What the rows of a sheet ask for, all in one plan.
    Sheet {
        /// What the file is called.
        name: String,
        /// Rows that are left out, and why.
        left: Vec<Skip>,
        /// What the others ask for. Nobody is named in two of them.
        parts: Vec<Wish>,
    },
    /// What changed since a moment, put back. Made by [`put_back`](super::put_back).
    PutBack {
        /// The moment.
        as_of: Timestamp,
        /// Changes that cannot be put back, and why.
        left: Vec<Skip>,
        /// What the others ask for. Nobody is named in two of them.
        parts: Vec<Wish>,
    },
    /// What would put several findings of the house rules right, all in one plan. The same human may
    /// be named in several of them.
    Findings {
        /// What each of them asks for.
        parts: Vec<Wish>,
    },
    /// The same wish about people whom a filter chose.
    Chosen {
        /// The filter and what it matched.
        by: Selection,
        /// What is wished.
        wish: Box<Wish>,
    },
}

impl Wish {
    /// How many it names.
    pub fn len(&self) -> usize {
        match self {
            Self::Invite { people, .. } => people.len(),
            Self::CreateMembers { members, .. } => members.len(),
            Self::Members { whom, .. } => whom.ids.len() + whom.logins.len(),
            Self::SetContributorRoles { whom, .. }
            | Self::ChangeContributorRoles { whom, .. }
            | Self::RemoveContributors { whom } => whom.len(),
            Self::ChangeContributors { changes } => changes.len(),
            Self::InviteToSites { sites, emails, .. } => sites.len() * emails.len(),
            Self::ResendSiteInvites { invites } | Self::RevokeSiteInvites { invites } => {
                invites.len()
            }
            Self::TendInvites { account, sites, .. } => account.len() + sites.len(),
            Self::RemoveEverywhere {
                users,
                accounts,
                addresses,
                ..
            } => users.len() + accounts.len() + addresses.len(),
            Self::CreateAccount(_) | Self::SiteSetting { .. } => 1,
            Self::Chosen { wish, .. } => wish.len(),
            Self::Sheet { parts, .. } | Self::PutBack { parts, .. } | Self::Findings { parts } => {
                parts.iter().map(Self::len).sum()
            }
            other => other.people().len(),
        }
    }

    /// Whether it names nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The people of the team it is about, in the order in which they were named.
    pub fn people(&self) -> &[UserId] {
        match self {
            Self::ChangeRoles { people, .. }
            | Self::SetRolesAt { people, .. }
            | Self::SameAs { people, .. }
            | Self::Remove { people } => people,
            Self::Chosen { wish, .. } => wish.people(),
            _ => &[],
        }
    }

    /// The wishes that it is made of: those of a sheet, of changes to put back or of findings, else
    /// itself.
    pub fn parts(&self) -> &[Self] {
        match self.unwrap_selection().1 {
            Self::Sheet { parts, .. } | Self::PutBack { parts, .. } | Self::Findings { parts } => {
                parts
            }
            one => std::slice::from_ref(one),
        }
    }

    /// Whether it asks about nobody but contributors and members of sites: such a wish can be
    /// planned where the key may not read the team.
    pub fn leaves_the_team_alone(&self) -> bool {
        self.parts().iter().all(|part| {
            matches!(
                part,
                Self::CreateMembers { .. }
                    | Self::Members { .. }
                    | Self::SiteSetting { .. }
                    | Self::SetContributorRoles { .. }
                    | Self::ChangeContributorRoles { .. }
                    | Self::ChangeContributors { .. }
                    | Self::RemoveContributors { .. }
                    | Self::ResendSiteInvites { .. }
                    | Self::RevokeSiteInvites { .. }
            )
        })
    }

    /// The filter that chose its people, and the wish itself.
    pub fn unwrap_selection(&self) -> (Option<&Selection>, &Self) {
        match self {
            Self::Chosen { by, wish } => (Some(by), wish),
            other => (None, other),
        }
    }
}

/// Why a wish cannot become a plan at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WishError {
    /// Nobody was named.
    #[error("Nobody is selected. Select one or more people first")]
    Nobody,
    /// Nothing was chosen.
    #[error("No role is chosen. Choose at least one role to give or take away")]
    Nothing,
    /// The owner's role.
    #[error("The owner’s role cannot be given. It moves only by transferring the account")]
    OwnerRole,
    /// A role that may not be given for the whole account.
    #[error("{0} cannot be given for the whole account. Choose a site or a folder")]
    NotAtAccount(String),
    /// A role that may not be given for a site.
    #[error("{0} cannot be given for a site or folder. Choose the whole account")]
    NotAtSite(String),
    /// A reach this version cannot write.
    #[error("This version cannot give roles with a limit that it does not know")]
    UnknownReach,
    /// An invite limited to a folder (contract AI1).
    #[error("An invite cannot be limited to folders. Choose sites or the whole account")]
    FolderInInvite,
    /// What was typed is no address.
    #[error("“{0}” is not a mail address. Type one, such as pat@example.com")]
    NoAddress(String),
    /// The list of child accounts could not be read.
    #[error("The child accounts could not be listed. Read the account and try again")]
    ChildrenUnread,
    /// The colleague is gone.
    #[error("The colleague is no longer in the team. Read the team again and choose somebody else")]
    ColleagueGone,
    /// The colleague holds nothing that could be given.
    #[error("{0} holds no role that can be given to others")]
    NothingToCopy(String),
    /// Something that only one can have.
    #[error("Only one member can have this {0}. Choose one member")]
    OnlyOne(&'static str),
    /// A value that Wix would not take.
    #[error("This cannot be sent: {0}. Change it and try again")]
    Unfit(String),
    /// A site that is not in the account.
    #[error("The site {0} is not among the sites of the account. Read the account and try again")]
    NoSuchSite(String),
}

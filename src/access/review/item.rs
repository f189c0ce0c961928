//! What is decided about, and what has to be known to decide it.

use crate::access::{AccountId, InviteId, MemberId, Reach, RoleId, SiteId, Thing, UserId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Kinds of items.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::EnumIter,
)]
#[serde(rename_all = "camelCase")]
pub enum ItemKind {
    /// Roles of people in the team.
    Team,
    /// Contributors of sites.
    Contributors,
    /// Invites to the account and to sites.
    Invites,
    /// Members of sites.
    Members,
}

impl ItemKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Team, Self::Contributors, Self::Invites, Self::Members];

    /// Words to show.
    pub fn label(self) -> &'static str {
        match self {
            Self::Team => "Team",
            Self::Contributors => "Contributors",
            Self::Invites => "Invites",
            Self::Members => "Site members",
        }
    }

    /// The word of files and of the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::Contributors => "contributors",
            Self::Invites => "invites",
            Self::Members => "members",
        }
    }
}

/// What an item is about, by its ids. The same thing has the same matter in every snapshot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Matter {
    /// A role that somebody in the team holds at a reach (without the names that Wix tells).
    Assignment(UserId, RoleId, Reach),
    /// A contributor of a site, with all roles there.
    Contributor(SiteId, AccountId),
    /// An invite to the account.
    AccountInvite(InviteId),
    /// An invite to a site.
    SiteInvite(SiteId, InviteId),
    /// A member of a site.
    Member(SiteId, MemberId),
}

impl Matter {
    /// Which kind it is of.
    pub fn kind(&self) -> ItemKind {
        match self {
            Self::Assignment(..) => ItemKind::Team,
            Self::Contributor(..) => ItemKind::Contributors,
            Self::AccountInvite(_) | Self::SiteInvite(..) => ItemKind::Invites,
            Self::Member(..) => ItemKind::Members,
        }
    }

    /// The one site it is about, if it is one.
    pub fn site(&self) -> Option<&SiteId> {
        match self {
            Self::Contributor(site, _) | Self::SiteInvite(site, _) | Self::Member(site, _) => {
                Some(site)
            }
            Self::Assignment(_, _, Reach::Site { id, .. }) => Some(id),
            Self::Assignment(..) | Self::AccountInvite(_) => None,
        }
    }

    /// The id of the person, account, invite or member.
    pub fn who(&self) -> &str {
        match self {
            Self::Assignment(user, ..) => user.as_str(),
            Self::Contributor(_, account) => account.as_str(),
            Self::AccountInvite(invite) | Self::SiteInvite(_, invite) => invite.as_str(),
            Self::Member(_, member) => member.as_str(),
        }
    }

    /// Whether other roles can take the place of those that are there; invites and members have
    /// none that could be changed.
    pub fn can_be_reduced(&self) -> bool {
        matches!(self, Self::Assignment(..) | Self::Contributor(..))
    }
}

impl Matter {
    /// Whether a difference between two moments is about this.
    pub fn is_touched_by(&self, thing: &Thing) -> bool {
        match (self, thing) {
            (Self::Assignment(user, ..), Thing::Person(u)) => user == u,
            (Self::Assignment(user, role, reach), Thing::Grant(u, r, at)) => {
                (user, role) == (u, r) && reach.same_as(at)
            }
            (
                Self::Contributor(site, account),
                Thing::Contributor(s, a) | Thing::ContributorRole(s, a, _) | Thing::Limit(s, a),
            ) => (site, account) == (s, a),
            (Self::AccountInvite(invite), Thing::Invite(i)) => invite == i,
            (Self::SiteInvite(site, invite), Thing::SiteInvite(s, i)) => (site, invite) == (s, i),
            (Self::Member(site, member), Thing::Member(s, m)) => (site, member) == (s, m),
            _ => false,
        }
    }
}

/// Who made the last change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", content = "run", rename_all = "camelCase")]
pub enum Hand {
    /// A line of one of our runs.
    Us(String),
    /// A line of one of our runs whose answer was lost.
    PerhapsUs(String),
    /// Somebody else, or this program elsewhere.
    Others,
}

/// When it last changed, as far as snapshots tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LastChange {
    /// No snapshot tells.
    Unknown,
    /// It is as it was in the first snapshot that has it.
    NotSince(Timestamp),
    /// Between two snapshots.
    #[serde(rename_all = "camelCase")]
    Between {
        /// The last one that has it otherwise, or not at all.
        after: Timestamp,
        /// The first one that has it as it is.
        by: Timestamp,
        /// Whether it was made then, rather than changed.
        made: bool,
        /// By whom.
        hand: Hand,
    },
}

/// When somebody last logged in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Login {
    /// It was not read.
    Unknown,
    /// Wix tells none, as it does for somebody who never did.
    Never,
    /// Then.
    At(Timestamp),
}

/// What has to be known to decide. What is not known stays `None` or `Unknown`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Context {
    /// Number of sites it reaches.
    pub sites: Option<u64>,
    /// When the person joined the team, as Wix tells it. The role can be younger.
    pub joined: Option<Timestamp>,
    /// When the invite was made, as Wix tells it.
    pub sent: Option<Timestamp>,
    /// The first snapshot that has it without a gap: it is there since then at the latest.
    pub seen: Option<Timestamp>,
    /// When it last changed.
    pub changed: LastChange,
    /// At how many other places the same person holds one of these roles.
    pub elsewhere: u32,
    /// How many others hold one of these roles at the same place.
    pub here: u32,
    /// Last login; only members of sites have one.
    pub login: Login,
}

impl Context {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self {
        sites: None,
        joined: None,
        sent: None,
        seen: None,
        changed: LastChange::Unknown,
        elsewhere: 0,
        here: 0,
        login: Login::Unknown,
    };

    /// Since when it is there at the latest: the invite's own time, the first snapshot, or when the
    /// person joined, the earliest of what is told.
    pub fn since(&self) -> Option<Timestamp> {
        self.sent.or_else(|| match (self.joined, self.seen) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        })
    }
}

/// Something about an item that is worth knowing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Worth {
    /// The role holds the whole account, or everything on a site.
    CoOwner,
    /// The address is of another domain than the house's.
    Outside,
    /// The invite ended by itself.
    InviteEnded(Timestamp),
    /// Nobody can name the account.
    Nameless,
    /// A limit to locations does nothing for these roles.
    LimitWithoutEffect,
    /// Never logged in, as far as Wix tells: it leaves out the time of somebody who never did.
    NeverLoggedIn,
    /// It is held by an app or an account, not by a person.
    NoPerson,
    /// The same role at so many places.
    SameRole(u32),
}

impl Worth {
    /// Words to show.
    pub fn words(&self, now: Timestamp) -> String {
        match self {
            Self::CoOwner => "Co-owner".to_owned(),
            Self::Outside => "Outside your domain".to_owned(),
            Self::InviteEnded(at) => {
                let days = now.duration_since(*at).as_hours().max(0) / 24;
                match days {
                    0 => "Invite expired today".to_owned(),
                    1 => "Invite expired yesterday".to_owned(),
                    days => format!("Invite expired {days} days ago"),
                }
            }
            Self::Nameless => "Nobody can name this account".to_owned(),
            Self::LimitWithoutEffect => "Location limit has no effect".to_owned(),
            Self::NeverLoggedIn => "No login is told".to_owned(),
            Self::NoPerson => "No person: an app or an account".to_owned(),
            Self::SameRole(n) => format!("Same role at {n} places"),
        }
    }

    /// The word that filters name it by.
    pub fn word(&self) -> &'static str {
        match self {
            Self::CoOwner => "coOwner",
            Self::Outside => "outside",
            Self::InviteEnded(_) => "inviteEnded",
            Self::Nameless => "nameless",
            Self::LimitWithoutEffect => "limitWithoutEffect",
            Self::NeverLoggedIn => "neverLoggedIn",
            Self::NoPerson => "noPerson",
            Self::SameRole(_) => "sameRole",
        }
    }

    /// What a filter calls all of its kind.
    pub fn label(&self) -> &'static str {
        match self {
            Self::CoOwner => "Co-owner",
            Self::Outside => "Outside your domain",
            Self::InviteEnded(_) => "Invite expired",
            Self::Nameless => "Nobody can name it",
            Self::LimitWithoutEffect => "Location limit has no effect",
            Self::NeverLoggedIn => "No login is told",
            Self::NoPerson => "No person",
            Self::SameRole(_) => "Same role at several places",
        }
    }
}

/// One thing to decide about, as it was in the snapshot of its campaign. It is kept whole, so that
/// a campaign can be read when the snapshot is long gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// What it is about.
    pub matter: Matter,
    /// Name to show: of the person, of the account, or the address of an invite.
    pub name: String,
    /// Address; may be empty.
    pub address: String,
    /// Roles, by their ids.
    pub roles: Vec<RoleId>,
    /// Titles of the roles in the same order, as they were then.
    pub titles: Vec<String>,
    /// What it reaches, in words.
    pub place: String,
    /// Locations that a contributor is limited to, by their names; none: no limit.
    pub locations: Vec<String>,
    /// State of an invite or of a member, in words; empty where there is none.
    pub state: String,
    /// What has to be known.
    pub context: Context,
    /// What is worth knowing.
    pub worth: Vec<Worth>,
}

impl Item {
    /// Which kind it is of.
    pub fn kind(&self) -> ItemKind {
        self.matter.kind()
    }

    /// Titles of the roles in one line; the state where there is no role.
    pub fn role_words(&self) -> String {
        if self.titles.is_empty() {
            match self.kind() {
                ItemKind::Members => "Site member".to_owned(),
                _ => "No role".to_owned(),
            }
        } else {
            self.titles.join(", ")
        }
    }
}

impl AsRef<Self> for Item {
    fn as_ref(&self) -> &Self {
        self
    }
}

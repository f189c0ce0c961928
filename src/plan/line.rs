//! The lines of a plan.

use super::{Action, Deed, Fingerprint, SettingDeed};
use crate::access::{LocationId, NewAssignment, RoleId};
use serde::{Deserialize, Serialize};

/// Whom a line is about, as people know them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// The id, for machines.
    pub id: String,
    /// Name to show.
    pub name: String,
    /// Address; may be empty.
    pub email: String,
}

/// A role and its reach in words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// The role's title.
    pub role: String,
    /// What it reaches.
    pub reach: String,
}

impl std::fmt::Display for Grant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.role, self.reach)
    }
}

/// Whether and how a finished line can be taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "undo", rename_all = "camelCase")]
pub enum Undo {
    /// By another plan that gives and takes these roles.
    Reversible {
        /// Roles to give back.
        give: Vec<NewAssignment>,
        /// Roles to take away again.
        take: Vec<NewAssignment>,
    },
    /// Only by inviting the person again, to these roles. The person has to accept.
    ByNewInvite {
        /// What the new invite gives.
        #[serde(default)]
        give: Vec<NewAssignment>,
    },
    /// By deleting what was made.
    ByDeleting,
    /// By setting the roles on the site as they were.
    RolesBack {
        /// Every role before.
        roles: Vec<RoleId>,
    },
    /// By setting the locations as they were.
    LocationsBack {
        /// Every location before.
        locations: Vec<LocationId>,
    },
    /// By setting a member back.
    MemberBack {
        /// What gives the member back what it had; none of it if others changed the same since.
        deeds: Vec<Deed>,
    },
    /// By setting what holds for all members of a site as it was.
    SettingBack {
        /// What does that; ids and revisions that only the run knows are empty.
        deed: Box<SettingDeed>,
    },
    /// By revoking the invite. The mail is out all the same.
    ByRevoking,
    /// Only by hand, in the dashboard.
    ByHand,
    /// Not at all.
    #[serde(rename = "no")]
    Never {
        /// Why.
        why: String,
    },
}

impl Undo {
    /// A few words for a table cell.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Reversible { .. }
            | Self::RolesBack { .. }
            | Self::LocationsBack { .. }
            | Self::MemberBack { .. }
            | Self::SettingBack { .. } => "Yes",
            Self::ByNewInvite { .. } => "By new invite",
            Self::ByDeleting => "By deleting again",
            Self::ByRevoking => "By revoking",
            Self::ByHand => "By hand",
            Self::Never { .. } => "No",
        }
    }

    /// The same as a sentence.
    pub fn sentence(&self) -> &str {
        match self {
            Self::Reversible { .. } => "Can be taken back by a plan that restores the roles",
            Self::ByNewInvite { .. } => {
                "Can be taken back only by a new invite, which the person has to accept"
            }
            Self::ByDeleting => "Can be taken back by deleting the member",
            Self::RolesBack { .. } => "Can be taken back by setting the roles as they were",
            Self::LocationsBack { .. } => "Can be taken back by setting the locations as they were",
            Self::SettingBack { .. } => "Can be taken back by a plan that sets it as it was",
            Self::MemberBack { .. } => "Can be taken back by setting the member as it was",
            Self::ByRevoking => "The invite can be revoked; its mail cannot be called back",
            Self::ByHand => {
                "Cannot be taken back by a call: an invite is revoked in the dashboard, and the \
                 mail is out"
            }
            Self::Never { why } => why,
        }
    }
}

/// One line: one action on one object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// What will be sent.
    #[serde(flatten)]
    pub action: Action,
    /// Whom it is about.
    pub who: Who,
    /// Why it is in the plan.
    pub reason: String,
    /// What the person may do now.
    pub before: Vec<Grant>,
    /// What the person may do afterwards; empty means no access is left.
    pub after: Vec<Grant>,
    /// What must be so when it is sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// Mails that Wix sends because of it.
    #[serde(default)]
    pub mails: u32,
    /// How it is looked up afterwards.
    #[serde(default)]
    pub read_back: String,
    /// How it could be taken back.
    pub undo: Undo,
    /// What the person holds afterwards, as a fingerprint: an undo leaves alone who holds something
    /// else by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaves: Option<Fingerprint>,
}

impl Line {
    /// A line with what follows from its action alone.
    pub fn new(action: Action, who: Who, reason: impl Into<String>, undo: Undo) -> Self {
        Self {
            who,
            reason: reason.into(),
            before: Vec::new(),
            after: Vec::new(),
            needs: action.needs().iter().map(|n| (*n).to_owned()).collect(),
            mails: action.mails(),
            read_back: action.read_back().to_owned(),
            undo,
            leaves: None,
            action,
        }
    }

    /// Grants that go away.
    pub fn lost(&self) -> impl Iterator<Item = &Grant> {
        self.before.iter().filter(|g| !self.after.contains(g))
    }

    /// Grants that come.
    pub fn gained(&self) -> impl Iterator<Item = &Grant> {
        self.after.iter().filter(|g| !self.before.contains(g))
    }

    /// Where it takes effect, in words.
    pub fn places(&self) -> String {
        let mut places: Vec<&str> = self
            .lost()
            .chain(self.gained())
            .map(|g| g.reach.as_str())
            .collect();
        places.sort_unstable();
        places.dedup();
        match places.as_slice() {
            [] if self.action.is_sent() => "Team".to_owned(),
            [] => "Dashboard".to_owned(),
            [one] => (*one).to_owned(),
            [one, two] => format!("{one}, {two}"),
            [one, rest @ ..] => format!("{one} and {} more", rest.len()),
        }
    }

    /// Whether the person has no access at all afterwards.
    pub fn ends_access(&self) -> bool {
        let nothing_left = self.after.is_empty() && self.action.is_sent();
        nothing_left && (!self.before.is_empty() || self.action.takes_away())
    }
}

/// Somebody whom the wish named and the plan leaves alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// Whom.
    pub who: Who,
    /// The site on which, where the wish could name the person on several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<crate::access::SiteId>,
    /// Why.
    pub reason: String,
    /// Whether everything is already as wished (else a rule stands against it).
    pub already_so: bool,
}

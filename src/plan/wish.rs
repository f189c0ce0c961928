//! What somebody wants, before anybody knows what that takes.

use crate::access::{NewAssignment, Reach, RoleId, UserId};
use serde::{Deserialize, Serialize};

/// A wish about the team.
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
}

impl Wish {
    /// The people it is about, in the order in which they were named.
    pub fn people(&self) -> &[UserId] {
        match self {
            Self::ChangeRoles { people, .. }
            | Self::SetRolesAt { people, .. }
            | Self::SameAs { people, .. }
            | Self::Remove { people } => people,
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
    #[error("The owner's role cannot be given. It moves only by transferring the account")]
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
    /// The colleague is gone.
    #[error("The colleague is no longer in the team. Read the team again and choose somebody else")]
    ColleagueGone,
    /// The colleague holds nothing that could be given.
    #[error("{0} holds no role that can be given to others")]
    NothingToCopy(String),
}

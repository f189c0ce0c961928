//! What the sandbox knows of one contributor of one site.

use serde::{Deserialize, Serialize};

/// An account that may work on a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Contributor {
    /// Place in the list.
    pub(crate) seq: u64,
    pub(crate) account: String,
    /// User id of the account's owner.
    pub(crate) owner: String,
    pub(crate) roles: Vec<HeldRole>,
    /// The locations it is limited to; none means all, present and future ones.
    pub(crate) locations: Vec<HeldLocation>,
}

/// A role of a contributor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeldRole {
    pub(crate) role: String,
    /// Id of the assignment.
    pub(crate) id: String,
}

/// A location of a contributor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HeldLocation {
    pub(crate) location: String,
    /// Id of the assignment.
    pub(crate) id: String,
}
